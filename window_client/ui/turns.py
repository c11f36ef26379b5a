"""Long work of the GUI thread, cut into turns of the event loop: keys and repaints come in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Goes through `parts`, one step in each turn of the event loop, `every_ms` apart; then `done()`.

    Ends with its owner, or with `stop()`. A step that raises ends it, and `failed(error)` is told.
    """

    def __init__(
        self,
        owner: QObject,
        parts: Iterator[object],
        done: Callable[[], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        every_ms: int = 0,
    ) -> None:
        super().__init__(owner)
        self._parts = parts
        self._done, self._failed = done, failed
        self._ended = False
        self._timer = QTimer(self, interval=every_ms)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def stop(self) -> None:
        """Leave what is left undone; harmless once all was done."""
        if self._ended:  # the object of Qt behind this one may be gone by now
            return
        self._ended = True
        self._timer.stop()
        self._parts = iter(())
        self._done = self._failed = None
        self.deleteLater()

    def _step(self) -> None:
        try:
            next(self._parts)
        except StopIteration:
            done = self._done
            self.stop()
            if done is not None:
                done()
        except Exception as error:
            failed = self._failed
            self.stop()
            if failed is None:
                raise
            failed(error)
