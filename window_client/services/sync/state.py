"""Where a case stands between this computer and the province; the words of the screen (ui/design.md)."""

from __future__ import annotations

from collections.abc import Sequence
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


def held_state(actions: Sequence[tuple[str, str]]) -> str:
    """`conflict`, `refused` or '', from (kind, state) of a case's own actions, oldest first.

    A step that was not taken holds the case until the same kind of step was made again and applied: a note
    that goes through meanwhile settles nothing. The latest one held gives the word.
    """
    applied: set[str] = set()
    for kind, state in reversed(actions):
        if state == "applied":
            applied.add(kind)
        elif state in HELD_STATES and kind not in applied:
            return state
    return ""


def sync_state(
    held: str, pending_states: Sequence[str], *, known_to_province: bool, is_typed_draft: bool
) -> SyncState:
    """The state of a case from what is held (`held_state`) and the states of its pending actions."""
    if held:
        return SyncState.CONFLICT if held == "conflict" else SyncState.RETURNED
    if is_typed_draft:
        return SyncState.LOCAL_ONLY
    if pending_states:
        return SyncState.SENT if all(state == "sent" for state in pending_states) else SyncState.QUEUED
    return SyncState.ACCEPTED if known_to_province else SyncState.QUEUED
