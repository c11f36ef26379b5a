"""Circulating and recalling the case that the certificate page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from window_client.services.views import CaseDetail
from window_client.ui.pages.certificate.circulate_dialog import CirculateDialog
from window_client.ui.pages.certificate.circulation_card import CirculationCard, may_circulate, may_recall
from window_client.ui.pages.page import LOCAL
from window_client.ui.pages.question import ask_text
from window_client.ui.widgets.button import Button

if TYPE_CHECKING:
    from window_client.ui.pages.certificate.page import CertificatePage


class Circulating(QObject):
    """Belongs to a `CertificatePage`; one act at a time."""

    def __init__(self, page: CertificatePage) -> None:
        super().__init__(page)
        self._page = page
        self._busy = False
        self._detail: CaseDetail | None = None
        self.card = CirculationCard(page.context.session.staff, page)
        self.card.recall_pressed.connect(self.act)
        self.offer = Button(
            self.tr("Circulate to the register station"), "secondary", "circulation", "F8", parent=page
        )
        self.offer.clicked.connect(self.act)
        self.offer.hide()
        self.dialog: CirculateDialog | None = None

    def show_detail(self, detail: CaseDetail) -> None:
        """Say where the case lies, and offer what can be done about it."""
        self._detail = detail
        self.card.show_detail(detail, self._page.context.clock.today())
        self.offer.setVisible(may_circulate(detail, self._page.context.session.staff))

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The key of the act that is offered."""
        detail, staff = self._detail, self._page.context.session.staff
        if detail is not None and may_recall(detail, staff):
            return (("F8", self.tr("Recall")),)
        if detail is not None and may_circulate(detail, staff):
            return (("F8", self.tr("Circulate")),)
        return ()

    def take_focus(self) -> None:
        """To the act, where there is one."""
        (self.card.recall if self.card.recall.isVisibleTo(self.card) else self._page.ledger).setFocus()

    def act(self) -> None:
        """F8: the one of both that is offered."""
        page, detail, staff = self._page, self._detail, self._page.context.session.staff
        if self._busy or page.issuing is None or detail is None:
            return
        if may_recall(detail, staff):
            self._recall(detail)
        elif may_circulate(detail, staff):
            page.run(LOCAL, page.context.cases.stations, lambda found: self._choose(detail, found))

    def _choose(self, detail: CaseDetail, stations: Any) -> None:
        page = self._page
        if self.dialog is not None or page.issuing is None or page.issuing.detail.case != detail.case:
            return
        dialog = CirculateDialog(stations, detail.case.service, page.context.clock.today(), page)
        self.dialog = dialog

        def ended(result: int) -> None:
            self.dialog = None
            dialog.deleteLater()
            if result == QDialog.DialogCode.Accepted:
                cases, case_id = page.context.cases, detail.case.case_id
                station, reason = dialog.station(), dialog.reason()
                self._do(lambda: cases.circulate(case_id, station, reason), self.tr("Circulated"))

        dialog.finished.connect(ended)
        dialog.open()

    def _recall(self, detail: CaseDetail) -> None:
        page, case_id = self._page, detail.case.case_id
        reason = ask_text(
            page,
            self.tr("Recall this case?"),
            self.tr("The other station does not see it any more; the decision is made here again."),
            self.tr("Recall"),
            self.tr("Reason"),
        )
        if reason:
            self._do(lambda: page.context.cases.recall(case_id, reason), self.tr("Recalled"))

    def _do(self, work: Any, toast: str) -> None:
        page, self._busy = self._page, True
        page.clear_failure()

        def done(_case: Any) -> None:
            self._busy = False
            page.refresh()
            page.context.toast(toast)

        def failed(error: Exception) -> None:
            self._busy = False
            page.refresh()
            page.show_failure(error)

        page.run(LOCAL, work, done, failed)
