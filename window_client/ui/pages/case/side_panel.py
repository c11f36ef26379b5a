"""Beside the intake: may it be done, how long does it take and what does it cost, which papers are there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hukou.case import MaterialState
from hukou.eligibility import ConditionResult, ConditionState
from hukou.service_item import MaterialSpec, limit_text
from window_client.ui import wording
from window_client.ui.models.intake import Intake
from window_client.ui.reading import read
from window_client.ui.theme import theme_of
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, InfoRow, SectionHeader
from window_client.ui.widgets.text import IconLabel, Label, Line

_LOOK = {
    ConditionState.OK: ("ok", "ok"),
    ConditionState.WARN: ("warning", "warn"),
    ConditionState.REFUSE: ("error", "bad"),
    ConditionState.UNKNOWN: ("clock", "text-3"),
}


MOST_GOOD = 3
"""When all is well a few lines will do; the rules show the rest."""


class ConditionsCard(Card):
    """The eligibility panel. Its colour is the verdict, its lines are the conditions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ok", 16, 6, parent)
        self._intake: Intake | None = None
        self._shown: object = None
        head = QHBoxLayout()
        head.setSpacing(10)
        self._icon = IconLabel("ok", "ok", 22, parent=self)
        self.title = Label("", "section", "ok", wrap=True, parent=self)
        head.addWidget(self._icon)
        head.addWidget(self.title, 1)
        self.sources = Button(self.tr("Show the rules"), "quiet", size="small", parent=self)
        self.sources.setCheckable(True)
        self.sources.clicked.connect(self._on_sources)
        head.addWidget(self.sources)
        self.body.addLayout(head)
        self._lines: list[QWidget] = []
        self._rules = Label("", "caption", "text-2", wrap=True, parent=self)
        self._rules.hide()
        self.body.addWidget(self._rules)

    def show_intake(self, intake: Intake) -> None:
        """Show the conditions for what is typed now."""
        results, shows_all = intake.conditions(), self.sources.isChecked()
        if self._intake is not None and self._shown == (intake.item.id, intake.verdict(), results, shows_all):
            self._intake = intake
            return
        self._intake = intake
        self._shown = (intake.item.id, intake.verdict(), results, shows_all)
        verdict = intake.verdict()
        kind, title = {
            ConditionState.OK: ("ok", self.tr("Meets the conditions")),
            ConditionState.WARN: ("warn", self.tr("Look again at what is marked")),
            ConditionState.UNKNOWN: ("surface", self.tr("Not everything is known yet")),
            ConditionState.REFUSE: ("bad", self.tr("May not be granted")),
        }[verdict]
        self.set_kind(kind)
        icon, tone = _LOOK[verdict]
        self._icon.set_icon(icon, tone)
        self.title.setText(title)
        self.title.set_tone("text" if kind == "surface" else tone)
        for widget in self._lines:
            self.body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        shown = [result for result in results if result.state is not ConditionState.OK]
        if not shown or self.sources.isChecked():
            shown = list(results) if self.sources.isChecked() else list(results)[:MOST_GOOD]
        self._lines = [self._line(result) for result in shown]
        for at, widget in enumerate(self._lines):
            self.body.insertWidget(1 + at, widget)
        titles = [f"{source.title}（{source.effective.isoformat()}）" for source in intake.item.sources]
        self._rules.setText("\n".join(titles))

    def _line(self, result: ConditionResult) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        icon, tone = _LOOK[result.state]
        mark = QVBoxLayout()
        mark.setContentsMargins(0, theme_of().px(3), 0, 0)
        mark.addWidget(IconLabel(icon, tone, 16, parent=holder))
        mark.addStretch(1)
        row.addLayout(mark)
        label = Label(read(result.text), "body", wrap=True, parent=holder)
        label.setToolTip(result.source)
        row.addWidget(label, 1)
        return holder

    def _on_sources(self, shown: bool) -> None:
        if self._intake is not None:
            self.show_intake(self._intake)
        self._rules.setVisible(shown)
        self.sources.setText(self.tr("Hide the rules") if shown else self.tr("Show the rules"))


class TermsCard(Card):
    """Limit, last day and fee, side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 16, 0, parent)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.limit = _Term("clock", self.tr("Time limit"), self)
        self.fee = _Term("yen", self.tr("Fee"), self)
        row.addWidget(self.limit, 1)
        row.addWidget(Line(vertical=True, parent=self))
        row.addWidget(self.fee, 1)
        self.body.addLayout(row)

    def show_intake(self, intake: Intake) -> None:
        """What the catalogue says for this service, counted from today."""
        item, deadline = intake.item, intake.deadline()
        day = wording.full_date(deadline.day)
        note = self.tr("By {0}").format(day) if deadline.day != intake.today else self.tr("Today")
        if deadline.provisional:
            note = self.tr("{0}, calendar not announced yet").format(note)
        self.limit.set_term(read(limit_text(deadline.limit)), note)
        self.fee.set_term(
            read(item.fee_text), "" if item.fee.yuan == 0 else self.tr("Collected with the payment slip")
        )


class _Term(QWidget):
    def __init__(self, icon: str, caption: str, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(IconLabel(icon, "text-2", 16, parent=self))
        head.addWidget(Label(caption, "label", "text-2", parent=self), 1)
        column.addLayout(head)
        self._value = Label("", "section", wrap=True, parent=self)
        self._note = Label("", "caption", "text-2", wrap=True, parent=self)
        column.addWidget(self._value)
        column.addWidget(self._note)
        column.addStretch(1)

    def set_term(self, value: str, note: str) -> None:
        self._value.setText(value)
        self._note.setText(note)


class PapersCard(Card):
    """The papers at a glance; the marks are made on the materials step."""

    notice_pressed = Signal()
    not_accept_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", 16, 8, parent)
        head = SectionHeader(self.tr("Materials"), parent=self)
        self.badge = Badge("", "neutral", "paperclip", head)
        head.add_right(self.badge)
        self.body.addWidget(head)
        self._rows: list[QWidget] = []
        self._shown: object = None
        self.notice = Button(
            self.tr("Something missing? Issue the one-off notice"), "quiet", "document-text", parent=self
        )
        self.notice.clicked.connect(self.notice_pressed)
        self.body.addWidget(self.notice, 0, Qt.AlignmentFlag.AlignLeft)
        self.not_accept = Button(
            self.tr("Not to be accepted? Refuse in writing"), "quiet", "document-void", parent=self
        )
        self.not_accept.clicked.connect(self.not_accept_pressed)
        self.body.addWidget(self.not_accept, 0, Qt.AlignmentFlag.AlignLeft)

    def show_intake(self, intake: Intake) -> None:
        """Show the papers that are asked for now."""
        specs = intake.materials()
        marks = (specs, tuple(intake.material_check(spec.id) for spec in specs), intake.extract is None)
        if marks == self._shown:
            return
        self._shown = marks
        for widget in self._rows:
            self.body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._rows = []
        for spec in specs:
            self._rows.append(self._row(intake, spec))
            self._rows.append(Line(parent=self))
        for at, widget in enumerate(self._rows):
            self.body.insertWidget(1 + at, widget)
        done, wanted = intake.material_count()
        self.badge.set_state(
            self.tr("{0} of {1} complete").format(done, wanted),
            "ok" if done == wanted else "warn",
            "paperclip",
        )

    def _row(self, intake: Intake, spec: MaterialSpec) -> QWidget:
        mark = intake.material_check(spec.id)
        if intake.awaits(spec):
            icon, tone, word, kind = "clock", "text-3", self.tr("Not here yet"), "neutral"
        elif spec.shared:
            icon, tone, word, kind = "cloud-ok", "received", self.tr("Not needed"), "received"
        elif mark is None:
            icon, tone, word, kind = "document", "text-3", "", ""
        elif mark.state is MaterialState.MISSING:
            icon, tone, word, kind = "warning", "warn", self.tr("Missing"), "warn"
        else:
            icon, tone, word, kind = "ok", "ok", self.tr("Original seen"), "ok"
        note = read(spec.hint) if spec.required or spec.hint else self.tr("If there is one")
        row = InfoRow(icon, tone, read(spec.label), note, self)
        if word:
            row.add_right(Badge(word, kind, parent=row))
        return row


class SidePanel(QWidget):
    """The three cards below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.conditions = ConditionsCard(self)
        self.terms = TermsCard(self)
        self.papers = PapersCard(self)
        for card in (self.conditions, self.terms, self.papers):
            column.addWidget(card)
        column.addStretch(1)

    def show_intake(self, intake: Intake, with_papers: bool = True) -> None:
        """Show what is typed now; `with_papers` not where the papers are the step itself."""
        for card in (self.conditions, self.terms, self.papers):
            card.show_intake(intake)
        self.papers.setVisible(with_papers)
