"""One case at the side of the list: where it stands, here and at the province, and what happened to it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hukou.case import Status
from window_client.services.views import CaseDetail
from window_client.ui import wording
from window_client.ui.models.circulation_words import circulation_sentence
from window_client.ui.pages.columns import Switch, column
from window_client.ui.reading import read
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, Fact, InfoRow, SectionHeader
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.flow_layout import FlowLayout
from window_client.ui.widgets.masked_field import MaskedField, split
from window_client.ui.widgets.text import Label, Line

_TONES = {"ok": ("ok", "ok"), "warn": ("warning", "warn"), "bad": ("error", "bad"), "": ("history", "text-3")}


class CaseSide(Card):
    """`continue_pressed`, `withdraw_pressed`; `number` is masked and shown only while held."""

    continue_pressed = Signal()
    withdraw_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 16, 0, parent)
        self.detail: CaseDetail | None = None
        self._expected: UUID | None = None
        self._switch = Switch(self)
        self.empty = EmptyState("cases", self.tr("Choose a case"), parent=self)
        self._sheet, box = column(12)
        self._switch.add(self.empty)
        self._switch.add(self._sheet)
        self.body.addWidget(self._switch)
        self.name = Label("", "name", wrap=True, parent=self._sheet)
        self.title = Label("", "section", wrap=True, parent=self._sheet)
        box.addWidget(self.title)
        badges = QWidget(self._sheet)
        flow = FlowLayout(badges, 8, 6)
        self.status = Badge("", "neutral", "", badges)
        self.sync = Badge("", "neutral", "", badges)
        flow.addWidget(self.status)
        flow.addWidget(self.sync)
        box.addWidget(self.name)
        self.number = MaskedField("section", gated=True, parent=self._sheet)
        box.addWidget(self.number)
        box.addWidget(badges)
        self.problem = Card("warn", 12, 4, self._sheet)
        self._problem_text = Label("", "body", wrap=True, parent=self.problem)
        self._problem_remedy = Label("", "label", "text-2", wrap=True, parent=self.problem)
        self.problem.body.addWidget(self._problem_text)
        self.problem.body.addWidget(self._problem_remedy)
        box.addWidget(self.problem)
        facts = QWidget(self._sheet)
        flow = FlowLayout(facts, 28, 10)
        self._facts = {
            "case_no": Fact(self.tr("Case number"), parent=facts),
            "receipt": Fact(self.tr("Number of the province"), parent=facts),
            "accepted": Fact(self.tr("Accepted at"), parent=facts),
            "due": Fact(self.tr("Due on"), parent=facts),
            "paper": Fact(self.tr("Certificate"), parent=facts),
            "circulation": Fact(self.tr("Circulation"), wrap=True, parent=facts),
        }
        for fact in self._facts.values():
            flow.addWidget(fact)
        box.addWidget(facts)
        self._facts_holder = facts
        row = QHBoxLayout()
        row.setSpacing(8)
        self.go_on = Button(self.tr("Continue"), "primary", key="Enter", parent=self._sheet)
        self.withdraw = Button(self.tr("Withdraw"), "quiet", "return", parent=self._sheet)
        self.go_on.clicked.connect(self.continue_pressed)
        self.withdraw.clicked.connect(self.withdraw_pressed)
        row.addWidget(self.go_on)
        row.addWidget(self.withdraw)
        row.addStretch(1)
        box.addLayout(row)
        box.addWidget(Line(parent=self._sheet))
        box.addWidget(SectionHeader(self.tr("What happened"), parent=self._sheet))
        self._history = QVBoxLayout()
        self._history.setSpacing(10)
        box.addLayout(self._history)
        box.addStretch(1)

    def expect(self, case_id: UUID) -> None:
        """This case is asked for; answers about others are not shown any more."""
        self._expected = case_id

    def expects(self, case_id: UUID) -> bool:
        """Whether this is the case asked for last."""
        return self._expected == case_id

    def case_id(self) -> UUID | None:
        """The case shown."""
        return self.detail.case.case_id if self.detail else None

    def citizen_no(self) -> str:
        """The number behind the dots, empty without one."""
        return self.detail.case.subject.citizen_no if self.detail else ""

    def show_nothing(self) -> None:
        """No case is chosen."""
        self.detail = None
        self._expected = None
        self.number.set_masked("", 0, "")
        self._switch.show_only(self.empty)

    def show_detail(self, detail: CaseDetail, today: date) -> None:
        """Tell of this case."""
        self.detail = detail
        case = detail.case
        subject = detail.draft.subject if detail.draft is not None else case.subject
        self.title.setText(read(detail.title))
        self.name.setText(subject.name or self.tr("Name not known yet"))
        head, middle, tail = split(subject.citizen_no)
        self.number.setVisible(bool(subject.citizen_no))
        self.number.set_masked(head, len(middle), tail)
        mark = wording.case_mark(detail)
        self.status.set_state(mark.text, mark.kind, mark.icon)
        mark = wording.sync_mark(detail.sync.value)
        self.sync.set_state(mark.text, mark.kind, mark.icon)
        self._show_problem(detail)
        self._fact("case_no", case.case_no)
        self._fact("receipt", detail.receipt_number)
        self._fact("accepted", wording.day_time(case.accepted_at, today) if case.accepted_at else "")
        self._fact("due", wording.full_date(case.due_on) if case.due_on else "")
        self._fact("paper", case.live_certificate.number if case.live_certificate else "")
        self._fact("circulation", circulation_sentence(detail.circulation, today))
        self._facts_holder.setVisible(any(not fact.isHidden() for fact in self._facts.values()))
        self.go_on.setText(
            self.tr("Look at the papers") if case.status.is_final
            else self.tr("Continue the draft") if case.status is Status.DRAFT
            else self.tr("Decision and certificate")
        )  # fmt: skip
        self.go_on.updateGeometry()
        self.withdraw.setVisible(not case.status.is_final and case.live_certificate is None)
        self._show_history(detail, today)
        self._switch.show_only(self._sheet)

    def _show_problem(self, detail: CaseDetail) -> None:
        problem = detail.problem
        missing = detail.case.missing
        self.problem.setVisible(problem is not None or bool(missing))
        if problem is not None:
            self.problem.set_kind("bad" if detail.sync.value == "returned" else "warn")
            self._problem_text.setText(read(problem.detail or problem.title))
            code = self.tr("Failure code {0}").format(problem.code)
            self._problem_remedy.setText(wording.sentences(read(problem.remedy), code))
        elif missing:
            self.problem.set_kind("warn")
            self._problem_text.setText(self.tr("Materials are missing; the one-off notice was issued"))
            self._problem_remedy.setText(self.tr("{0} papers to come").format(len(missing)))

    def _fact(self, key: str, value: str) -> None:
        self._facts[key].set_value(value)
        self._facts[key].setVisible(bool(value))

    def _show_history(self, detail: CaseDetail, today: date) -> None:
        while self._history.count():
            item = self._history.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line in reversed(detail.history):
            icon, tone = _TONES.get(line.state, _TONES[""])
            caption = "\u3000".join(
                part for part in (wording.day_time(line.at, today), line.who, read(line.text)) if part
            )
            row = InfoRow(icon, tone, read(line.title), caption, self._sheet)
            self._history.addWidget(row, 0, Qt.AlignmentFlag.AlignTop)
