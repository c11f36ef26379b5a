"""Where a case stands between this computer and the province; the words of the screen (ui/design.md)."""

from __future__ import annotations

from enum import StrEnum


class SyncState(StrEnum):
    """Only a confirmed answer of the province makes a case `ACCEPTED`."""

    LOCAL_ONLY = "local_only"
    """仅本机: a draft, saved here."""
    QUEUED = "queued"
    """待上传."""
    SENT = "sent"
    """已送达待确认: sent, the answer has not come."""
    ACCEPTED = "accepted"
    """省厅已受理."""
    CONFLICT = "conflict"
    """冲突: both sides changed."""
    RETURNED = "returned"
    """退回."""


PENDING_STATES = ("queued", "claimed", "sent")
"""States of an action that has no answer yet."""
HELD_STATES = ("conflict", "refused")
"""States of an action that a person has to look at."""


def sync_state(action_states: tuple[str, ...], *, known_to_province: bool, is_typed_draft: bool) -> SyncState:
    """The state of a case from those of its own actions, oldest first.

    The last answered action counts: once a refused step was made again and applied, the case is well.
    """
    settled = [state for state in action_states if state not in PENDING_STATES]
    if settled and settled[-1] == "conflict":
        return SyncState.CONFLICT
    if settled and settled[-1] == "refused":
        return SyncState.RETURNED
    if is_typed_draft:
        return SyncState.LOCAL_ONLY
    pending = [state for state in action_states if state in PENDING_STATES]
    if pending:
        return SyncState.SENT if all(state == "sent" for state in pending) else SyncState.QUEUED
    return SyncState.ACCEPTED if known_to_province else SyncState.QUEUED
