"""What the province signs about a member of staff, and how a window asks for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pydantic import ValidationError

from hukou.staff import Role, StaffMember
from hukou.wire import Credential, SignInReply, SignInRequest
from window_client.config import Config
from window_client.errors import RemoteAnswerError
from window_client.services import crypto, keys
from window_client.services.enrolment import Terminal, open_sign_in_key

LONGEST_TERM = timedelta(days=7)
"""However long a province signs for, an offline term ends here (security.md)."""


def end_of_term(credential: Credential) -> datetime:
    return min(credential.not_after, credential.issued_at + LONGEST_TERM)


def check(terminal: Terminal, staff_no: str, text: str, signature: bytes) -> Credential:
    """The credential, if the province signed it for this person on this terminal; `RemoteAnswerError`."""
    if not crypto.verify(terminal.province_public_key, signature, text.encode()):
        raise RemoteAnswerError(detail="credential signature")
    try:
        credential = Credential.model_validate_json(text)
    except ValidationError as error:
        raise RemoteAnswerError(detail="credential") from error
    if credential.terminal != terminal.terminal or credential.staff.staff_no != staff_no:
        raise RemoteAnswerError(detail="credential of another")
    return credential


def ask(
    config: Config, terminal: Terminal, machine_secret: bytearray, staff_no: str, password: bytearray
) -> SignInReply:
    """One `/sign-in`, signed by the key that is good for nothing else. Raises the `SyncError` family."""
    # Showing the sign-in page must not cost the import of the HTTP stack.
    from window_client.services.sync.remote import Province
    from window_client.services.sync.transport import Signer

    seed = open_sign_in_key(terminal, machine_secret)
    try:
        signer = Signer(terminal.terminal, seed, terminal.province_public_key)
        with Province(config, signer) as province:
            return province.sign_in(SignInRequest(staff_no=staff_no, password=password.decode()))
    finally:
        crypto.wipe(seed)


def unpack(terminal: Terminal, staff_no: str, reply: SignInReply) -> tuple[Credential, bytes, bytearray]:
    """Credential, its signature and the master key; `RemoteAnswerError` unless all of it is sound."""
    try:
        signature = keys.decode(reply.signature)
        master_key = bytearray(keys.decode(reply.master_key))
    except ValueError as error:
        raise RemoteAnswerError(detail="sign-in reply") from error
    if len(master_key) != crypto.KEY_BYTES:
        raise RemoteAnswerError(detail="master key length")
    return check(terminal, staff_no, reply.credential_text, signature), signature, master_key


def decoy(terminal: Terminal, staff_no: str, *, memory_kib: int, passes: int) -> keys.Slot:
    """A slot that costs as much to try as a real one and never opens, for a number that has none."""
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    nobody = StaffMember(staff_no=staff_no, name="", role=Role.WINDOW_CLERK, station="")
    credential = Credential(staff=nobody, terminal=terminal.terminal, issued_at=moment, not_after=moment)
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
