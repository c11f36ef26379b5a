"""How long the GUI thread works without giving the event loop a turn, beside the making of a bare page.

Measured in processor time of the GUI thread: what the machine does meanwhile is not the product's. The tour
measures the same on its way through the whole job (`python -m tools.sandbox tour --strict`); here each page is
made and shown alone, so that a part that has grown too long is named.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from tests.bench.figures import limit, ratio
from window_client.ui.main_window import MainWindow

PAGES = ("counter", "case", "certificate", "cases", "sync", "settings", "help")
PART_TIMES_BARE = 3.0
"""Of the bare page: a page made in one piece costs more than this, one of its parts a fraction."""
TURN_MS = 50.0
ROUNDS = 3
_LABELS, _FIELDS = 60, 10


def cpu_ms(work: Callable[[], object]) -> float:
    """Processor time of this thread."""
    started = time.thread_time()
    work()
    return (time.thread_time() - started) * 1000


def bare_page(window: MainWindow) -> float:
    """The floor: plain labels and fields in one layout, made, styled and laid out. The best of some rounds."""

    def make() -> None:
        page = QWidget(window)
        column = QVBoxLayout(page)
        for at in range(_LABELS):
            column.addWidget(QLabel(f"户口登记 {at}", page))
        for _ in range(_FIELDS):
            column.addWidget(QLineEdit(page))
        column.activate()
        page.sizeHint()
        page.deleteLater()

    return min(cpu_ms(make) for _ in range(ROUNDS + 1))


def parts_of(window: MainWindow, key: str) -> list[float]:
    """What each part of a page costs that has not been made yet."""
    costs = []
    left = True

    def part() -> None:
        nonlocal left
        left = window.make_part(key)

    while left:
        costs.append(cpu_ms(part))
    return costs


def shown(window: MainWindow, key: str) -> float:
    """The longer of the two turns in which a page that was made is shown: the switch, then layout and paint."""
    return max(cpu_ms(lambda: window.show_page(key)), cpu_ms(QApplication.processEvents))


def run() -> list[dict[str, Any]]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.bench.stage import bench_pages
    from window_client.app import create_application

    create_application([])
    longest_part: dict[str, float] = {}
    longest_show: dict[str, float] = {}
    floors = []
    with tempfile.TemporaryDirectory() as folder, bench_pages(Path(folder)) as (window, add_pages):
        for _ in range(ROUNDS):
            window.clear_pages()
            add_pages()
            floors.append(bare_page(window))
            for key in PAGES:
                longest_part[key] = min(longest_part.get(key, 1e9), max(parts_of(window, key)))
                longest_show[key] = min(longest_show.get(key, 1e9), shown(window, key))
    part, show = (
        max(longest_part, key=longest_part.__getitem__),
        max(longest_show, key=longest_show.__getitem__),
    )
    return [
        ratio(f"longest part of a page made ({part})", longest_part[part], min(floors), PART_TIMES_BARE),
        limit(f"longest turn showing a page ({show})", longest_show[show], TURN_MS, "ms"),
    ]
