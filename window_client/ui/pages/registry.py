"""Which pages there are, their place in the rail, and how each is made: imported when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from window_client.ui.main_window import MainWindow
    from window_client.ui.page_context import PageContext


def add_pages(window: MainWindow, context: PageContext) -> None:
    """All pages of a session, in the order of Alt+1…"""

    def counter() -> QWidget:
        from window_client.ui.pages.counter.page import CounterPage

        return CounterPage(context)

    def case() -> QWidget:
        from window_client.ui.pages.case.page import CasePage

        return CasePage(context)

    def cases() -> QWidget:
        from window_client.ui.pages.cases_page import CasesPage

        return CasesPage(context)

    def certificate() -> QWidget:
        from window_client.ui.pages.certificate.page import CertificatePage

        return CertificatePage(context)

    def sync() -> QWidget:
        from window_client.ui.pages.sync.page import SyncPage

        return SyncPage(context)

    def settings() -> QWidget:
        from window_client.ui.pages.settings_page import SettingsPage

        return SettingsPage(context)

    def help_() -> QWidget:
        from window_client.ui.pages.help_page import HelpPage

        return HelpPage(context)

    window.add_page("counter", QCoreApplication.translate("Rail", "Counter"), "counter", counter)
    window.add_page("cases", QCoreApplication.translate("Rail", "Cases"), "cases", cases)
    window.add_page(
        "certificate", QCoreApplication.translate("Rail", "Certificates"), "certificate", certificate
    )
    window.add_page("sync", QCoreApplication.translate("Rail", "Sync"), "sync", sync)
    window.add_page(
        "settings", QCoreApplication.translate("Rail", "Settings"), "settings", settings, "bottom"
    )
    window.add_page("help", QCoreApplication.translate("Rail", "Help"), "help", help_, "bottom")
    window.add_page("case", QCoreApplication.translate("Rail", "Cases"), "cases", case, "", nav_key="cases")
