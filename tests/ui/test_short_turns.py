"""The GUI thread never works for long without giving the event loop a turn.

In processor time of the GUI thread, against a bare page made in the same process: a slow or busy machine makes
both longer. The best of some rounds counts, so that a hiccup of the machine is no failure.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from tests.bench.turns import PAGES, PART_TIMES_BARE, bare_page, cpu_ms, parts_of, shown
from tests.ui.desk_kit import Counter
from window_client.ui.pages.registry import add_pages, import_pages
from window_client.ui.theme import Theme
from window_client.ui.widgets.keycap import KeyHint

ROUNDS = 3
COVERAGE = 1.6
"""Counting covered lines slows the product's lines, and hardly the floor, which is Qt's."""
SHOW_TIMES_BARE = 9.0
DRESS_TIMES_BARE = 3.0


def test_every_page_is_made_and_shown_in_short_turns(counter: Counter) -> None:
    import_pages()
    window = counter.window
    parts: dict[str, float] = {}
    shows: dict[str, float] = {}
    floor = 1e9
    for _ in range(ROUNDS):
        window.clear_pages()
        QApplication.processEvents()
        add_pages(window, counter.context)
        floor = min(floor, bare_page(window))
        for key in PAGES:
            parts[key] = min(parts.get(key, 1e9), max(parts_of(window, key)))
            shows[key] = min(shows.get(key, 1e9), shown(window, key))
    most = PART_TIMES_BARE * (COVERAGE if "coverage" in sys.modules else 1.0)
    too_long = {key: round(cost / floor, 1) for key, cost in parts.items() if cost > most * floor}
    assert too_long == {}
    too_long = {key: round(cost / floor, 1) for key, cost in shows.items() if cost > SHOW_TIMES_BARE * floor}
    assert too_long == {}


def test_another_look_costs_hardly_more_than_dressing_once(counter: Counter, theme: Theme) -> None:
    for key in PAGES:
        counter.window.page(key)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    sheet = app.styleSheet()

    def dress_once() -> None:
        app.setStyleSheet(sheet)

    costs, floors = [], []
    for mode in ("dark", "light") * 2:
        app.setStyleSheet("")
        floors.append(cpu_ms(dress_once))
        costs.append(cpu_ms(lambda mode=mode: theme.apply(app, mode)))  # type: ignore[misc]
    assert min(costs) < DRESS_TIMES_BARE * min(floors)


def test_the_strip_uses_its_widgets_again(counter: Counter) -> None:
    """Taking a widget out of the window walks the focus chain through every page."""
    strip = counter.window.shell.strip
    strip.set_key_hints([("F2", "读卡"), ("F3", "手工录入"), ("F6", "换人")])
    before = strip.findChildren(KeyHint)
    strip.set_key_hints([("F9", "打印")])
    assert strip.key_hints() == [("F9", "打印")]
    assert [hint.accessibleName() for hint in before if not hint.isHidden()] == ["F9 打印"]
    strip.set_key_hints([("F2", "读卡"), ("F5", "刷新")])
    assert strip.findChildren(KeyHint) == before
    assert strip.key_hints() == [("F2", "读卡"), ("F5", "刷新")]
