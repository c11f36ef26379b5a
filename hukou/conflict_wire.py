"""What a province tells every window that sees the case about a step it held: base, mine, and who made theirs.

It travels in a member `conflicts` of the lines of feed and snapshot; a window that does not know the member ignores it.
The list is always whole: what is not in it any more has been settled.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from hukou.case import Action, Case
from hukou.conflict import Severity
from hukou.staff import StaffMember


class HeldConflict(BaseModel):
    """`conflict_id` is the id of the held action. `base` is the version it was made on, None when the province does
    not know it (any more). `theirs_by` made the version that it met."""

    model_config = ConfigDict(frozen=True, extra="allow")

    conflict_id: UUID
    severity: Severity
    action: Action
    base: Case | None = None
    theirs_version: int
    theirs_kind: str = ""
    theirs_by: StaffMember | None = None
    theirs_at: datetime | None = None
    received_at: datetime
