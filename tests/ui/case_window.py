"""The whole application at a real province, driven as a person would: sign-in, case page, lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hukou.case import Subject
from hukou.household import EventKind
from tests.fakes import OFFICER, PASSWORD
from tests.ui.desk_kit import sample_register, seeded_province
from window_client.app import WindowApp
from window_client.config import Config
from window_client.services.clock import SystemClock
from window_client.services.enrolment import enrol
from window_client.ui.theme import Theme


@dataclass
class CaseWindow:
    """The real window from its first paint, and a person who opens cases in it."""

    app: WindowApp
    bot: QtBot

    def start(self) -> None:
        self.app.start()

    def sign_in(self, staff_no: str = OFFICER.staff_no) -> None:
        self.try_to_sign_in(staff_no)
        self.bot.waitUntil(lambda: not self.app.window.is_covered())

    def try_to_sign_in(self, staff_no: str = OFFICER.staff_no) -> None:
        self.app.cover.sign_in_requested.emit(staff_no, PASSWORD)

    def refusal(self) -> str:
        """What the sign-in page says below the password."""
        return str(self.app.cover.password_row.message.text())

    def wait_for_refusal(self, code: str) -> None:
        self.bot.waitUntil(lambda: code in self.refusal())
        assert self.app.window.is_covered()

    def lock(self) -> None:
        with self.bot.waitSignal(self.app.locked):
            self.app.lock("manual")

    def open_case(self) -> UUID:
        """A case on the particulars step."""
        person = next(
            p for p in sample_register().persons() if any(e.kind is EventKind.MOVE_OUT for e in p.events)
        )
        desk = self.app.desk
        assert desk is not None
        subject = Subject(
            name=person.name,
            citizen_no=person.citizen_no,
            birth_date=person.birth_date,
            identified_by="chip",
        )
        case_id = desk.cases.open_case("certificate.cancellation", subject)
        self.app.window.show_page("case", case_id=case_id)
        self.bot.waitUntil(lambda: self.page.intake is not None)
        self.page.go_on()
        self.bot.waitUntil(lambda: self.page.form.form is not None and self.page.form.isVisible())
        self.bot.waitUntil(lambda: self.page.keeper.is_clean())
        return case_id

    def type_purpose(self, text: str) -> None:
        edit = self.page.form.form.editor("purpose").control
        edit.setFocus()
        QApplication.clipboard().setText(text)
        edit.selectAll()
        edit.paste()
        QTest.keyClicks(edit, "!")

    @property
    def page(self) -> Any:
        return self.app.window.page("case")

    def purpose_on_disk(self, case_id: UUID) -> str:
        desk = self.app.desk
        assert desk is not None
        draft = desk.cases.load_draft(case_id)
        return str(draft.fields.get("purpose", "")) if draft else ""

    def purpose_on_screen(self) -> str:
        return str(self.page.form.form.editor("purpose").value())


@contextmanager
def open_case_window(
    application: QApplication, folder: Path, register_template: Path, theme: Theme, bot: QtBot
) -> Iterator[CaseWindow]:
    """An enrolled window that has not been shown yet; shut down when the block ends."""
    clock = SystemClock()
    with seeded_province(register_template, folder / "province", clock) as province:  # type: ignore[arg-type]
        config = Config(
            data_dir=folder / "window" / "data",
            secret_dir=folder / "window" / "secret",
            log_dir=folder / "window" / "log",
            province_url=province.url,
            read_timeout=5.0,
        )
        enrol(config, province.activation_code(), clock)
        app = WindowApp(config, application, theme)
        try:
            yield CaseWindow(app, bot)
        finally:
            app.shut_down()
            # Its translators would go on speaking Chinese in every test after this one.
            app.translation.apply(application, "en")
            app.window.close()
            app.window.deleteLater()
            app.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QApplication.processEvents()
