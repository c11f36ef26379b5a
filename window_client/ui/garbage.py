"""Cyclic garbage is collected on the GUI thread only.

Python collects cycles on whichever thread happens to allocate. A page that is part of a cycle (a lambda
connected to its own button is enough) would then be deleted by a lane's thread, and Qt crashes when its
objects are deleted off their own thread. So automatic collection is off while there are lanes, and a timer
on the GUI thread does the same work at the same thresholds.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1000


class GuiThreadCollector(QObject):
    """Takes over from Python's collector with `start()`, gives back with `stop()`; both on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect_what_is_due)
        self._was_enabled = False
        self._frozen = False

    def start(self) -> None:
        """Turn automatic collection off and look for due collections every second."""
        if not self._timer.isActive():
            self._was_enabled = gc.isenabled()
            gc.disable()
            self._timer.start()

    def stop(self) -> None:
        """Turn automatic collection on again, if it was on."""
        if self._timer.isActive():
            self._timer.stop()
            if self._was_enabled:
                gc.enable()

    def collect_what_is_due(self) -> int:
        """Collect the oldest generation whose threshold is passed; its number, -1 when none was.

        When the whole heap is due for the first time, what is alive by then is the program itself: it is
        set aside for good, so that later full collections are short and the screen does not stall.
        """
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation] > 0:
                if generation == 2 and not self._frozen:
                    self._frozen = True
                    gc.collect(1)
                    gc.freeze()
                else:
                    gc.collect(generation)
                return generation
        return -1
