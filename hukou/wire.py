"""Every message between a window and its province, version 1.

Bodies are JSON (UTF-8); batches of actions are zstd-compressed JSON. Errors are RFC 9457 problem details
with the project's failure codes. Both directions are signed with Ed25519 at application level: a request
over `request_text`, an answer over `answer_text`, which binds it to the request by its nonce.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from hukou.case import Case
from hukou.household import Candidate, RegisterExtract
from hukou.staff import StaffMember

PROTOCOL = 1
OLDEST_PROTOCOL = max(1, PROTOCOL - 2)
"""A province takes N … N-2: windows are updated after it, and not all at once."""

TERMINAL_HEADER = "X-Terminal"
NONCE_HEADER = "X-Nonce"
SIGNATURE_HEADER = "X-Signature"
PROTOCOL_HEADER = "X-Protocol"
STAFF_HEADER = "X-Staff"
"""staff_no on whose behalf a look-up is made; audited on both sides."""


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")
    """Unknown fields are kept, so that an old window passes on what a new province sent."""


def request_text(method: str, target: str, body_sha256: str, nonce: str, staff_no: str = "") -> bytes:
    """What a window signs. `target` is path and query as sent, `nonce` 32 hexadecimal digits used once,
    `staff_no` the value of `STAFF_HEADER`, '' where the request has none (docs/decisions/0008)."""
    return "\n".join(("window-request-2", method.upper(), target, body_sha256, nonce, staff_no)).encode()


def answer_text(nonce: str, status: int, body_sha256: str) -> bytes:
    """What the province signs."""
    return "\n".join(("province-answer-1", nonce, str(status), body_sha256)).encode()


class Problem(_Message):
    """RFC 9457. `code` is a failure code, `detail` Chinese text for staff, `remedy` what they do next."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str = ""
    remedy: str = ""
    epoch: str = ""
    """With PV-121 and PV-122: the epoch that the province is in now."""
    protocol: int = 0
    oldest_protocol: int = 0
    """With PV-105: what the province speaks."""


class Hello(_Message):
    epoch: str
    protocol: int
    oldest_protocol: int
    server_time: datetime
    province: str
    sample: bool
    """True in a sandbox: whatever is printed from its data carries 样本."""
    max_batch_bytes: int = 1_000_000
    max_page_bytes: int = 2_000_000


# --- enrolment and sign-in -----------------------------------------------------------------------------


class EnrolRequest(_Message):
    """`public_key`, `sign_in_key` and `master_key` are base64; the province keeps the master key sealed and
    hands it only to staff of the station who proved their password.

    `sign_in_key` is the Ed25519 key that signs `/sign-in` and nothing else: the terminal needs it before any
    password is known, so it is kept less well than `public_key`, which signs all other requests."""

    activation_code: str
    public_key: str
    sign_in_key: str
    master_key: str
    issuing_key: str = ""
    """Point of the P-256 key that signs certificates (X9.62, uncompressed), base64; '' asks for none."""
    issuing_proof: str = ""
    """ES256 over `issuing_text(public_key, issuing_key)` by that key, base64."""


class StationProfile(_Message):
    station: str
    station_name: str
    """As certificates print it: 澜州市公安局青禾分局望桥派出所."""
    bureau_name: str
    province_name: str
    division: str
    phone: str
    address: str
    number_prefix: str
    """What numbers of this station begin with; see `prefix_of_year`."""


def prefix_of_year(number_prefix: str, year: int) -> str:
    """`WQ-{year}-` in the year in which a block of numbers is leased, or a working paper is made (Asia/Shanghai). The
    running number behind it goes on over the turn of the year."""
    return number_prefix.replace("{year}", f"{year:04d}")


def is_prefix_of_some_year(prefix: str, number_prefix: str) -> bool:
    """Whether `prefix` is what `number_prefix` gives in some year."""
    pattern = re.escape(number_prefix).replace(re.escape("{year}"), "[0-9]{4}")
    return re.fullmatch(pattern, prefix) is not None


class EnrolReply(_Message):
    terminal: str
    window_no: int
    station: StationProfile
    province_public_key: str
    sample: bool
    issuing_authority: str = ""
    """DER of the authority over issuing keys, base64; '' from a province that has none."""
    issuing_certificate: str = ""
    """DER of this terminal's certificate, base64; '' when no key was sent."""


class IssuingRequest(_Message):
    """A certificate for a new issuing key. The same key is answered with the same certificate again."""

    issuing_key: str
    issuing_proof: str


class IssuingReply(_Message):
    issuing_authority: str
    issuing_certificate: str


def issuing_text(terminal_key: str, issuing_key: str) -> bytes:
    """What an issuing key signs to show that it is held: both public keys in base64, as they travel."""
    return "\n".join(("issuing-key-1", terminal_key, issuing_key)).encode()


class TrustPage(_Message):
    """What a verifier needs: nothing of it names a person, all of it is signed by the authority."""

    issuing_authority: str
    issuers: tuple[str, ...]
    """DER of issuing certificates added after the asked place, base64."""
    seq: int
    """The place to ask from the next time."""
    more: bool
    status_list: str
    """Which certificates and keys are not valid any more: a signed list (paper_trust.status_list), base64."""


class SignInRequest(_Message):
    staff_no: str
    password: str


class Credential(_Message):
    """What a key slot is bound to (security.md); the province's signature covers `canonical_text`."""

    staff: StaffMember
    terminal: str
    issued_at: datetime
    not_after: datetime
    """End of the offline term (72 hours by default, 7 days at most)."""
    max_failures: int = 5
    lock_minutes: int = 15

    def canonical_text(self) -> str:
        return self.model_dump_json()


class SignInReply(_Message):
    credential_text: str
    """`Credential.canonical_text()` verbatim: the signed bytes."""
    signature: str
    master_key: str


# --- actions ---------------------------------------------------------------------------------------------


class SignedAction(_Message):
    text: str
    """`Action.canonical_text()` verbatim."""
    signature: str
    """Ed25519 over `text`, base64, by the terminal's key."""


class ActionBatch(_Message):
    actions: tuple[SignedAction, ...]
    epoch: str = ""
    """The epoch that the sender's versions are from; the province takes a batch of another one as a whole not
    at all (PV-122), because version numbers mean nothing across epochs. '' is not checked."""


class Outcome(StrEnum):
    APPLIED = "applied"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    REFUSED = "refused"
    BLOCKED = "blocked"
    RETRY = "retry"


class Receipt(_Message):
    """Proof that the province took an action. `signature` covers `receipt_text`."""

    number: str
    """省厅受理号, e.g. LJ-26-118204."""
    time: datetime
    content_hash: str
    """SHA-256 of the action's signed text, hexadecimal."""
    signature: str


def spoken_protocol(own: tuple[int, int], theirs: tuple[int, int]) -> int | None:
    """The highest protocol that both sides speak, from (oldest, newest) of each; None when there is none."""
    newest = min(own[1], theirs[1])
    return newest if newest >= max(own[0], theirs[0]) else None


def receipt_text(number: str, time: datetime, content_hash: str) -> bytes:
    return "\n".join(("receipt-1", number, time.isoformat(), content_hash)).encode()


class ActionResult(_Message):
    """A `duplicate` repeats the original result in full."""

    action_id: UUID
    outcome: Outcome
    version: int | None = None
    receipt: Receipt | None = None
    problem: Problem | None = None
    case: Case | None = None
    """The province's case, with `conflict`."""
    blocked_on: UUID | None = None


class BatchReply(_Message):
    results: tuple[ActionResult, ...]


# --- changes ---------------------------------------------------------------------------------------------


class ChangeKind(StrEnum):
    CASE = "case"
    SCOPE_EXIT = "scope_exit"
    DELETED = "deleted"
    MERGED = "merged"
    """The case lives on in `merged_into`."""


class Change(_Message):
    """One line of the change feed. `seq` has no holes within a scope."""

    seq: int
    kind: ChangeKind
    schema_version: int = 1
    case_id: UUID
    action_id: UUID | None = None
    """The action that caused this version, so that its own terminal recognises it."""
    case: Case | None = None
    receipt_number: str = ""
    merged_into: UUID | None = None
    conflicts: tuple[dict[str, Any], ...] = ()
    """All steps that are held on the case now (`hukou.conflict_wire.HeldConflict`), unread."""


class ChangePageEnd(_Message):
    """The last line of a page: without it the page was cut and is not used. `cursor` is opaque."""

    end: bool = True
    cursor: str
    more: bool
    server_time: datetime | None = None
    """The province's clock, against which the window measures its own."""


class SnapshotLine(_Message):
    """One case of a scope as it stands: what a window starts from when its cursor is gone."""

    case_id: UUID
    schema_version: int = 1
    case: Case
    receipt_number: str = ""
    """Of the action that made this version."""
    conflicts: tuple[dict[str, Any], ...] = ()


class SnapshotEnd(_Message):
    """The last line of a snapshot page. `after` is the opaque place to go on from; `cursor` is the place in the
    change feed from which the replay starts when the snapshot is whole."""

    end: bool = True
    after: str
    cursor: str
    more: bool


# --- register, numbers -----------------------------------------------------------------------------------


class RegisterQuery(_Message):
    """A complete number, or a full name with a birth date (YYYY-MM-DD); never a part of either."""

    case_id: UUID
    purpose: str = Field(min_length=2)
    citizen_no: str = ""
    name: str = ""
    birth_date: str = ""
    person_id: str = ""
    """One of the candidates of an earlier answer for the same case."""


class RegisterAnswer(_Message):
    extract: RegisterExtract | None = None
    candidates: tuple[Candidate, ...] = ()


class NumberBlock(_Message):
    """Certificate numbers `{prefix}{n:06d}` for `first <= n <= last`, leased to one terminal."""

    block_id: str
    prefix: str
    first: int
    last: int


class NumberRestoreRequest(_Message):
    """Blocks that the terminal holds, told to a province that was restored from a backup older than they are."""

    blocks: tuple[NumberBlock, ...] = Field(max_length=1000)


class NumberRestoreReply(_Message):
    """`known` are the ids of blocks that are the terminal's; the others must not be used any more."""

    known: tuple[str, ...]


class NumberLeaseRequest(_Message):
    request_id: UUID
    """Idempotency key: the same request gets the same block again."""
    count: int = Field(gt=0, le=1000)


class CaseView(_Message):
    """`GET /cases/{id}`."""

    case: Case
    receipts: tuple[Receipt, ...] = ()
    actions: tuple[dict[str, Any], ...] = ()
