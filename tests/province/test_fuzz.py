"""Batches and requests made wrong, thrown at the province: never a 500, never half of it done, nothing personal logged.

The application is called directly, its workers inline (tests/machine/network.py), on both databases. Seeded by
`SOAK_SEED`; `HYPOTHESIS_PROFILE=soak` (make soak) makes it long.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
import zstandard
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from hukou.case import Action, ActionKind
from hukou.wire import SignedAction
from provincial_service.app import build_app
from provincial_service.problems import MEDIA_TYPE
from provincial_service.province import Province
from provincial_service.store import tables
from tests.machine.network import Answer, call, inline_workers
from tests.mutations import as_text, mutate_bytes, mutate_json
from tests.province.running import Service
from tests.province.terminal import TestTerminal, b64, issue_payload

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
SEED = int(os.environ.get("SOAK_SEED", "1"))
EXAMPLES = 20_000 if SOAK else 250
SECRET = "秘不可泄"
"""In every name that is sent: no line of any log may have it."""
_CHANCE = st.integers(0, 2**64 - 1).map(Random)
"""Ids and keys are new in every example: what is drawn may not hang on them."""


@dataclass
class Target:
    """A province without sockets, one terminal, and what it answered."""

    province: Province
    app: Any
    terminal: TestTerminal
    statuses: Counter[int] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)

    def send(self, method: str, target: str, body: bytes, headers: dict[str, str] | None = None) -> Answer:
        signed = self.terminal.signed_headers(
            method, target, body, staff_no=(headers or {}).get("X-Staff", "")
        )
        answer = call(self.app, method, target, {**signed, **(headers or {})}, body)
        self.statuses[answer.status] += 1
        assert answer.status < 500, (answer.status, target, answer.body[:300], body[:300])
        if answer.status >= 400:
            assert answer.headers["Content-Type"] == MEDIA_TYPE
            assert json.loads(answer.body)["code"].startswith("PV-")
        return answer

    def whole(self) -> set[str]:
        """The ids that took effect; every one with its version, its change and nothing left over."""
        with self.province.store.read() as connection:
            history = connection.execute(sa.select(tables.case_history.c.action_id)).scalars().all()
            applied = set(
                connection.execute(
                    sa.select(tables.applied_action.c.action_id).where(
                        tables.applied_action.c.outcome == "applied"
                    )
                ).scalars()
            )
            changes = connection.execute(
                sa.select(tables.change.c.seq, tables.change.c.action_id).order_by(tables.change.c.seq)
            ).all()
        assert len(set(history)) == len(history)
        assert applied == set(history) == {row.action_id for row in changes}
        assert [row.seq for row in changes] == list(range(1, len(changes) + 1))
        return applied


@pytest.fixture
def target(service: Service) -> Iterator[Target]:
    """On SQLite and on PostgreSQL."""
    terminal = service.enrol()
    with inline_workers():
        yield Target(service.province, build_app(service.province), terminal)


def campaign(run: Any, examples: int = EXAMPLES) -> None:
    chosen = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink) if SOAK else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    seed(SEED)(chosen(run))()


def story(terminal: TestTerminal) -> list[Action]:
    """A case from its opening to its completion, under a name that no log may have."""
    actions = terminal.story(f"WQ-2026-{secrets.randbelow(10**6):06d}")
    actions[0].payload["subject"]["name"] = SECRET
    return actions


# --- what windows send to be done ------------------------------------------------------------------------


def signed(terminal: TestTerminal, action: Action, chance: Random) -> dict[str, Any]:
    """Often wrong inside and rightly signed, which is what a window with a fault in it sends."""
    text = action.canonical_text()
    if chance.random() < 0.7:
        text = mutate_json(json.loads(text), chance, chance.choice((1, 1, 2, 5)))
    # What cannot be UTF-8 cannot be signed: it travels as an escape.
    signature = b64(terminal.key.sign(text.encode("utf-8", "replace")))
    if chance.random() < 0.1:
        signature = chance.choice(
            ("", "AAAA", "é", signature[:-4], signature[::-1], b64(secrets.token_bytes(64)))
        )
    return SignedAction.model_construct(text=text, signature=signature).model_dump(warnings=False)


def packed(body: bytes, chance: Random) -> tuple[bytes, dict[str, str]]:
    how = chance.randrange(12)
    small = zstandard.ZstdCompressor(level=1)
    if how < 5:
        return small.compress(body), {"Content-Encoding": "zstd"}
    if how == 5:
        return mutate_bytes(small.compress(body), chance), {"Content-Encoding": "zstd"}
    if how == 6:
        bomb = small.compress(b" " * 40_000_000)
        return bomb + small.compress(body), {"Content-Encoding": "zstd"}
    if how == 7:
        return small.compress(small.compress(body)), {"Content-Encoding": "zstd"}
    if how == 8:
        return body, {"Content-Encoding": chance.choice(("zstd", "gzip", "br", "zstd, zstd", "ZSTD", "é"))}
    if how == 9:
        return mutate_bytes(body, chance), {}
    return body, {}


def test_a_wrong_batch_is_refused_or_done_as_a_whole(
    target: Target, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    terminal = target.terminal

    @given(chance=_CHANCE)
    def run(chance: Random) -> None:
        actions = story(terminal)[: chance.choice((1, 2, 6))]
        batch = {"actions": [signed(terminal, action, chance) for action in actions], "epoch": ""}
        plain = mutate_json(batch, chance) if chance.random() < 0.2 else as_text(batch, chance)
        body, headers = packed(plain.encode("utf-8", "surrogatepass"), chance)
        if chance.random() < 0.1:
            headers["If-Match"] = chance.choice(('"1"', "*", "W/1", '"' + "9" * 30 + '"', "\x00"))
        before = target.whole()
        answer = target.send("POST", "/v1/actions", body, headers)
        new = target.whole() - before
        if answer.status != 200:
            assert not new
            return
        results = json.loads(answer.body)["results"]
        target.outcomes.update(result["outcome"] for result in results)
        assert new == {result["action_id"] for result in results if result["outcome"] == "applied"}
        for result in results:
            assert (
                result["outcome"] == "applied"
                or result["problem"]
                or result["conflict"]
                or result["original"]
            )

    campaign(run)
    goes_on(target)
    assert SECRET not in caplog.text
    assert len(target.statuses) >= 3
    assert target.outcomes["applied"] and target.outcomes["refused"]
    print(f"province fuzz, seed {SEED}: {dict(target.statuses)}, {dict(target.outcomes)}")


def goes_on(target: Target) -> None:
    """After all that, the same terminal's next case is taken from its opening to its end."""
    body = json.dumps({"request_id": "01a20bc1-0000-7000-8000-000000000001", "count": 1}).encode()
    block = json.loads(target.send("POST", "/v1/number-blocks", body).body)
    number = f"{block['prefix']}{block['first']:06d}"
    actions = target.terminal.story(number)
    assert actions[3].payload == issue_payload(number) and actions[3].kind is ActionKind.ISSUE
    batch = {"actions": [target.terminal.sign(action).model_dump() for action in actions]}
    answer = target.send("POST", "/v1/actions", json.dumps(batch).encode())
    outcomes = [result["outcome"] for result in json.loads(answer.body)["results"]]
    assert outcomes == ["applied"] * 6


# --- every other call ------------------------------------------------------------------------------------

_ID = "01a20bc1-0000-7000-8000-000000000002"
_MESSAGES: dict[str, Any] = {
    "/v1/actions/status": {"action_ids": [_ID]},
    "/v1/register/look-up": {"case_id": _ID, "purpose": SECRET, "citizen_no": "390102198805210021"},
    "/v1/number-blocks": {"request_id": _ID, "count": 1},
    "/v1/number-blocks/restore": {"blocks": [{"prefix": "WQ-2026-", "first": 1, "last": 9, "block_id": _ID}]},
    "/v1/issuing-certificate": {"issuing_key": "BAAA", "issuing_proof": "MEUC"},
    "/v1/enrol": {
        "activation_code": "A-B-C",
        "public_key": "AA==",
        "sign_in_key": "AA==",
        "master_key": "AA==",
    },
    f"/v1/conflicts/{_ID}/resolve": {"text": "{}", "signature": "AA=="},
}
_QUERIES = (
    "/v1/changes?scope=390102510000&after={}",
    "/v1/changes?scope=390102510000&after={epoch}%3A390102510000%3A{}",
    "/v1/changes?scope={}",
    "/v1/changes?scope=390102510000&max_bytes={}",
    "/v1/changes?scope=390102510000&offered={}",
    "/v1/snapshot?scope=390102510000&after={}",
    "/v1/snapshot?scope=390102510000&after={epoch}%3A{}",
    "/v1/snapshot?scope=390102510000&after={epoch}%3A1%3A{}",
    "/v1/snapshot?scope=390102510000&max_bytes={}",
    "/v1/cases/{}",
    "/v1/trust?after={}",
)
_PIECES = (
    *(
        "",
        "0",
        "-1",
        "1",
        "99999999999999999999",
        "9" * 5000,
        "1e9",
        "%00",
        "a%00b",
        "%ED%A0%80",
        "%FF",
        "%2e%2e%2f",
    ),
    *(
        "::",
        "a:b:c",
        "%E5%A7%93",
        "+1",
        "%20",
        "0x10",
        "١",
        "true",
        "null",
        "00000000-0000-0000-0000-000000000000",
    ),
)


def test_every_other_call_withstands_what_is_wrong(target: Target, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    hello = json.loads(call(target.app, "GET", "/v1/hello", {}, b"").body)

    @given(chance=_CHANCE)
    def run(chance: Random) -> None:
        before = target.whole()
        if chance.random() < 0.4:
            path = chance.choice(_QUERIES).replace("{epoch}", hello["epoch"]).format(chance.choice(_PIECES))
            target.send("GET", path, b"")
        else:
            path = chance.choice(sorted(_MESSAGES))
            text = mutate_json(_MESSAGES[path], chance, chance.choice((1, 1, 3)))
            body = text.encode("utf-8", "surrogatepass")
            if chance.random() < 0.2:
                body = mutate_bytes(body, chance)
            target.send("POST", path, body, {"X-Staff": chance.choice(("039217", "", "\x7f", "x" * 5000))})
        assert target.whole() == before

    campaign(run)
    assert SECRET not in caplog.text and "390102198805210021" not in caplog.text
    assert {200, 400} <= set(target.statuses)


# --- the gate, and below it ------------------------------------------------------------------------------


def test_a_wrong_gate_opens_for_nobody(target: Target) -> None:
    @given(chance=_CHANCE)
    def run(chance: Random) -> None:
        body = json.dumps(
            {"actions": [target.terminal.sign(target.terminal.open_case()).model_dump()]}
        ).encode()
        headers = target.terminal.signed_headers("POST", "/v1/actions", body)
        name = chance.choice(("X-Terminal", "X-Nonce", "X-Signature", "X-Protocol"))
        wrong = chance.choice(
            ("", "é", "\x00", "0" * 32, "Z" * 32, "-1", "9" * 400, "'", headers["X-Nonce"] + " ")
        )
        before = target.whole()
        answer = call(target.app, "POST", "/v1/actions", {**headers, name: wrong}, body)
        assert answer.status in (401, 403, 426), (name, wrong, answer.status)
        assert target.whole() == before

    campaign(run, EXAMPLES // 3)


_BODY = b'{"actions": []}'
_LINES = (
    b"Content-Length: 99999\r\n\r\n" + _BODY,
    b"Content-Length: 3\r\n\r\n" + _BODY,
    b"Content-Length: -1\r\n\r\n" + _BODY,
    b"Content-Length: 15\r\nContent-Length: 3\r\n\r\n" + _BODY,
    b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n" + _BODY,
    b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + _BODY,
    b"Transfer-Encoding: chunked\r\nContent-Length: 15\r\n\r\n0\r\n\r\n",
    b"X: " + b"y" * 200_000 + b"\r\n\r\n",
    b"\x00\x01: \xff\r\n\r\n",
)


@pytest.mark.parametrize("rest", _LINES)
def test_wrong_lengths_end_the_line_and_nothing_else(sqlite_service: Service, rest: bytes) -> None:
    import socket

    host, port = httpx.URL(sqlite_service.base_url).host, httpx.URL(sqlite_service.base_url).port
    assert port is not None
    with socket.create_connection((host, port), timeout=20) as line:
        line.settimeout(20)
        try:
            line.sendall(b"POST /v1/actions HTTP/1.1\r\nHost: x\r\n" + rest)
            line.shutdown(socket.SHUT_WR)
            answer = b""
            while part := line.recv(65536):
                answer += part
        except OSError:
            answer = b""  # closed on us
    status = answer.split(b" ", 2)[1:2]
    assert not status or status[0].startswith(b"4"), answer[:200]
    assert sqlite_service.client.get(f"{sqlite_service.base_url}/v1/hello").status_code == 200
