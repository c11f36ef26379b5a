"""Decision, certificate and print: the paper at the left, what to do in the middle, what it rests on at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hukou.case import Status
from hukou.staff import Permission
from window_client.services.certificates.entries import is_certificate
from window_client.services.devices.printers import JobState
from window_client.services.views import CaseDetail, CaseFilter, CaseListView, LedgerEntry
from window_client.ui import wording
from window_client.ui.models.issuing import DECIDING, Issuing, Phase, conditions_of, issuing_of
from window_client.ui.page_context import PageContext
from window_client.ui.pages.certificate.acts import Acts
from window_client.ui.pages.certificate.circulating import Circulating
from window_client.ui.pages.certificate.decide_panel import DecidePanel
from window_client.ui.pages.certificate.issue_panel import IssuePanel, StepUpPanel
from window_client.ui.pages.certificate.ledger_panel import DataCard, LedgerCard
from window_client.ui.pages.certificate.note_panel import NotePanel, SpoiledCard
from window_client.ui.pages.certificate.office import OfficeActs
from window_client.ui.pages.certificate.preview import PdfPreview
from window_client.ui.pages.certificate.print_panel import PrintCheckPanel, PrintPanel
from window_client.ui.pages.certificate.waiting import WaitingCard
from window_client.ui.pages.columns import Scroller, SideBySide, Switch, column
from window_client.ui.pages.page import DEVICE, LOCAL, Page
from window_client.ui.reading import read

WAITING_ROWS = 200
NOTED = (
    Phase.NO_DATA,
    Phase.HAND_OVER,
    Phase.ELSEWHERE,
    Phase.COMPLETED,
    Phase.REFUSED,
    Phase.WITHDRAWN,
    Phase.DRAFT,
)
"""Phases in which there is nothing to decide, issue or check: the note panel says what is next."""
MIDDLE, RIGHT = 440, 312


class CertificatePage(Page):
    """`opened(case_id=…)` shows one case, with `paper=…` a working paper of it that waits for its confirmation;
    without a case, what waits."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.issuing: Issuing | None = None
        self._numbers_left: int | None = None
        self._asked: UUID | None = None
        self._wanted: UUID | None = None

    def build(self) -> Iterator[None]:
        context, staff = self.context, self.context.session.staff
        self._switch = Switch(self)
        self.content.addWidget(self._switch, 1)
        self.waiting = WaitingCard(self)
        yield
        self.preview = PdfPreview(context, self)
        self.preview.setMinimumSize(400, 420)
        yield
        self.decide = DecidePanel(staff, self)
        self.step_up = StepUpPanel(self)
        yield
        self.issue = IssuePanel(staff, self)
        self.check_panel = PrintCheckPanel(staff, self)
        yield
        self.printing = PrintPanel(context, self)
        yield
        self.note = NotePanel(self)
        self.spoiled = SpoiledCard(self)
        yield
        self.data = DataCard(self)
        self.ledger = LedgerCard(self)
        self.acts = Acts(self)
        self.office = OfficeActs(self)
        self.circulating = Circulating(self)
        yield
        yield from self._lay_out()
        self._connect()

    def _lay_out(self) -> Iterator[None]:
        one = QWidget(self)
        row = QHBoxLayout(one)
        row.setContentsMargins(0, 0, 0, 0)
        middle, box = column(16)
        panels = (self.step_up, self.decide, self.issue, self.check_panel, self.note, self.printing)
        for panel in (self.circulating.card, *panels, self.circulating.offer, self.spoiled):
            box.addWidget(panel)
        box.addStretch(1)
        yield
        right, side = column(16)
        side.addWidget(self.data)
        side.addWidget(self.ledger, 1)
        self.ledger.setMinimumHeight(300)
        self._inner = SideBySide(self.preview, Scroller(middle), MIDDLE)
        yield
        self._outer_columns = SideBySide(self._inner, right, RIGHT)
        yield
        row.addWidget(Scroller(self._outer_columns, one))
        self._one = one
        self._switch.add(self.waiting)
        self._switch.add(one)
        yield

    def _connect(self) -> None:
        acts = self.acts
        self.waiting.opened.connect(lambda case_id, paper: self.show_case(case_id, paper))
        self.waiting.counter_pressed.connect(lambda: self.context.navigate("counter"))
        self.decide.approved.connect(acts.approve)
        self.decide.rejected.connect(acts.reject)
        self.decide.passed_on.connect(acts.pass_on)
        self.issue.issue_pressed.connect(acts.issue)
        self.step_up.confirmed.connect(acts.prove)
        self.printing.print_pressed.connect(acts.print_paper)
        self.printing.save_pressed.connect(acts.save_paper)
        self.check_panel.confirmed.connect(acts.confirm)
        self.check_panel.not_printed.connect(acts.not_printed)
        self.check_panel.spoiled.connect(acts.spoil)
        self.data.look_up_pressed.connect(acts.look_up)
        self.ledger.reprint_pressed.connect(acts.reprint)
        self.ledger.refuse_pressed.connect(acts.refuse)
        self.note.first_pressed.connect(acts.note_first)
        self.note.second_pressed.connect(acts.note_second)
        self.preview.reveal_requested.connect(acts.reveal)
        for keys, act in (
            ("F5", self.refresh),
            ("F7", acts.not_printed),
            ("F8", self.circulating.act),
            ("F9", acts.print_paper),
            ("F10", acts.reprint),
            ("F12", acts.spoil),
            ("Ctrl+Return", acts.primary),
            ("Ctrl+Enter", acts.primary),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda act=act: act() if self.isVisible() else None)

    # -- the shell --------------------------------------------------------------------------------------

    def title(self) -> tuple[str, str]:
        if self.issuing is None:
            return self.tr("Certificates"), self.tr("What waits for decision, print or confirmation")
        case = self.issuing.detail.case
        number = self.tr("Accepted {0}").format(case.case_no) if case.case_no else self.tr("Draft")
        return read(self.issuing.detail.title.replace(" ", "\u3000")), f"{number}\u3000{case.subject.name}"

    def key_hints(self) -> Sequence[tuple[str, str]]:
        phase = self.issuing.phase if self.issuing else None
        hold = ("F4", self.tr("Hold to show the numbers"))
        lock = ("Ctrl+L", self.tr("Lock"))
        if phase is None:
            choose = (("↑↓", self.tr("Choose")), ("Enter", self.tr("Open")))
            return (*choose, ("F5", self.tr("Refresh")), lock)
        if phase is Phase.CONFIRM:
            entry = self.issuing.entry if self.issuing else None
            void = (("F12", self.tr("Void")),) if entry is not None and is_certificate(entry) else ()
            answers = (("Enter", self.tr("Printed well")), ("F7", self.tr("Did not print")))
            return (*answers, *void, hold, lock)
        if phase is Phase.PRINT:
            return (("F9", self.tr("Print")), hold, lock)
        if phase in (*DECIDING, Phase.ISSUE):
            return (("Ctrl+Enter", self.tr("Approve or issue")), *self.circulating.hints(), hold, lock)
        return (("F5", self.tr("Refresh")), *self.circulating.hints(), lock)

    def reveal(self, held: bool) -> None:
        if held:
            self.preview.hold()
        else:
            self.preview.release()

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._inner.set_side_width(400 if compact else MIDDLE)
        self._outer_columns.set_side_width(288 if compact else RIGHT)

    def opened(self, case_id: UUID | None = None, paper: UUID | None = None, **context: Any) -> None:
        self.clear_failure()
        if case_id is not None:
            self.show_case(case_id, paper)
        elif self.issuing is None:
            self.show_waiting(take_focus=True)
        else:
            self.refresh()

    def escape(self) -> None:
        """Close what is open, then back to what waits."""
        if not self.step_up.isHidden():
            self.step_up.finish()
        elif self.issuing is not None:
            self.show_waiting(take_focus=True)

    def refresh(self) -> None:
        """Read again what is shown."""
        if self.issuing is not None:
            self.show_case(self.issuing.detail.case.case_id, self._asked)
        else:
            self.show_waiting()

    def focus_parts(self) -> Sequence[QWidget]:
        panels = (self.step_up, self.decide, self.issue, self.check_panel, self.note, self.printing)
        shared = self.circulating
        middle = (shared.card, *panels, shared.offer)
        return self.failure, self.waiting, self.preview, *middle, self.data, self.ledger

    def bookmark(self) -> dict[str, Any]:
        if self.issuing is None:
            return {}
        return {"case_id": self.issuing.detail.case.case_id, "paper": self._asked}

    def synced(self, report: Any, status: Any) -> None:
        """Say again what changed, and leave what is typed and the focus alone."""
        if self.issuing is None:
            if self._wanted is None:
                self.show_waiting()
            return
        cases, certificates = self.context.cases, self.context.certificates
        case_id = self.issuing.detail.case.case_id

        def done(both: tuple[CaseDetail, int]) -> None:
            shown = self.issuing
            if shown is not None and shown.detail.case.case_id == case_id and both[0] != shown.detail:
                moved = issuing_of(both[0], self._asked).phase is not shown.phase
                self.show_detail(*both, take_focus=moved)
            elif shown is not None and shown.phase in NOTED:
                self._show_note(shown.phase, shown.detail)

        self.run(LOCAL, lambda: (cases.detail(case_id), certificates.numbers_left()), done)

    # -- what waits --------------------------------------------------------------------------------------

    def show_waiting(self, take_focus: bool = False) -> None:
        """The list instead of one case."""
        self.issuing = self._asked = self._wanted = None
        self.preview.show_nothing("")
        cases, ledger, today = self.context.cases, self.context.ledger, self.context.clock.today()

        def rows(status: Status) -> tuple[Any, ...]:
            return tuple(cases.list_cases(CaseFilter(view=CaseListView.ALL, status=status), WAITING_ROWS, 0))

        def work() -> tuple[Any, ...]:
            waiting = (*rows(Status.IN_REVIEW), *rows(Status.ACCEPTED))
            certified = {item.id for item in self.context.catalogue if item.certificate_kind}
            decide = [row for row in waiting if row.service in certified]
            sent = ledger.unconfirmed()
            theirs = CaseFilter(ids=frozenset(entry.case_id for entry in sent))
            return decide, rows(Status.APPROVED), sent, cases.list_cases(theirs, len(sent), 0)

        self._switch.show_only(self.waiting)
        self.refresh_shell()

        def done(found: tuple[Any, ...]) -> None:
            self.waiting.show_rows(found[0], found[1], found[2], found[3], today)
            if take_focus and self.issuing is None:
                self.waiting.take_focus()

        self.run(LOCAL, work, done)

    # -- one case ----------------------------------------------------------------------------------------

    def show_case(self, case_id: UUID, paper: UUID | None = None) -> None:
        """Read and show a case, or a working paper of it."""
        cases, certificates = self.context.cases, self.context.certificates
        self._asked, self._wanted = paper, case_id
        if self.issuing is not None and self.issuing.detail.case.case_id != case_id:
            self.issuing = None  # no key may act on the case shown before while this one is being read

        def done(both: tuple[CaseDetail, int]) -> None:
            if self._wanted == case_id:  # else Esc, or another case, came in between
                self.show_detail(*both)

        self.run(LOCAL, lambda: (cases.detail(case_id), certificates.numbers_left()), done)

    def show_detail(self, detail: CaseDetail, numbers_left: int, take_focus: bool = True) -> None:
        """Show a case in the phase it is in."""
        before = self.issuing
        same = before is not None and before.detail.case.case_id == detail.case.case_id
        self._numbers_left = numbers_left
        self.issuing = issuing_of(detail, self._asked)
        self._switch.show_only(self._one)
        self._show_panels(self.issuing, new=not same)
        self.data.show_detail(detail, self.issuing.entry, self.context.clock.now())
        self.ledger.show_detail(detail, self.context.clock.today(), self.context.session.staff)
        self._show_preview(self.issuing)
        self.refresh_shell()
        if take_focus:
            self._focus(self.issuing.phase)

    def _show_note(self, phase: Phase, detail: CaseDetail) -> None:
        self.note.show_phase(phase, detail, is_linked=self.context.shell.connection() == "online")

    def _show_panels(self, issuing: Issuing, new: bool) -> None:
        phase, detail, entry = issuing.phase, issuing.detail, issuing.entry
        self.circulating.show_detail(detail)
        self.decide.setVisible(phase in DECIDING)
        self.issue.setVisible(phase is Phase.ISSUE)
        self.check_panel.setVisible(phase is Phase.CONFIRM)
        printable = entry is not None and phase in (Phase.PRINT, Phase.CONFIRM, Phase.REFUSED)
        self.printing.setVisible(printable)
        noted = phase in NOTED
        self.note.setVisible(noted)
        self.spoiled.setVisible(
            issuing.spoiled is not None and phase in (Phase.ISSUE, Phase.PRINT, Phase.CONFIRM)
        )
        if phase is not Phase.ISSUE:
            self.step_up.finish()
        if phase in DECIDING:
            self.decide.show_detail(detail, conditions_of(detail, self.context))
            if new:
                self.decide.set_reason("")
        elif phase is Phase.ISSUE:
            self.issue.show_detail(detail, self._numbers_left, issuing.spoiled is not None)
        elif noted:
            self._show_note(phase, detail)
        if entry is not None and printable:
            left = self._numbers_left if is_certificate(entry) else None
            self.printing.show_entry(entry, self._decided(detail), left)
            printers, show = self.context.printers, self.printing.printer.show_printers
            self.run(DEVICE, printers.list_printers, show, self.acts.say_no_printers)
        if entry is not None and phase is Phase.CONFIRM:
            self.check_panel.show_entry(entry)
            self._ask_spooler(entry)
        if issuing.spoiled is not None:
            self.spoiled.show_entry(issuing.spoiled)
        staff = self.context.session.staff
        self.data.look_up.setVisible(phase in (*DECIDING, Phase.ISSUE))
        self.ledger.reprint.setVisible(phase in (Phase.HAND_OVER, Phase.COMPLETED))
        self.ledger.refuse.setVisible(phase in (*DECIDING, Phase.ISSUE) and staff.may(Permission.DECIDE))

    def _ask_spooler(self, entry: LedgerEntry) -> None:
        """What the print service says of the job stands beside the question, never instead of the answer."""
        ledger, panel = self.context.ledger, self.check_panel
        if entry.times_sent and not entry.left_as_file:
            self.run(
                DEVICE,
                lambda: ledger.spooler_state(entry.entry_id),
                lambda state: panel.show_job(entry, state),
                lambda _error: panel.show_job(entry, JobState.UNKNOWN),
            )

    def _decided(self, detail: CaseDetail) -> str:
        decision = detail.case.decision
        if decision is None or decision.outcome != "approved":
            return ""
        return self.tr("Approved\u3000{0} {1}").format(decision.by_name, wording.clock_time(decision.at))

    def _show_preview(self, issuing: Issuing) -> None:
        entry, case_id, certificates = issuing.entry, issuing.detail.case.case_id, self.context.certificates
        if entry is not None:
            shown = self.preview.document()
            if shown is None or shown.sha256 != entry.document_sha256:
                self.run(
                    LOCAL,
                    lambda: certificates.document(entry.document_sha256),
                    lambda d: self._on_document(d, f"{read(entry.title)}.pdf"),
                )
        elif issuing.phase in (*DECIDING, Phase.ISSUE):
            name = self.tr("Preview.pdf")
            self.run(
                LOCAL,
                lambda: certificates.draw_preview(case_id),
                lambda d: self._on_document(d, name),
                self._on_no_preview,
            )
        else:
            self.preview.show_nothing(self.tr("Nothing to preview yet"))

    def _on_document(self, document: Any, name: str) -> None:
        if self.issuing is not None:
            self.preview.show_document(document, name)

    def _on_no_preview(self, error: Exception) -> None:
        self.preview.show_nothing(self.tr("The certificate cannot be drawn"))
        self.show_failure(error)

    def _focus(self, phase: Phase) -> None:
        if phase is Phase.CONFIRM:
            self.check_panel.start()
        elif phase in DECIDING:
            (self.decide.reason if self.decide.approve.isEnabled() else self.decide.pass_on).setFocus()
        elif phase is Phase.ISSUE:
            self.issue.issue.setFocus()
        elif phase is Phase.PRINT:
            self.printing.print.setFocus()
        elif phase is Phase.CIRCULATED:
            self.circulating.take_focus()
        else:
            self.note.first.setFocus()
