"""Two real windows with opposite edits of one circulated case: both show the same conflict, one settles it on its
screen, both converge. The pictures of both are left in `build/pictures`, or where `CONFLICT_PICTURES` says."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hukou.case import ActionKind, Case, Side, Status
from hukou.staff import StaffMember
from tests.fakes import OFFICER, OTHER_OFFICER, OTHER_STATION, FakeClock, LiveProvince
from tests.ui.desk_kit import Counter, open_counter, seeded_province
from tests.ui.looks import clipped_labels
from tests.ui.test_certificate_page import accepted
from tests.ui.test_sync_page import figure
from window_client.ui.pages.sync import settling
from window_client.ui.pages.sync.page import SyncPage
from window_client.ui.theme import Theme

PICTURES = Path(__file__).resolve().parents[2] / "build" / "pictures"
Opener = Callable[[StaffMember], Counter]


@pytest.fixture
def open_window(
    qapp: QApplication, tmp_path: Path, register_template: Path, theme: Theme, qtbot: QtBot
) -> Iterator[Opener]:
    """Windows of one province: stores, services, pages of their own, shown at 1440 × 900."""
    clock = FakeClock()
    with ExitStack() as stack:
        province: LiveProvince = stack.enter_context(
            seeded_province(register_template, tmp_path / "province", clock)
        )
        opened: list[Counter] = []

        def open_one(member: StaffMember) -> Counter:
            folder = tmp_path / f"window-{len(opened) + 1}"
            window = stack.enter_context(open_counter(qapp, folder, province, clock, member))
            window.window.resize(1440, 900)
            window.window.set_operator(
                member.name, f"户籍民警 · {window.context.session.terminal.window_no}号窗口"
            )
            window.window.set_connection("online", "省厅已连接")
            window.window.set_cover(None)
            window.window.show()
            opened.append(window)
            return window

        yield open_one


@pytest.fixture
def pictures() -> Path:
    folder = Path(os.environ.get("CONFLICT_PICTURES", PICTURES))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def in_sync(*windows: Counter) -> None:
    for window in windows:
        report = window.desk.sync.run_once(force=True)
        assert report.error is None, report.error


def conflict_page(window: Counter, qtbot: QtBot, case_id: UUID) -> SyncPage:
    page = window.page("sync")
    assert isinstance(page, SyncPage)
    qtbot.waitUntil(lambda: page.status is not None and page.queue.selected() is not None)
    page.queue.select(case_id)
    qtbot.waitUntil(page.side.conflict.isVisible)
    qtbot.waitUntil(window.idle)
    assert figure(page, "conflict") == "1"
    return page


def picture(window: Counter, path: Path) -> None:
    QApplication.processEvents()
    assert window.window.grab().save(str(path))
    assert path.stat().st_size > 20_000


def words(page: SyncPage) -> dict[str, tuple[str, ...]]:
    """What the screen says of each value: before, one side, the other."""
    return {
        choice.line.label: (choice.line.base, choice.line.mine, choice.line.theirs)
        for choice in page.side.conflict.choices
    }


def say_yes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []

    def confirmed(_page: Any, title: str, text: str, act: str, *, danger: bool = False) -> bool:
        asked.append(text)
        return True

    monkeypatch.setattr(settling, "ask", confirmed)
    return asked


def converged(case_id: UUID, *windows: Counter) -> Case:
    """The same case everywhere, accepted, with nothing left in any queue."""
    cases = []
    for window in windows:
        detail = window.desk.cases.detail(case_id)
        assert detail.sync.value == "accepted"
        assert window.desk.conflicts.sheets(case_id) == ()
        cases.append(detail.case)
    assert all(case == cases[0] for case in cases)
    return cases[0]


def test_opposite_amendments_of_a_circulated_case(
    open_window: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, pictures: Path
) -> None:
    first, second, register = open_window(OFFICER), open_window(OFFICER), open_window(OTHER_OFFICER)
    case_id = accepted(first)
    first.desk.cases.circulate(case_id, OTHER_STATION, "户籍在槐里派出所，请核验")
    in_sync(first, second, register)
    first.desk.cases.amend(case_id, {"purpose": "办理子女入学", "asking_unit": "青禾区第一小学"})
    second.clock.advance(minutes=7)
    second.desk.cases.amend(case_id, {"purpose": "办理住房贷款", "asking_unit": "澜州市农村商业银行青禾支行"})
    in_sync(first, second, first, register)
    here, there = (conflict_page(window, qtbot, case_id) for window in (second, first))
    assert (
        words(here)
        == words(there)
        == {
            "用途": ("办理不动产登记", "办理住房贷款", "办理子女入学"),
            "要求提供证明的单位": ("（无）", "澜州市农村商业银行青禾支行", "青禾区第一小学"),
        }
    )
    assert here.side.conflict.mine_head.text().startswith("本机")
    assert here.side.conflict.all_mine.text() == "全用本机"
    assert there.side.conflict.all_mine.text() == "全用另一窗口"
    assert there.side.conflict.mine_head.text().startswith("另一窗口")
    for window, page, name in ((second, here, "conflict-window-2"), (first, there, "conflict-window-1")):
        qtbot.waitUntil(lambda page=page: clipped_labels(page) == [])
        picture(window, pictures / f"{name}.png")
    told = conflict_page(register, qtbot, case_id)
    assert "由受理地处理" in told.side.conflict.told.text() and not told.side.conflict.merge.isVisible()
    asked = say_yes(monkeypatch)
    view = here.side.conflict
    chosen = {"用途": Side.MINE, "要求提供证明的单位": Side.THEIRS}
    for choice in view.choices:
        choice.choose(chosen[choice.line.label])
    picture(second, pictures / "conflict-window-2-chosen.png")
    view.merge.click()
    qtbot.waitUntil(lambda: figure(here, "queued") == "1" and figure(here, "conflict") == "0")
    assert "用途：办理住房贷款。" in asked[0]
    here.send_now()
    qtbot.waitUntil(lambda: figure(here, "accepted") == "1")
    in_sync(first, register)
    case = converged(case_id, first, second, register)
    assert (case.fields["purpose"], case.fields["asking_unit"]) == ("办理住房贷款", "青禾区第一小学")
    there.refresh()
    qtbot.waitUntil(lambda: figure(there, "conflict") == "0" and figure(there, "accepted") == "1")
    titles = [line.title for line in first.desk.cases.detail(case_id).history]
    assert "处理冲突" in titles
    picture(first, pictures / "settled-window-1.png")


def test_amended_at_one_station_decided_at_the_other(
    open_window: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, pictures: Path
) -> None:
    acceptance, register = open_window(OFFICER), open_window(OTHER_OFFICER)
    case_id = accepted(acceptance)
    acceptance.desk.cases.circulate(case_id, OTHER_STATION, "户籍在槐里派出所，请核验")
    in_sync(acceptance, register)
    acceptance.desk.cases.amend(case_id, {"purpose": "办理子女入学"})
    register.desk.cases.reject(case_id, "档案中没有记载")
    in_sync(acceptance, register, acceptance)
    here, there = (conflict_page(window, qtbot, case_id) for window in (register, acceptance))
    ids = {page.side.conflict.sheet.conflict_id for page in (here, there) if page.side.conflict.sheet}
    assert len(ids) == 1
    seen = there.side.conflict
    assert "由户籍地处理" in seen.told.text()
    assert not seen.saved.isVisible() and not seen.left.isVisible() and not seen.choices[0].wanted.isVisible()
    seen.choose_all(Side.THEIRS)
    assert seen.chosen() == {}
    picture(register, pictures / "decision-register-place.png")
    picture(acceptance, pictures / "decision-acceptance-place.png")
    say_yes(monkeypatch)
    here.side.conflict.choose_all(Side.MINE)
    here.side.conflict.merge.click()
    qtbot.waitUntil(lambda: figure(here, "conflict") == "0")
    in_sync(register, acceptance)
    case = converged(case_id, acceptance, register)
    assert case.status is Status.REJECTED and case.fields["purpose"] == "办理子女入学"
    assert [one.kind for one in case.resolutions] == [ActionKind.REJECT.value]
