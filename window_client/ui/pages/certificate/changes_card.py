"""The register changed after the decision: what changed, so that it can be decided again."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hukou.register_changes import changes_between
from window_client.errors import StaleDecisionError
from window_client.services.views import CaseDetail
from window_client.ui import wording
from window_client.ui.models.register_changes import change_line
from window_client.ui.pages.page import failure_line
from window_client.ui.reading import read
from window_client.ui.widgets.card import Card, Fact, InfoRow
from window_client.ui.widgets.text import Label


class ChangesCard(Card):
    """Stands in the decision panel while a decision is stale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", 14, 10, parent)
        self.head = InfoRow("warning", "warn", "", "", self)
        self.body.addWidget(self.head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        self.told = Label("", "label", "text-2", wrap=True, parent=self)
        self.body.addWidget(self.told)
        self.hide()

    def show_detail(self, detail: CaseDetail) -> None:
        """Show the differences, or nothing while the decision stands on these very data."""
        self.setVisible(detail.stale)
        if not detail.stale:
            return
        decision, extract = detail.case.decision, detail.extract
        assert decision is not None and extract is not None
        error = StaleDecisionError()
        times = self.tr("Decided by {0} {1}; data now as of {2}").format(
            decision.by_name, wording.full_time(decision.at), wording.full_time(extract.as_of)
        )
        self.head.set_texts(read(error.message), times, "text-2")
        self._clear()
        changes = changes_between(detail.decided, extract) if detail.decided is not None else ()
        for change in changes:
            line = change_line(change)
            self._lines.addWidget(Fact(line.item, line.text, wrap=True, parent=self))
        if detail.decided is None:
            fact = self.tr("The data decided on are not on this computer, so the change cannot be listed.")
        elif not changes:
            fact = self.tr("Nothing that a certificate may state has changed.")
        else:
            fact = ""
        self.told.setText(wording.sentences(fact, failure_line(error)))

    def lines(self) -> list[tuple[str, str]]:
        """Item and text of every difference shown."""
        facts = [self._lines.itemAt(at).widget() for at in range(self._lines.count())]
        return [(fact.caption.text(), fact.value.text()) for fact in facts if isinstance(fact, Fact)]

    def _clear(self) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
