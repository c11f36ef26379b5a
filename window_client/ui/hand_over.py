"""What one session leaves to the next: the place, what was typed, drafts that the disk did not take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from window_client.ui.models.unsaved_drafts import UnsavedDrafts

if TYPE_CHECKING:
    from window_client.desk import Desk
    from window_client.services.views import Draft
    from window_client.ui.main_window import MainWindow
    from window_client.ui.task_runner import TaskRunner

FIRST_PAGE = "counter"


class HandOver:
    """One for the life of the window. The place and what was typed go to the same person only; drafts are written
    whoever comes."""

    def __init__(self, window: MainWindow, runner: TaskRunner) -> None:
        self._window, self._runner = window, runner
        self._place: tuple[str, dict[str, Any]] = ("", {})
        self.staff_no = ""
        """Who was signed in last."""
        self.unsaved = UnsavedDrafts()
        self.carried: dict[str, object] = {}
        """What one person typed and has no case yet; nobody else ever sees it."""

    def remember_place(self) -> None:
        """Let the page shown save, and note where it was."""
        key = self._window.current_page()
        page = self._window.page(key) if key else None
        leave = getattr(page, "leave", None)
        if callable(leave):
            leave()
        bookmark = getattr(page, "bookmark", None)
        self._place = (key, bookmark() if callable(bookmark) else {})

    def take_place(self) -> tuple[str, dict[str, Any]]:
        """The page and its context to go on with; given once."""
        place, self._place = self._place, ("", {})
        return place if place[0] else (FIRST_PAGE, {})

    def begin(self, staff_no: str) -> tuple[str, dict[str, Any]]:
        """Somebody has signed in: where this person goes on."""
        place = self.take_place()
        same_person, self.staff_no = staff_no == self.staff_no, staff_no
        if same_person:
            return place
        self.carried.clear()
        return FIRST_PAGE, {}

    def write_unsaved(self, desk: Desk) -> None:
        """What could not be written before the lock: tried again, whoever unlocks."""

        def write(draft: Draft) -> None:
            self._runner.run(
                "local",
                self._window,
                lambda: desk.cases.save_draft(draft),
                lambda _none: self.unsaved.drop_written(draft),
                lambda _error: None,
            )

        for draft in self.unsaved.all():
            write(draft)
