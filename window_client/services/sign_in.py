"""Staff sign-in, online and offline.

A slot that opens proves the password without a link; everything else is asked of the province. A wrong
password and an unknown number take the same path and the same work: one Argon2id, then one question to the
province where it can be reached, then the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hukou.staff import Role
from hukou.wire import Credential, StationProfile
from window_client.config import Config
from window_client.errors import (
    CredentialsRefusedError,
    FirstSignInOfflineError,
    NotEnrolledError,
    OfflineSignInExpiredError,
    RemoteAnswerError,
    RemoteFaultError,
    RemoteSignInError,
    RemoteUnreachableError,
    SignInLockedError,
    StorageError,
    SyncError,
)
from window_client.services import credentials, crypto, keys
from window_client.services.clock import Clock
from window_client.services.enrolment import Terminal, load_terminal, machine_secret
from window_client.services.lockout import Lockout

if TYPE_CHECKING:
    from window_client.services.session import Session

REFUSED, LOCKED = "PV-211", "PV-212"
"""The province's own codes for a refused and for a locked sign-in."""
_OFFLINE_REMEDY = "请重新输入；首次在本终端登录或口令已更改时，需要连接省厅。"


@dataclass(frozen=True)
class KnownStaff:
    staff_no: str
    name: str
    role: Role
    offline_until: datetime
    """Until then this person can sign in without the province."""


@dataclass(frozen=True)
class SignInView:
    """What the sign-in page may show before anyone has proved anything."""

    enrolled: bool
    terminal: str = ""
    window_no: int = 0
    station: StationProfile | None = None
    sample: bool = False
    known_staff: tuple[KnownStaff, ...] = ()


@dataclass(frozen=True)
class _Attempt:
    """One try. The secrets belong to whoever made it and are wiped there."""

    terminal: Terminal
    machine_secret: bytearray
    staff_no: str
    password: bytearray
    count: Lockout


class SignIn:
    """Opens sessions. For the remote lane: it derives keys and may wait for the province."""

    def __init__(
        self,
        config: Config,
        clock: Clock,
        *,
        memory_kib: int = crypto.ARGON2_MEMORY_KIB,
        passes: int = crypto.ARGON2_PASSES,
    ) -> None:
        """`memory_kib` and `passes` are the Argon2id cost of slots that are made from now on."""
        self._config = config
        self._clock = clock
        self._cost = (memory_kib, passes)
        self._slots = keys.SlotFile(config.data_dir / "slots.json")

    def view(self) -> SignInView:
        """Cheap: reads two small files. `StorageError` when the enrolment is damaged."""
        terminal = load_terminal(self._config)
        if terminal is None:
            return SignInView(enrolled=False)
        known = sorted(
            (slot.credential for slot in self._slots.all().values()), key=lambda found: found.staff.staff_no
        )
        return SignInView(
            enrolled=True,
            terminal=terminal.terminal,
            window_no=terminal.window_no,
            station=terminal.station,
            sample=terminal.sample,
            known_staff=tuple(
                KnownStaff(
                    found.staff.staff_no, found.staff.name, found.staff.role, credentials.end_of_term(found)
                )
                for found in known
            ),
        )

    def sign_in(self, staff_no: str, password: str) -> Session:
        """A session with its store open. Raises the `SignInError` family, `SyncError` only where no one has
        ever signed in here and the province answers wrongly, `StorageError` when the store does not open."""
        terminal = load_terminal(self._config)
        if terminal is None:
            raise NotEnrolledError
        secret = machine_secret(self._config).load()
        word = bytearray(password.encode())
        count = Lockout(self._count_paths(), secret, self._clock)
        attempt = _Attempt(terminal, secret, staff_no.strip(), word, count)
        try:
            session = self._sign_in(attempt)
        except BaseException:
            crypto.wipe(word)
            raise
        finally:
            crypto.wipe(secret)
        session.keep_for_renewal(word)
        return session

    def refresh(self, session: Session) -> bool:
        """Renew the offline term while the password is still at hand; False when it is not any more.

        `SyncError` when the province could not be asked (try again later). `CredentialsRefusedError` when the
        province no longer accepts this person: the slot is gone and the caller locks the session.
        """
        password = session.password_for_renewal()
        if not password:
            return False
        staff_no = session.staff.staff_no
        secret = machine_secret(self._config).load()
        try:
            count = Lockout(self._count_paths(), secret, self._clock)
            attempt = _Attempt(session.terminal, secret, staff_no, password, count)
            credential, master_key = self._ask(attempt)
            crypto.wipe(master_key)
        except RemoteSignInError as error:
            if error.problem_code != REFUSED:
                raise
            self._slots.remove(staff_no)
            session.keep_for_renewal(bytearray())
            raise CredentialsRefusedError from error
        finally:
            crypto.wipe(secret)
        session.keep_for_renewal(bytearray())
        session.offline_until = credentials.end_of_term(credential)
        return True

    def prove(self, staff_no: str, password: bytearray) -> None:
        """Is this still the person? `CredentialsRefusedError` or `SignInLockedError` when not shown to be."""
        secret = machine_secret(self._config).load()
        try:
            count = Lockout(self._count_paths(), secret, self._clock)
        finally:
            crypto.wipe(secret)
        count.check(staff_no)
        count.begin(staff_no)
        slot = self._slots.all().get(staff_no)
        master_key = _try(slot, password) if slot is not None else None
        if slot is None or master_key is None:
            raise CredentialsRefusedError("口令不正确。")
        crypto.wipe(master_key)
        count.succeed(staff_no, limit=slot.credential.max_failures, minutes=slot.credential.lock_minutes)

    # --- the two ways in -----------------------------------------------------------------------------

    def _sign_in(self, attempt: _Attempt) -> Session:
        attempt.count.check(attempt.staff_no)
        attempt.count.begin(attempt.staff_no)
        slot = self._slots.all().get(attempt.staff_no)
        memory_kib, passes = self._cost
        tried = slot or credentials.decoy(
            attempt.terminal, attempt.staff_no, memory_kib=memory_kib, passes=passes
        )
        opened = _try(tried, attempt.password)
        master_key = opened if slot is not None else None
        if slot is not None and master_key is not None:
            try:
                credential = credentials.check(
                    attempt.terminal, attempt.staff_no, slot.credential_text, slot.signature
                )
                if attempt.count.not_before(self._clock.now()) < credentials.end_of_term(credential):
                    return self._open(attempt, credential, master_key, "offline")
            finally:
                crypto.wipe(master_key)
        return self._sign_in_online(attempt, proved=master_key is not None)

    def _sign_in_online(self, attempt: _Attempt, *, proved: bool) -> Session:
        try:
            credential, master_key = self._ask(attempt)
        except RemoteSignInError as error:
            if error.problem_code == REFUSED:
                raise CredentialsRefusedError from error
            attempt.count.excuse(attempt.staff_no)
            raise
        except (RemoteUnreachableError, RemoteFaultError, RemoteAnswerError) as error:
            if error.problem_code == LOCKED:
                raise SignInLockedError("省厅已暂停该编号的登录。") from error
            raise self._unanswered(error, attempt, proved=proved) from error
        try:
            return self._open(attempt, credential, master_key, "online")
        finally:
            crypto.wipe(master_key)

    def _unanswered(self, error: SyncError, attempt: _Attempt, *, proved: bool) -> Exception:
        """What to say when the province gave no usable answer."""
        if proved:
            attempt.count.excuse(attempt.staff_no)
            return OfflineSignInExpiredError()
        if self._slots.all():
            return CredentialsRefusedError(remedy=_OFFLINE_REMEDY)
        attempt.count.excuse(attempt.staff_no)
        return FirstSignInOfflineError() if type(error) is RemoteUnreachableError else error

    def _ask(self, attempt: _Attempt) -> tuple[Credential, bytearray]:
        """A fresh credential and the master key from the province; lays down the new slot."""
        terminal, staff_no = attempt.terminal, attempt.staff_no
        reply = credentials.ask(self._config, terminal, attempt.machine_secret, staff_no, attempt.password)
        credential, signature, master_key = credentials.unpack(terminal, staff_no, reply)
        memory_kib, passes = self._cost
        text = reply.credential_text
        self._slots.put(
            keys.make_slot(
                attempt.password, master_key, text, signature, memory_kib=memory_kib, passes=passes
            )
        )
        attempt.count.trust(credential.issued_at)
        return credential, master_key

    # --- the session ---------------------------------------------------------------------------------

    def _open(self, attempt: _Attempt, credential: Credential, master_key: bytearray, how: str) -> Session:
        # The store, and with it SQLAlchemy, is not needed to show the sign-in page.
        from window_client.services.audit import AuditEvent
        from window_client.services.rollback import HeadNote, notice, start_again
        from window_client.services.session import Session
        from window_client.services.store import Store

        staff = credential.staff
        failures = attempt.count.succeed(
            staff.staff_no, limit=credential.max_failures, minutes=credential.lock_minutes
        )
        try:
            chain = keys.session_keys(
                master_key, attempt.machine_secret, attempt.terminal.sealed_terminal_key
            )
        except crypto.SealError as error:
            raise StorageError(
                "本机密钥与终端登记不符。", remedy="请联系系统管理员重新登记本终端。", detail="terminal key"
            ) from error
        store: Store | None = None
        try:
            store = Store.open(self._config.store_path, chain.store, backups=self._config.backups_dir)
            session = Session(
                config=self._config,
                clock=self._clock,
                staff=staff,
                terminal=attempt.terminal,
                store=store,
                keys=chain,
                offline_until=credentials.end_of_term(credential),
                prove=lambda given: self.prove(staff.staff_no, given),
            )
            head_note = HeadNote(self._config.secret_dir)
            lost = head_note.lost_by(store)
            with store.unit_of_work() as uow:
                if lost:
                    start_again(uow, session.audit, lost)
                session.notice = notice(uow)
                detail = f"{how}, {failures} failed before" if failures else how
                session.audit.record(uow, AuditEvent("sign_in", detail=detail))
                uow.commit()
            head_note.write(store)
        except BaseException:
            if store is not None:
                store.close()
            chain.wipe()
            raise
        return session

    def _count_paths(self) -> tuple[Path, ...]:
        return tuple(f / "attempts.json" for f in (self._config.data_dir, self._config.secret_dir))


def _try(slot: keys.Slot, password: bytearray) -> bytearray | None:
    """The master key, or None when the slot does not open."""
    try:
        return keys.open_slot(slot, password)
    except crypto.SealError:
        return None
