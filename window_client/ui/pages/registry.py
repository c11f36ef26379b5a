"""Which pages there are, their place in the rail, and how each is made.

A page is imported and made when it is first shown, or before that part by part in quiet moments: making one
costs a few tens of milliseconds, which nobody should feel between a key and its answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from window_client.ui.reading import learn
from window_client.ui.turns import Turns

if TYPE_CHECKING:
    from window_client.ui.main_window import MainWindow
    from window_client.ui.page_context import PageContext


PART_EVERY_MS = 30
"""Between two parts of a page made in advance: keys and repaints have most of the time."""
_MODULES = (
    "counter.page",
    "case.page",
    "certificate.page",
    "cases_page",
    "sync.page",
    "settings_page",
    "help_page",
    "verify_page",
)
_WARMED = ("case", "certificate", "cases")
"""The pages of the main job; the others are made when someone wants them."""


def make_in_turns(window: MainWindow, key: str) -> Iterator[None]:
    """The parts of one page, for `Turns`."""
    while window.make_part(key):
        yield


def make_in_advance(window: MainWindow) -> Turns:
    """Begin to make the pages of the main job while nobody waits for them. Stop it when pages are cleared."""
    parts = (part for key in _WARMED for part in make_in_turns(window, key))
    return Turns(window, parts, every_ms=PART_EVERY_MS)


def import_pages() -> None:
    """Pay for the imports of all pages; on a lane, before they are wanted."""
    for name in _MODULES:
        import_module(f"window_client.ui.pages.{name}")


def add_pages(window: MainWindow, context: PageContext) -> None:
    """All pages of a session, in the order of Alt+1…"""
    learn(context.catalogue.english)

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

    def verify() -> QWidget:
        from window_client.ui.pages.verify_page import VerifyPage

        return VerifyPage(context)

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
    window.add_page("verify", QCoreApplication.translate("Rail", "Verify"), "qr", verify)
    window.add_page("case", QCoreApplication.translate("Rail", "Cases"), "cases", case, "", nav_key="cases")
