"""The whole window on a disk that fills up: what was typed outlives the lock and is written once there is room."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.fakes import CLERK
from tests.ui.case_window import CaseWindow
from window_client.services import files

WORDS = "办理不动产登记" * 2_000
"""More than the few pages that a full disk still has room for: audit rows go in, this does not."""


class Disk:
    """The disk under every store that is open or will be: `fill()`, and `free()` when somebody has tidied up."""

    _SLACK = 4
    """Pages: the journal of a busy window is never at its very end."""

    def __init__(self) -> None:
        self._full = False
        sa.event.listen(sa.Engine, "begin", self._limit)

    def fill(self) -> None:
        self._full = True
        self._most: int | None = None

    def free(self) -> None:
        self._full = False

    def close(self) -> None:
        sa.event.remove(sa.Engine, "begin", self._limit)

    def _limit(self, connection: sa.Connection) -> None:
        if (
            connection.dialect.name != "sqlite"
            or "sqlcipher3" not in connection.dialect.loaded_dbapi.__name__
        ):
            return  # the province's own database
        if not self._full:
            connection.exec_driver_sql("PRAGMA max_page_count = 4294967294")
            return
        if self._most is None:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            self._most = int(pages) + self._SLACK
        connection.exec_driver_sql(f"PRAGMA max_page_count = {self._most}")


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    disk.close()


@pytest.fixture
def window(case_window: CaseWindow, disk: Disk) -> CaseWindow:
    case_window.start()
    return case_window


def test_words_typed_on_a_full_disk_outlive_a_lock_and_are_saved_when_there_is_room(
    window: CaseWindow, disk: Disk
) -> None:
    bot = window.bot
    window.sign_in()
    case_id = window.open_case()
    disk.fill()
    window.type_purpose(WORDS)
    bot.waitUntil(lambda: "ST-101" in window.page.bar.saved.text())
    window.lock()
    bot.waitUntil(lambda: "ST-101" in window.app.cover._note.text())
    assert WORDS[:6] not in window.app.cover._note.text()
    window.sign_in()
    bot.waitUntil(lambda: window.page.intake is not None and window.page.form.form is not None)
    bot.waitUntil(lambda: window.purpose_on_screen() == WORDS + "!")
    bot.waitUntil(lambda: "ST-101" in window.page.bar.saved.text())
    assert window.purpose_on_disk(case_id) == ""
    disk.free()
    window.page.hold_draft()
    bot.waitUntil(lambda: window.purpose_on_disk(case_id) == WORDS + "!")
    bot.waitUntil(lambda: window.page.keeper.is_clean())
    window.lock()
    window.sign_in()
    assert window.purpose_on_disk(case_id) == WORDS + "!"


def test_a_disk_that_refuses_even_the_unlocking_keeps_the_words_until_it_works(
    window: CaseWindow, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = window.bot
    window.sign_in()
    case_id = window.open_case()
    disk.fill()
    window.type_purpose(WORDS)
    bot.waitUntil(lambda: "ST-101" in window.page.bar.saved.text())
    window.lock()

    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as crammed:
        crammed.setattr(files.tempfile, "mkstemp", full)
        window.try_to_sign_in()
        bot.waitUntil(lambda: "ST-101" in window.app.cover.password_row.message.text())
        assert window.app.window.is_covered()
    disk.free()
    window.sign_in()
    bot.waitUntil(lambda: window.purpose_on_disk(case_id) == WORDS + "!")
    bot.waitUntil(lambda: window.page.intake is not None)
    bot.waitUntil(lambda: window.purpose_on_screen() == WORDS + "!")


def test_another_person_at_the_window_loses_nothing_of_the_first(window: CaseWindow, disk: Disk) -> None:
    """The words wait through a second person's whole session, however often it is locked."""
    bot = window.bot
    window.sign_in()
    case_id = window.open_case()
    disk.fill()
    window.type_purpose(WORDS)
    bot.waitUntil(lambda: "ST-101" in window.page.bar.saved.text())
    window.lock()
    window.sign_in(CLERK.staff_no)
    window.lock()
    disk.free()
    window.sign_in()
    bot.waitUntil(lambda: window.purpose_on_disk(case_id) == WORDS + "!")


def test_words_of_a_page_that_was_left_are_kept_too(window: CaseWindow, disk: Disk) -> None:
    """Not only of the page that is shown when the window is locked."""
    bot = window.bot
    window.sign_in()
    case_id = window.open_case()
    disk.fill()
    window.type_purpose(WORDS)
    bot.waitUntil(lambda: "ST-101" in window.page.bar.saved.text())
    window.app.window.show_page("counter")
    window.lock()
    disk.free()
    window.sign_in()
    bot.waitUntil(lambda: window.purpose_on_disk(case_id) == WORDS + "!")
