"""The gate: signatures both ways, nonces, sizes, broken bodies (security.md controls 22 to 25)."""

from __future__ import annotations

import json
import logging
import secrets
import socket
from uuid import uuid4

import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from provincial_service import enrolment
from tests.province.running import Service
from tests.province.terminal import HOME, PASSWORDS, TestTerminal, batch_bytes

STATUS_BODY = json.dumps({"action_ids": []}).encode()
STATUS = "/v1/actions/status"
CANARY = "390102199003140526"
"""A number that may be in no log."""


@pytest.fixture
def terminal(sqlite_service: Service) -> TestTerminal:
    return sqlite_service.enrol()


def test_hello_needs_no_signature_and_is_signed_itself(terminal: TestTerminal) -> None:
    answer = terminal.send("GET", "/v1/hello", headers={})
    assert answer.status == 200
    hello = answer.json()
    assert (hello["province"], hello["sample"], hello["protocol"]) == ("临江省", True, 1)


@pytest.mark.parametrize("missing", ["X-Terminal", "X-Nonce", "X-Signature"])
def test_a_request_without_its_signature_is_refused(terminal: TestTerminal, missing: str) -> None:
    headers = terminal.signed_headers("POST", STATUS, STATUS_BODY)
    del headers[missing]
    answer = terminal.send("POST", STATUS, STATUS_BODY, headers)
    assert (answer.status, answer.code) == (401, "PV-101")


@pytest.mark.parametrize("target", ["/v1/actions", f"/v1/cases/{uuid4()}", "/v1/nothing", "/nothing", "/v1/"])
def test_everything_but_the_open_paths_is_closed(terminal: TestTerminal, target: str) -> None:
    assert terminal.send("GET", target, headers={}).code == "PV-101"


def test_a_stranger_and_an_altered_request_are_refused(terminal: TestTerminal) -> None:
    good = terminal.signed_headers("POST", STATUS, STATUS_BODY)
    stranger = terminal.signed_headers("POST", STATUS, STATUS_BODY, key=Ed25519PrivateKey.generate())
    other_nonce = {**good, "X-Nonce": secrets.token_hex(16)}
    attempts = [
        ("POST", STATUS, STATUS_BODY, stranger),
        ("POST", STATUS, STATUS_BODY + b" ", good),
        ("POST", STATUS + "?a=1", STATUS_BODY, good),
        ("PUT", STATUS, STATUS_BODY, good),
        ("POST", STATUS, STATUS_BODY, other_nonce),
        ("POST", STATUS, STATUS_BODY, {**good, "X-Terminal": "nobody"}),
        ("POST", STATUS, STATUS_BODY, {**good, "X-Nonce": "short"}),
    ]
    assert [terminal.send(*attempt).code for attempt in attempts] == ["PV-101"] * len(attempts)
    assert terminal.send("POST", STATUS, STATUS_BODY, good).status == 200


@pytest.mark.parametrize(("signed", "sent"), [("F0426", "039217"), ("", "039217"), ("039217", None)])
def test_on_whose_behalf_is_part_of_what_is_signed(
    terminal: TestTerminal, signed: str, sent: str | None
) -> None:
    """Whoever sits between the two cannot have a look-up booked to somebody else."""
    target = "/v1/register/look-up"
    headers = terminal.signed_headers("POST", target, b"{}", staff_no=signed)
    named = {"X-Staff": sent} if sent else {}
    assert terminal.send("POST", target, b"{}", {**headers, **named}).code == "PV-101"
    again = terminal.signed_headers("POST", target, b"{}", staff_no=signed)
    true = {"X-Staff": signed} if signed else {}
    assert terminal.send("POST", target, b"{}", {**again, **true}).code == "PV-112"


def test_a_replayed_nonce_is_refused(terminal: TestTerminal) -> None:
    headers = terminal.signed_headers("POST", STATUS, STATUS_BODY)
    assert terminal.send("POST", STATUS, STATUS_BODY, headers).status == 200
    again = terminal.send("POST", STATUS, STATUS_BODY, headers)
    assert (again.status, again.code) == (401, "PV-102")


def test_two_terminals_may_use_the_same_nonce(sqlite_service: Service) -> None:
    nonce = secrets.token_hex(16)
    for terminal in (sqlite_service.enrol(), sqlite_service.enrol()):
        headers = terminal.signed_headers("POST", STATUS, STATUS_BODY, nonce=nonce)
        assert terminal.send("POST", STATUS, STATUS_BODY, headers).status == 200


def test_each_key_signs_what_it_is_for(terminal: TestTerminal) -> None:
    body = json.dumps({"staff_no": "039217", "password": PASSWORDS["039217"]}).encode()
    wrong = terminal.signed_headers("POST", "/v1/sign-in", body, key=terminal.key)
    assert terminal.send("POST", "/v1/sign-in", body, wrong).code == "PV-101"
    wrong = terminal.signed_headers("POST", STATUS, STATUS_BODY, key=terminal.sign_in_key)
    assert terminal.send("POST", STATUS, STATUS_BODY, wrong).code == "PV-101"


def test_a_revoked_terminal_is_told_so(sqlite_service: Service) -> None:
    terminal = sqlite_service.enrol()
    assert enrolment.revoke_terminal(sqlite_service.province, terminal.name)
    assert not enrolment.revoke_terminal(sqlite_service.province, terminal.name)
    assert terminal.post(STATUS, STATUS_BODY).code == "PV-103"


@pytest.mark.parametrize("protocol", ["0", "2", "x", "-1", "9" * 30])
def test_an_unknown_protocol_gets_426(terminal: TestTerminal, protocol: str) -> None:
    answer = terminal.post(STATUS, STATUS_BODY, X_Protocol=protocol)
    assert (answer.status, answer.code) == (426, "PV-105")


def test_unknown_paths_and_methods_are_problems_too(terminal: TestTerminal) -> None:
    assert terminal.get("/v1/nothing").code == "PV-113"
    assert terminal.get("/v1/actions").code == "PV-114"
    assert terminal.get("/v1/cases/not-an-id").code == "PV-112"
    assert terminal.get(f"/v1/changes?scope={HOME}&max_bytes=none").code == "PV-112"
    assert terminal.get("/v1/changes").code == "PV-112"


# --- bodies ----------------------------------------------------------------------------------------------


def test_an_oversize_body_gets_413_and_a_fitting_one_does_not(narrow_service: Service) -> None:
    terminal = narrow_service.enrol()
    for size in (20_001, 300_000):
        answer = terminal.post("/v1/actions", b" " * size)
        assert (answer.status, answer.code) == (413, "PV-111")
    body = batch_bytes([terminal.sign(terminal.open_case())])
    assert terminal.post("/v1/actions", body + b" " * (20_000 - len(body))).status == 200


def test_a_bomb_is_given_up_before_it_unfolds(narrow_service: Service) -> None:
    terminal = narrow_service.enrol()
    bomb = zstandard.ZstdCompressor(level=19).compress(b" " * 50_000_000)
    assert len(bomb) < 20_000
    answer = terminal.post("/v1/actions", bomb, Content_Encoding="zstd")
    assert (answer.status, answer.code) == (413, "PV-111")


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"", ""),
        (b"{", ""),
        (b'{"actions": 1}', ""),
        (b'{"actions": [{"text": 1, "signature": ""}]}', ""),
        (b"\xff\xfe", ""),
        (b"[" * 100_000, ""),
        (b"not zstd", "zstd"),
        (zstandard.ZstdCompressor().compress(b'{"actions": []}' * 50)[:-4], "zstd"),
        (b"{}", "gzip"),
    ],
    ids=["empty", "half", "type", "inner", "bytes", "deep", "no frame", "cut frame", "gzip"],
)
def test_a_malformed_body_gets_400(terminal: TestTerminal, body: bytes, encoding: str) -> None:
    answer = terminal.post("/v1/actions", body, Content_Encoding=encoding)
    assert (answer.status, answer.code) == (400, "PV-112")


def test_a_problem_names_fields_and_never_repeats_what_was_sent(terminal: TestTerminal) -> None:
    answer = terminal.post("/v1/number-blocks", {"request_id": CANARY, "count": CANARY})
    assert answer.code == "PV-112"
    assert "request_id" in answer.json()["detail"]
    assert CANARY not in answer.body.decode()


def test_a_caller_that_hangs_up_midway_disturbs_nobody(
    terminal: TestTerminal, caplog: pytest.LogCaptureFixture
) -> None:
    host, _, port = terminal.base_url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(b"POST /v1/actions HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
    assert terminal.post(STATUS, STATUS_BODY).status == 200
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_an_unexpected_failure_is_a_signed_500_without_particulars(
    sqlite_service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    terminal = sqlite_service.enrol()

    def fail(*_: object) -> None:
        raise ZeroDivisionError(CANARY)

    monkeypatch.setattr("provincial_service.routes.changes.page_of_changes", fail)
    answer = terminal.get(f"/v1/changes?scope={HOME}")
    assert (answer.status, answer.code, answer.headers["retry-after"]) == (500, "PV-901", "5")
    assert CANARY.encode() not in answer.body
    assert "GET /v1/changes failed: ZeroDivisionError" in caplog.text
    assert CANARY not in caplog.text


def test_health_tells_when_the_database_is_away(
    sqlite_service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, base = sqlite_service.client, sqlite_service.base_url
    assert client.get(f"{base}/health").json() == {"status": "ok", "database": "sqlite"}
    from sqlalchemy.exc import OperationalError

    def fail(_: object) -> None:
        raise OperationalError("", {}, Exception("away"))

    monkeypatch.setattr("provincial_service.store.engine.Store.read", fail)
    assert client.get(f"{base}/v1/health").status_code == 503
