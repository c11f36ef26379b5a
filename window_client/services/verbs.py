"""The frame around every service verb: what fails or is refused leaves an audit row of its own.

Success is recorded inside the verb's own transaction (no audit, no act); this frame only adds the other half.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from uuid import UUID

from window_client.errors import (
    InputError,
    NotAuthorisedError,
    SessionLockedError,
    StepUpRequiredError,
    WindowClientError,
)
from window_client.services.audit import AuditEvent, AuditLog


@contextlib.contextmanager
def failures_audited(
    audit: AuditLog,
    action: str,
    case_id: UUID | None = None,
    *,
    person_no: str | None = None,
    purpose: str = "",
) -> Iterator[None]:
    """Record a verb that raised. Must be outermost: its unit of work has rolled back by then.

    `Session.require` records a missing permission itself, so it is called before this frame. When the row cannot
    be written (full disk, locked session) the verb's own error is what staff see.
    """
    try:
        yield
    except SessionLockedError:
        raise
    except Exception as error:
        refused = isinstance(error, (InputError, NotAuthorisedError, StepUpRequiredError))
        detail = error.code if isinstance(error, WindowClientError) else type(error).__name__
        event = AuditEvent(
            action,
            case_id,
            person_no=person_no,
            purpose=purpose,
            result="refused" if refused else "failed",
            detail=detail,
        )
        with contextlib.suppress(WindowClientError):
            audit.record_failure(event)
        raise
