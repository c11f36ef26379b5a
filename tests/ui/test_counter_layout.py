"""The counter's places: at the sizes of the design nothing of it is cut, and a long address wraps in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hukou.household import EventKind
from tests.ui.desk_kit import Counter, card_of
from tests.ui.desk_scenes import person_with
from tests.ui.looks import clipped_labels
from window_client.ui.pages.columns import Scroller
from window_client.ui.pages.counter.page import CounterPage
from window_client.ui.theme import Theme

SHORT = "临江省澜州市青禾区青禾大道200号"
LONG = "临江省澜州市青禾区望桥街道春申路 266 弄 9 号 502 室（原青禾县望桥乡）"


def with_resident(counter: Counter, qtbot: QtBot, address: str) -> CounterPage:
    """Somebody whose card expires soon, so that every fact is at its longest."""
    person, household = person_with(counter, EventKind.CHANGE)
    counter.reader.card = replace(card_of(person, household, valid_to=date(2026, 12, 30)), address=address)
    page = counter.page("counter")
    assert isinstance(page, CounterPage)
    qtbot.waitUntil(counter.idle)
    page.read_card()
    qtbot.waitUntil(lambda: page.resident is not None)
    qtbot.waitUntil(counter.idle)
    return page


def bottom_of(widget: QWidget, page: CounterPage) -> int:
    return widget.mapTo(page, widget.rect().bottomLeft()).y()


@pytest.mark.parametrize("size", [(1366, 768), (1440, 900)])
@pytest.mark.parametrize("address", [SHORT, LONG])
def test_every_tile_is_seen_whole_beside_a_resident(
    counter: Counter, qtbot: QtBot, size: tuple[int, int], address: str
) -> None:
    counter.window.resize(*size)
    page = with_resident(counter, qtbot, address)
    scroller = page.findChildren(Scroller)[0]
    qtbot.waitUntil(lambda: scroller.verticalScrollBar().maximum() == 0)
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    facts = page.panel.view
    tops = {
        fact.mapTo(page, fact.rect().topLeft()).y() for fact in (facts.birth, facts.authority, facts.validity)
    }
    assert len(tops) == 1, "a fact left the line"
    last = page.services.tiles()[-1]
    assert bottom_of(last, page) < bottom_of(page.services, page) <= page.height()


def test_at_double_size_the_card_of_the_resident_overflows_nowhere(
    counter: Counter, qtbot: QtBot, theme: Theme, qapp: QApplication
) -> None:
    theme.apply(qapp, "light", 2.0)
    page = with_resident(counter, qtbot, LONG)
    qtbot.waitUntil(lambda: clipped_labels(page) == [])
    panel = page.panel
    for label in (panel.view.address.value, panel.view.validity.value, panel.view.name):
        corner = label.mapTo(panel, label.rect().bottomRight())
        assert corner.x() < panel.width() and corner.y() < panel.height()


def test_more_services_than_a_line_holds_stand_below_each_other(counter: Counter, qtbot: QtBot) -> None:
    page = with_resident(counter, qtbot, SHORT)
    for tile in page.services.tiles():
        assert tile.height() >= tile.minimumSizeHint().height()
        others = [other for other in page.services.tiles() if other is not tile]
        place = tile.rect().translated(tile.mapTo(page, tile.rect().topLeft()))
        assert not any(
            place.intersects(other.rect().translated(other.mapTo(page, other.rect().topLeft())))
            for other in others
        )
