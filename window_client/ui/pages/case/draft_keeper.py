"""Keeps the draft on disk as it is typed: every change within 300 ms, in the order of the changes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from window_client.services.views import Draft
from window_client.ui.page_context import PageContext

DELAY_MS = 300
LOCAL = "local"


class DraftKeeper(QObject):
    """`keep(draft)` on every change; `flush()` before anything that reads the store. `saved(at)` tells when the
    last change is on disk, `failed(error)` when it is not: the text on screen stays, and `context.unsaved` holds
    it until a later flush or unlocking writes it.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, context: PageContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self._waiting: Draft | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)
        self._in_flight = 0

    def keep(self, draft: Draft) -> None:
        """Save this draft soon; a later one of the same case replaces it."""
        if self._waiting is not None and self._waiting.case_id != draft.case_id:
            self.flush()
        self._waiting = draft
        if not self._timer.isActive():
            self._timer.start()

    @property
    def waiting(self) -> Draft | None:
        """What was not asked to be written yet."""
        return self._waiting

    def is_clean(self) -> bool:
        """Whether nothing waits to be written."""
        return self._waiting is None and not self._in_flight and not self._context.unsaved

    def flush(self, then: Callable[[], None] | None = None) -> None:
        """Save what waits now; `then` runs once it is on disk."""
        self._timer.stop()
        draft, self._waiting = self._waiting, None
        drafts = [held for held in self._context.unsaved.all() if not draft or held.case_id != draft.case_id]
        drafts += [draft] if draft else []
        for held in drafts[:-1]:
            self._save(held, None)
        if drafts:
            self._save(drafts[-1], then)
        elif then is not None:
            then()

    def forget(self, case_id: UUID) -> None:
        """The draft is no draft any more: what waits must not be written."""
        self._timer.stop()
        self._waiting = None
        self._context.unsaved.drop(case_id)

    def _save(self, draft: Draft, then: Callable[[], None] | None) -> None:
        now = self._context.clock.now()
        draft = draft.model_copy(update={"saved_at": now})
        cases = self._context.cases
        self._in_flight += 1
        self._context.runner.run(
            LOCAL, self._owner, lambda: cases.save_draft(draft), lambda _none: self._on_saved(draft, then),
            lambda error: self._on_failed(draft, error),
        )  # fmt: skip

    def _on_saved(self, draft: Draft, then: Callable[[], None] | None) -> None:
        self._in_flight -= 1
        self._context.unsaved.drop(draft.case_id)
        self.saved.emit(draft.saved_at)
        if then is not None:
            then()

    def _on_failed(self, draft: Draft, error: Exception) -> None:
        self._in_flight -= 1
        self._context.unsaved.hold(draft)
        self.failed.emit(error)
