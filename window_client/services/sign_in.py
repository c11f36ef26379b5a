"""Staff sign-in, online and offline.

A slot that opens proves the password without a link; everything else is asked of the province. A wrong
password and an unknown number take the same path and the same work: one Argon2id, then one question to the
province where it can be reached, then the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pydantic import ValidationError

from hukou.staff import Role, StaffMember
from hukou.wire import Credential, SignInReply, SignInRequest, StationProfile
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
from window_client.services import crypto, keys
from window_client.services.clock import Clock
from window_client.services.enrolment import Terminal, load_terminal, machine_secret, open_sign_in_key
from window_client.services.lockout import Lockout

if TYPE_CHECKING:
    from window_client.services.session import Session

LONGEST_TERM = timedelta(days=7)
REFUSED, LOCKED = "PV-211", "PV-212"
"""The province's own codes for a refused and for a locked sign-in."""
_OFFLINE_REMEDY = "请重新输入；首次在本终端登录或口令已更改时，需要连接省厅。"


@dataclass(frozen=True)
class KnownStaff:
    staff_no: str
    name: str
    role: Role


@dataclass(frozen=True)
class SignInView:
    """What the sign-in page may show before anyone has proved anything."""

    enrolled: bool
    terminal: str = ""
    window_no: int = 0
    station: StationProfile | None = None
    sample: bool = False
    known_staff: tuple[KnownStaff, ...] = ()


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
        self._config = config
        self._clock = clock
        self._cost = (memory_kib, passes)
        self._slots = keys.SlotFile(config.data_dir / "slots.json")

    def view(self) -> SignInView:
        """Cheap: reads two small files."""
        terminal = load_terminal(self._config)
        if terminal is None:
            return SignInView(enrolled=False)
        staff = [slot.credential.staff for slot in self._slots.all().values()]
        known = tuple(KnownStaff(s.staff_no, s.name, s.role) for s in sorted(staff, key=lambda s: s.staff_no))
        return SignInView(
            True, terminal.terminal, terminal.window_no, terminal.station, terminal.sample, known
        )

    def sign_in(self, staff_no: str, password: str) -> Session:
        """A session with its store open. Raises the `SignInError` family, `SyncError` only where no one has
        ever signed in here and the province answers wrongly, `StorageError` when the store does not open."""
        terminal = load_terminal(self._config)
        if terminal is None:
            raise NotEnrolledError
        staff_no = staff_no.strip()
        secret_word = bytearray(password.encode())
        secret = machine_secret(self._config).load()
        try:
            return self._sign_in(terminal, secret, staff_no, secret_word)
        except BaseException:
            crypto.wipe(secret_word)
            raise
        finally:
            crypto.wipe(secret)

    def _sign_in(self, terminal: Terminal, secret: bytearray, staff_no: str, password: bytearray) -> Session:
        attempts = self._attempts(secret)
        attempts.check(staff_no)
        attempts.begin(staff_no)
        slot = self._slots.all().get(staff_no)
        master_key = self._try_slot(slot or self._decoy(terminal, staff_no), password)
        try:
            if slot is not None and master_key is not None:
                credential = self._checked(terminal, staff_no, slot.credential_text, slot.signature)
                if self._within_term(credential, attempts):
                    return self._open(terminal, secret, attempts, credential, master_key, password, "offline")
            fresh, fresh_key = self._ask(
                terminal, secret, attempts, staff_no, password, proved=master_key is not None
            )
        finally:
            if master_key is not None:
                crypto.wipe(master_key)
        try:
            return self._open(terminal, secret, attempts, fresh, fresh_key, password, "online")
        finally:
            crypto.wipe(fresh_key)

    # --- renewal and step-up -----------------------------------------------------------------------------------

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
            reply = self._call(session.terminal, secret, staff_no, password)
            credential, master_key = self._accept(session.terminal, staff_no, reply, password)
            crypto.wipe(master_key)
            self._trust(secret, credential)
        except RemoteSignInError as error:
            if error.problem_code != REFUSED:
                raise
            self._slots.remove(staff_no)
            session.keep_for_renewal(bytearray())
            raise CredentialsRefusedError from error
        finally:
            crypto.wipe(secret)
        session.keep_for_renewal(bytearray())
        session.offline_until = self._end_of_term(credential)
        return True

    def prove(self, staff_no: str, password: bytearray) -> None:
        """Is this still the person? `CredentialsRefusedError` or `SignInLockedError` when not shown to be."""
        secret = machine_secret(self._config).load()
        try:
            attempts = self._attempts(secret)
        finally:
            crypto.wipe(secret)
        attempts.check(staff_no)
        attempts.begin(staff_no)
        slot = self._slots.all().get(staff_no)
        master_key = self._try_slot(slot, password) if slot is not None else None
        if slot is None or master_key is None:
            raise CredentialsRefusedError("口令不正确。")
        crypto.wipe(master_key)
        attempts.succeed(staff_no, limit=slot.credential.max_failures, minutes=slot.credential.lock_minutes)

    # --- the slot -------------------------------------------------------------------------------------------

    def _try_slot(self, slot: keys.Slot, password: bytearray) -> bytearray | None:
        try:
            return keys.open_slot(slot, password)
        except crypto.SealError:
            return None

    def _decoy(self, terminal: Terminal, staff_no: str) -> keys.Slot:
        """A slot that costs as much as a real one and never opens, for a number that has none."""
        moment = datetime(2000, 1, 1, tzinfo=UTC)
        nobody = StaffMember(staff_no=staff_no, name="", role=Role.WINDOW_CLERK, station="")
        credential = Credential(staff=nobody, terminal=terminal.terminal, issued_at=moment, not_after=moment)
        memory_kib, passes = self._cost
        random = crypto.random_bytes(keys.SALT_BYTES + 60)
        return keys.Slot(
            credential_text=credential.canonical_text(),
            signature=b"",
            salt=random[: keys.SALT_BYTES],
            memory_kib=memory_kib,
            passes=passes,
            lanes=crypto.ARGON2_LANES,
            box=random[keys.SALT_BYTES :],
        )

    def _within_term(self, credential: Credential, attempts: Lockout) -> bool:
        return attempts.not_before(self._clock.now()) < self._end_of_term(credential)

    def _end_of_term(self, credential: Credential) -> datetime:
        return min(credential.not_after, credential.issued_at + LONGEST_TERM)

    # --- the province -----------------------------------------------------------------------------------------

    def _ask(
        self,
        terminal: Terminal,
        secret: bytearray,
        attempts: Lockout,
        staff_no: str,
        password: bytearray,
        *,
        proved: bool,
    ) -> tuple[Credential, bytearray]:
        """A fresh credential and the master key from the province, or the right refusal."""
        try:
            reply = self._call(terminal, secret, staff_no, password)
        except RemoteSignInError as error:
            if error.problem_code == REFUSED:
                raise CredentialsRefusedError from error
            attempts.excuse(staff_no)
            raise
        except (RemoteUnreachableError, RemoteFaultError, RemoteAnswerError) as error:
            if error.problem_code == LOCKED:
                raise SignInLockedError("省厅已暂停该编号的登录。") from error
            raise self._unanswered(error, attempts, staff_no, proved=proved) from error
        credential, master_key = self._accept(terminal, staff_no, reply, password)
        attempts.trust(credential.issued_at)
        return credential, master_key

    def _unanswered(self, error: SyncError, attempts: Lockout, staff_no: str, *, proved: bool) -> Exception:
        """What to say when the province gave no usable answer."""
        if proved:
            attempts.excuse(staff_no)
            return OfflineSignInExpiredError()
        if self._slots.all():
            return CredentialsRefusedError(remedy=_OFFLINE_REMEDY)
        attempts.excuse(staff_no)
        return FirstSignInOfflineError() if type(error) is RemoteUnreachableError else error

    def _call(self, terminal: Terminal, secret: bytearray, staff_no: str, password: bytearray) -> SignInReply:
        from window_client.services.sync.remote import Province
        from window_client.services.sync.transport import Signer

        seed = open_sign_in_key(terminal, secret)
        try:
            with Province(
                self._config, Signer(terminal.terminal, seed, terminal.province_public_key)
            ) as province:
                return province.sign_in(SignInRequest(staff_no=staff_no, password=password.decode()))
        finally:
            crypto.wipe(seed)

    def _accept(
        self, terminal: Terminal, staff_no: str, reply: SignInReply, password: bytearray
    ) -> tuple[Credential, bytearray]:
        """Check what the province sent and lay down the new slot."""
        try:
            signature = keys.decode(reply.signature)
            master_key = bytearray(keys.decode(reply.master_key))
        except ValueError as error:
            raise RemoteAnswerError(detail="sign-in reply") from error
        if len(master_key) != crypto.KEY_BYTES:
            raise RemoteAnswerError(detail="master key length")
        credential = self._checked(terminal, staff_no, reply.credential_text, signature)
        memory_kib, passes = self._cost
        self._slots.put(
            keys.make_slot(
                password, master_key, reply.credential_text, signature, memory_kib=memory_kib, passes=passes
            )
        )
        return credential, master_key

    def _checked(self, terminal: Terminal, staff_no: str, text: str, signature: bytes) -> Credential:
        """The credential, if the province signed it for this person on this terminal."""
        if not crypto.verify(terminal.province_public_key, signature, text.encode()):
            raise RemoteAnswerError(detail="credential signature")
        try:
            credential = Credential.model_validate_json(text)
        except ValidationError as error:
            raise RemoteAnswerError(detail="credential") from error
        if credential.terminal != terminal.terminal or credential.staff.staff_no != staff_no:
            raise RemoteAnswerError(detail="credential of another")
        return credential

    # --- the session ------------------------------------------------------------------------------------------

    def _open(
        self,
        terminal: Terminal,
        secret: bytearray,
        attempts: Lockout,
        credential: Credential,
        master_key: bytearray,
        password: bytearray,
        how: str,
    ) -> Session:
        from window_client.services.audit import AuditEvent
        from window_client.services.session import Session
        from window_client.services.store import Store

        staff = credential.staff
        failures = attempts.succeed(
            staff.staff_no, limit=credential.max_failures, minutes=credential.lock_minutes
        )
        try:
            chain = keys.session_keys(master_key, secret, terminal.sealed_terminal_key)
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
                terminal=terminal,
                store=store,
                keys=chain,
                offline_until=self._end_of_term(credential),
                prove=lambda given: self.prove(staff.staff_no, given),
            )
            with store.unit_of_work() as uow:
                detail = how if not failures else f"{how}, {failures} failed before"
                session.audit.record(uow, AuditEvent("sign_in", detail=detail))
                uow.commit()
        except BaseException:
            if store is not None:
                store.close()
            chain.wipe()
            raise
        session.keep_for_renewal(password)
        return session

    def _attempts(self, secret: bytearray) -> Lockout:
        folders = (self._config.data_dir, self._config.secret_dir)
        return Lockout(tuple(folder / "attempts.json" for folder in folders), secret, self._clock)

    def _trust(self, secret: bytearray, credential: Credential) -> None:
        self._attempts(secret).trust(credential.issued_at)
