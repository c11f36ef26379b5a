"""A terminal for tests: it signs like a window, checks every answer's signature and builds actions."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hukou.case import Action, ActionKind, Case
from hukou.staff import Role, StaffMember
from hukou.wire import ActionResult, BatchReply, EnrolReply, SignedAction, answer_text, request_text

OFFICER = StaffMember(staff_no="039217", name="王岚", role=Role.HOUSEHOLD_OFFICER, station="390102510000")
CLERK = StaffMember(staff_no="F0426", name="李思远", role=Role.WINDOW_CLERK, station="390102510000")
SUPERVISOR = StaffMember(staff_no="030012", name="高明远", role=Role.SUPERVISOR, station="390102510000")
OTHER_OFFICER = StaffMember(
    staff_no="039305", name="周航", role=Role.HOUSEHOLD_OFFICER, station="390102520000"
)
HOME, ELSEWHERE = "390102510000", "390102520000"
PASSWORDS = {
    "039217": "bamboo-lantern-1",
    "F0426": "bamboo-lantern-2",
    "030012": "bamboo-lantern-3",
    "039305": "bamboo-lantern-4",
}
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@dataclass
class Answer:
    status: int
    headers: httpx.Headers
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The failure code of a problem answer; '' when it is none."""
        if self.headers.get("content-type") != "application/problem+json":
            return ""
        return str(self.json()["code"])


@dataclass
class TestTerminal:
    """One enrolled terminal. `seq` is its gapless action counter."""

    __test__ = False

    base_url: str
    name: str
    key: Ed25519PrivateKey
    sign_in_key: Ed25519PrivateKey
    master_key: bytes
    province_key: Ed25519PublicKey
    reply: EnrolReply
    client: httpx.Client
    seq: int = 0
    heads: dict[UUID, Action] = field(default_factory=dict)

    # --- requests ------------------------------------------------------------------------------------

    def signed_headers(
        self,
        method: str,
        target: str,
        body: bytes,
        *,
        nonce: str = "",
        key: Ed25519PrivateKey | None = None,
        staff_no: str = "",
    ) -> dict[str, str]:
        nonce = nonce or secrets.token_hex(16)
        text = request_text(method, target, hashlib.sha256(body).hexdigest(), nonce, staff_no)
        chosen = key or (self.sign_in_key if target == "/v1/sign-in" else self.key)
        return {
            "X-Terminal": self.name,
            "X-Nonce": nonce,
            "X-Signature": b64(chosen.sign(text)),
            "X-Protocol": "1",
        }

    def send(
        self, method: str, target: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        """Send with exactly these headers (signed when None) and check the answer's signature."""
        sent = headers if headers is not None else self.signed_headers(method, target, body)
        reply = self.client.request(method, self.base_url + target, content=body, headers=sent)
        digest = hashlib.sha256(reply.content).hexdigest()
        signed = answer_text(sent.get("X-Nonce", ""), reply.status_code, digest)
        self.province_key.verify(base64.b64decode(reply.headers["X-Signature"]), signed)
        return Answer(reply.status_code, reply.headers, reply.content)

    def post(self, target: str, message: Any, **headers: str) -> Answer:
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        signed = self.signed_headers("POST", target, body, staff_no=extra.get("X-Staff", ""))
        return self.send("POST", target, body, {**signed, **extra})

    def get(self, target: str) -> Answer:
        return self.send("GET", target)

    # --- actions -------------------------------------------------------------------------------------

    def action(
        self,
        kind: ActionKind,
        case_id: UUID,
        payload: dict[str, Any],
        *,
        staff: StaffMember = OFFICER,
        base: int = 0,
        after: Action | None = None,
        **changes: Any,
    ) -> Action:
        self.seq += 1
        values: dict[str, Any] = {
            "action_id": uuid4(),
            "terminal": self.name,
            "terminal_seq": self.seq,
            "case_id": case_id,
            "kind": kind,
            "base_version": base,
            "base_action": after.action_id if after else None,
            "occurred_at": NOW,
            "staff": staff,
            "payload": payload,
        }
        return Action(**{**values, **changes})

    def open_case(
        self, case_id: UUID | None = None, *, staff: StaffMember = OFFICER, **subject: Any
    ) -> Action:
        values = {"name": "王芳", "citizen_no": "", "birth_date": "1988-05-21", **subject}
        payload = {"service": "certificate.change", "subject": values}
        return self.action(ActionKind.OPEN, case_id or uuid4(), payload, staff=staff)

    def story(self, number: str, *, staff: StaffMember = OFFICER) -> list[Action]:
        """Every action of a whole case, each behind the one before it."""
        opened = self.open_case(staff=staff)
        steps: list[tuple[ActionKind, dict[str, Any]]] = [
            (ActionKind.ACCEPT, accept_payload()),
            (ActionKind.APPROVE, {"reason": "属实"}),
            (ActionKind.ISSUE, issue_payload(number)),
            (ActionKind.CONFIRM_PRINT, {"number": number}),
            (ActionKind.COMPLETE, {}),
        ]
        actions = [opened]
        for kind, payload in steps:
            actions.append(self.action(kind, opened.case_id, payload, staff=staff, after=actions[-1]))
        return actions

    def sign(self, action: Action) -> SignedAction:
        text = action.canonical_text()
        return SignedAction(text=text, signature=b64(self.key.sign(text.encode())))

    def push_signed(self, signed: Iterable[SignedAction], *, compress: bool = True) -> list[ActionResult]:
        body = batch_bytes(signed)
        headers = {}
        if compress:
            body = zstandard.ZstdCompressor(level=1).compress(body)
            headers["Content_Encoding"] = "zstd"
        answer = self.post("/v1/actions", body, **headers)
        assert answer.status == 200, answer.body
        return list(BatchReply.model_validate_json(answer.body).results)

    def push(self, *actions: Action) -> list[ActionResult]:
        return self.push_signed([self.sign(action) for action in actions])

    def lease(self, count: int = 10) -> list[str]:
        answer = self.post("/v1/number-blocks", {"request_id": str(uuid4()), "count": count})
        assert answer.status == 200, answer.body
        block = answer.json()
        return [f"{block['prefix']}{n:06d}" for n in range(block["first"], block["last"] + 1)]

    def case(self, case_id: UUID) -> Case:
        answer = self.get(f"/v1/cases/{case_id}")
        assert answer.status == 200, answer.body
        return Case.model_validate(answer.json()["case"])


def batch_bytes(signed: Iterable[SignedAction]) -> bytes:
    return json.dumps({"actions": [one.model_dump() for one in signed]}).encode()


def accept_payload() -> dict[str, Any]:
    return {
        "case_no": "20261123-01001",
        "subject": {"name": "王芳", "birth_date": date(1988, 5, 21).isoformat()},
        "applicant": {"relation": "self", "name": "王芳"},
        "fields": {"purpose": "社会保险"},
        "materials": [],
    }


def issue_payload(number: str) -> dict[str, Any]:
    return {
        "number": number,
        "certificate_kind": "change",
        "sha256": "ab" * 32,
        "data_as_of": NOW.isoformat(),
    }
