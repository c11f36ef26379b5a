"""What was typed and could not be written: held in memory until the disk takes it, whatever page or person comes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    # Named before the sign-in page is painted, which must not wait for the services.
    from window_client.services.views import Draft


class UnsavedDrafts:
    """One for the life of the window: a lock, a change of page and another person's session leave it alone.

    The newest draft of each case; GUI thread only.
    """

    def __init__(self) -> None:
        self._drafts: dict[UUID, Draft] = {}

    def __bool__(self) -> bool:
        return bool(self._drafts)

    def all(self) -> tuple[Draft, ...]:
        """In the order in which they were refused."""
        return tuple(self._drafts.values())

    def of(self, case_id: UUID) -> Draft | None:
        """None when all that was typed for this case is on disk."""
        return self._drafts.get(case_id)

    def hold(self, draft: Draft) -> None:
        """The disk did not take this one."""
        self._drafts[draft.case_id] = draft

    def drop(self, case_id: UUID) -> None:
        """A later draft of this case was written, or it is no draft any more."""
        self._drafts.pop(case_id, None)

    def drop_written(self, draft: Draft) -> None:
        """This very draft was written; one typed since then stays held."""
        if self._drafts.get(draft.case_id) is draft:
            del self._drafts[draft.case_id]
