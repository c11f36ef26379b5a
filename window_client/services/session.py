"""One person at one terminal, from sign-in to lock: identity, keys, open store, what the role may do."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from hukou.staff import Permission, StaffMember
from window_client.config import Config
from window_client.errors import (
    NotAuthorisedError,
    SessionLockedError,
    StepUpRequiredError,
    WindowClientError,
)
from window_client.services import crypto
from window_client.services.audit import AuditEvent, AuditLog
from window_client.services.clock import Clock
from window_client.services.enrolment import Terminal
from window_client.services.keys import SessionKeys
from window_client.services.rollback import HeadNote
from window_client.services.store import Store
from window_client.services.sync.remote import Province
from window_client.services.sync.transport import Signer

STEP_UP_SECONDS = 300.0
RENEWAL_SECONDS = 600.0


class Session:
    """Made by `SignIn.sign_in`. After `lock()` every verb raises `SessionLockedError`."""

    def __init__(
        self,
        *,
        config: Config,
        clock: Clock,
        staff: StaffMember,
        terminal: Terminal,
        store: Store,
        keys: SessionKeys,
        offline_until: datetime,
        prove: Callable[[bytearray], None],
    ) -> None:
        """`prove` raises `CredentialsRefusedError` or `SignInLockedError` unless the password is right."""
        self.config = config
        self.clock = clock
        self.staff = staff
        self.terminal = terminal
        self.store = store
        self.keys = keys
        self.signed_in_at = clock.now()
        self.offline_until = offline_until
        """End of the offline term, as the province signed it; moved by `SignIn.refresh`."""
        self.audit = AuditLog(store, clock, staff=staff, terminal=terminal.terminal, key=keys.audit)
        self.notice: WindowClientError | None = None
        """What whoever signed in has to know of this terminal, e.g. that its store is an earlier copy."""
        self._head_note = HeadNote(config.secret_dir)
        self._prove = prove
        self._stepped_up_until: float | None = None
        self._renewal = bytearray()
        self._renewal_until = 0.0
        self._mutex = threading.Lock()
        self._locked = False

    @property
    def locked(self) -> bool:
        return self._locked

    def require(self, permission: Permission, *, action: str = "", case_id: UUID | None = None) -> None:
        """`NotAuthorisedError` unless the role may; the refusal is audited first. Call it before the unit of
        work begins."""
        self._refuse_locked()
        self._forget_old_password()
        if self.staff.may(permission):
            return
        self.audit.record_failure(
            AuditEvent(
                action or permission.value, case_id, result="refused", detail=f"permission {permission}"
            )
        )
        raise NotAuthorisedError(detail=f"{self.staff.role} {permission}")

    def step_up(self, password: str) -> None:
        """Prove the password again, good for five minutes. `CredentialsRefusedError`, `SignInLockedError`."""
        self._refuse_locked()
        secret = bytearray(password.encode())
        try:
            self._prove(secret)
        except WindowClientError as error:
            crypto.wipe(secret)
            self.audit.record_failure(AuditEvent("step_up", result="refused", detail=error.code))
            raise
        with self.store.unit_of_work() as uow:
            self.audit.record(uow, AuditEvent("step_up"))
            uow.commit()
        self._head_note.write(self.store)
        self._stepped_up_until = self.clock.monotonic() + STEP_UP_SECONDS
        self.keep_for_renewal(secret)

    @property
    def stepped_up(self) -> bool:
        until = self._stepped_up_until
        return until is not None and self.clock.monotonic() < until

    def require_step_up(self) -> None:
        """`StepUpRequiredError` unless the password was given within the last five minutes."""
        self._refuse_locked()
        if not self.stepped_up:
            raise StepUpRequiredError

    def province(self) -> Province:
        """A new client that signs as this terminal; the caller closes it. One per lane."""
        self._refuse_locked()
        return Province(
            self.config,
            Signer(self.terminal.terminal, self.keys.terminal, self.terminal.province_public_key),
        )

    def lock(self, reason: str = "manual") -> None:
        """Drop the keys and close the store. `reason`: `manual`, `idle` or `quit`. Drafts stay in the store.

        Waits for a unit of work that is running. Never fails: a store that cannot take the audit row is
        locked all the same.
        """
        with self._mutex:
            if self._locked:
                return
            with contextlib.suppress(WindowClientError):
                self.audit.record_failure(AuditEvent("lock", detail=reason))
                self._head_note.write(self.store)
            self._locked = True
            self._stepped_up_until = None
            self.store.close()
            self.keys.wipe()
            self.keep_for_renewal(bytearray())

    # --- the password, for a short while, so that the offline term can be renewed ---------------------------

    def keep_for_renewal(self, password: bytearray) -> None:
        """For `SignIn`: takes over `password` and wipes it after use, at lock, or after ten minutes."""
        crypto.wipe(self._renewal)
        self._renewal = password
        self._renewal_until = self.clock.monotonic() + RENEWAL_SECONDS

    def password_for_renewal(self) -> bytearray:
        """For `SignIn.refresh`; empty when there is none any more."""
        self._forget_old_password()
        return self._renewal

    def _forget_old_password(self) -> None:
        if self._renewal and self.clock.monotonic() >= self._renewal_until:
            self.keep_for_renewal(bytearray())

    def _refuse_locked(self) -> None:
        if self._locked:
            raise SessionLockedError
