"""What the sign-in page says of people, link and devices: only facts that were looked at."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hukou.staff import Role
from tests.basics import START
from tests.bench.stage import STATION
from window_client.config import Config
from window_client.services.sign_in import KnownStaff, SignInView
from window_client.ui import cover_words
from window_client.ui.cover_words import Around, Look
from window_client.ui.pages.sign_in_view import NoteView


def look(*terms: datetime, reader: str = "simulated") -> Look:
    roles = (Role.HOUSEHOLD_OFFICER, Role.WINDOW_CLERK, Role.SUPERVISOR)
    staff = tuple(
        KnownStaff(f"03921{at}", "王岚", roles[at % len(roles)], term) for at, term in enumerate(terms)
    )
    return Look(SignInView(True, "T", 2, STATION, True, staff), True, reader)


def tiles(found: Look, around: Around | None) -> tuple[NoteView, ...]:
    return cover_words.notes(found, around, START)


def test_only_police_have_a_badge() -> None:
    view = cover_words.page_view(look(*[START] * 3))
    assert [card.has_badge for card in view.staff] == [True, False, True]


def test_before_anyone_looked_nothing_is_claimed() -> None:
    link, _reader, printer = cover_words.page_view(look(START)).notes
    assert (link.tone, printer.tone) == ("neutral", "neutral")
    assert (link.detail, printer.detail) == ("正在检查", "正在检查")


def test_the_way_to_the_province() -> None:
    later = START + timedelta(days=2, hours=3)
    assert tiles(look(later), Around(True, "none"))[0] == NoteView("wifi", "ok", "在线", "已连接省厅")
    link = tiles(look(START - timedelta(hours=1), later), Around(False, "none"))[0]
    assert (link.tone, link.title, link.detail) == ("warn", "离线，可登录", "还可用 2 天 3 小时")
    for found in (look(), look(START - timedelta(minutes=1))):
        link = tiles(found, Around(False, "none"))[0]
        assert (link.tone, link.title, link.detail) == ("bad", "离线", "登录需要连接省厅")


@pytest.mark.parametrize(
    ("state", "tone", "words"),
    [("ready", "ok", "就绪"), ("stopped", "warn", "已停止"), ("none", "neutral", "未设置")],
)
def test_the_printer(state: str, tone: str, words: str) -> None:
    tile = tiles(look(), Around(True, state))[2]
    assert (tile.icon, tile.tone, tile.title, tile.detail) == ("printer", tone, "打印机", words)


def test_no_address_and_no_answer_are_both_no_link(tmp_path: Path) -> None:
    for address in ("", "http://127.0.0.1:1"):
        config = Config(data_dir=tmp_path, secret_dir=tmp_path, log_dir=tmp_path, province_url=address)
        assert not cover_words.look_around(config).is_linked
