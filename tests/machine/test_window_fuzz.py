"""Answers made wrong, thrown at a window: never a crash, never a lost queue, never a cursor before its data.

A real window and a real province (tests/machine/world.py); between them somebody changes what the province answers.
Where he cannot sign, nothing of it may count. Where the province itself answers wrongly, and signs it, the window ends
in a state with a failure code, and goes on when sound answers come. Seeded by `SOAK_SEED`; long under
`HYPOTHESIS_PROFILE=soak` (make soak).
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
import requests
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from hukou import wire
from provincial_service.crypto import sha256_hex
from tests.machine import oracle
from tests.machine.network import Answer, Line, _response, inline_workers
from tests.machine.world import Desk, World
from tests.mutations import mutate_bytes, mutate_json
from window_client.errors import SyncError
from window_client.services.store import tables
from window_client.services.sync.trust import TrustSync

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
SEED = int(os.environ.get("SOAK_SEED", "1"))
EXAMPLES = 4000 if SOAK else 100
_CODE = re.compile(r"[A-Z]{2}-\d{3}")
_CHANCE = st.integers(0, 2**64 - 1).map(Random)
_STATUSES = (100, 103, 199, 201, 204, 206, 301, 302, 304, 307, 400, 401, 403, 404, 409, 410, 412, 413, 422, 426, 429,
             451, 500, 502, 503, 504, 599, 999)  # fmt: skip
_HEADERS = {
    "Content-Type": ("text/html", "application/problem+json", "", "é", "application/json; charset=gbk"),
    "Content-Encoding": ("gzip", "zstd", "br"),
    "Retry-After": ("-1", "9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT", "soon", "NaN", "١"),
    "Date": ("yesterday", "Mon, 01 Jan 0001 00:00:00 GMT"),
    "Location": ("http://elsewhere.invalid/", "file:///etc/passwd"),
    "X-Signature": ("", "AAAA", "é", "=" * 90),
}


@dataclass
class Meddler(Line):
    """Changes every answer, or some; `signs`: with the province's own key."""

    chance: Random = field(default_factory=Random)
    signs: bool = False
    share: float = 0.0
    world: World | None = None
    seen: list[Answer] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    sound: int = 0
    """Answers that were meddled with and are still the province's word."""

    def send(self, request: requests.PreparedRequest, *_arguments: Any, **_options: Any) -> requests.Response:
        answer = self._deliver(request)
        self.seen.append(answer)
        if self.chance.random() < self.share:
            sound, answer = answer, self._wrong(answer)
            # Headers are not signed, and an answer may have come out as it was.
            self.sound += (answer.status, answer.body) == (sound.status, sound.body)
            answer = self._signed(request, answer) if self.signs else answer
        return _response(request, answer)

    def _wrong(self, answer: Answer) -> Answer:
        how = self.chance.choice(
            ("json", "json", "json", "bytes", "status", "header", "replay", "huge", "empty")
        )
        self.done[how] += 1
        if how == "json":
            return Answer(answer.status, answer.headers, self._lines(answer.body))
        if how == "bytes":
            return Answer(answer.status, answer.headers, mutate_bytes(answer.body, self.chance))
        if how == "status":
            body = self.chance.choice((answer.body, b"", b"<html></html>", _PROBLEM))
            return Answer(self.chance.choice(_STATUSES), {**answer.headers, **_PROBLEM_TYPE}, body)
        if how == "header":
            name = self.chance.choice(sorted(_HEADERS))
            return Answer(
                answer.status, {**answer.headers, name: self.chance.choice(_HEADERS[name])}, answer.body
            )
        if how == "replay":
            return self.chance.choice(self.seen)
        return Answer(answer.status, answer.headers, b"[" * 5_000_000 if how == "huge" else b"")

    def _lines(self, body: bytes) -> bytes:
        """One line of a page, or the one message."""
        parts = body.split(b"\n")
        chosen = self.chance.randrange(len(parts))
        try:
            message = json.loads(parts[chosen])
        except ValueError:
            return mutate_bytes(body, self.chance)
        if self.chance.random() < 0.15:
            parts.insert(chosen, parts[chosen] if self.chance.random() < 0.5 else parts.pop())
        else:
            parts[chosen] = mutate_json(message, self.chance, self.chance.choice((1, 1, 4))).encode(
                "utf-8", "surrogatepass"
            )
        return b"\n".join(parts)

    def _signed(self, request: requests.PreparedRequest, answer: Answer) -> Answer:
        assert self.world is not None
        nonce = request.headers.get(wire.NONCE_HEADER, "")
        text = wire.answer_text(nonce, answer.status, sha256_hex(answer.body))
        signature = self.world.province.keys.signing.sign(text)
        return Answer(
            answer.status, {**answer.headers, wire.SIGNATURE_HEADER.title(): signature}, answer.body
        )


_PROBLEM = json.dumps(
    {"title": "x", "status": 410, "code": "PV-121", "epoch": "0" * 32, "protocol": 2**70}
).encode()
_PROBLEM_TYPE = {"Content-Type": "application/problem+json"}


@dataclass
class Bench:
    world: World
    desk: Desk
    line: Meddler


@pytest.fixture
def bench() -> Iterator[Bench]:
    """Two windows; the second is honest and makes what the first one fetches."""
    world = World()
    desk = world.desks[0]
    line = Meddler(desk.line.app, desk.line.deliveries, world=world)
    desk.line = line
    desk.start()
    with inline_workers():
        yield Bench(world, desk, line)
    world.close()


def cursor(desk: Desk) -> str:
    with desk.store.read() as connection:
        return connection.execute(sa.select(tables.sync_scope.c.cursor)).scalar_one_or_none() or ""


def work(bench: Bench, chance: Random) -> None:
    """Something to send here, and something to fetch from the other window."""
    world, other = bench.world, bench.world.desks[1]
    for desk in world.desks:
        cases = desk.cases()
        if len(cases) < 3 or chance.random() < 0.05:
            desk.open()
        else:
            desk.act(chance.choice(cases), chance.randrange(40))
    other.sync(force=True)


def run(bench: Bench, one: Any) -> None:
    chosen = settings(
        max_examples=EXAMPLES, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    seed(SEED)(chosen(given(chance=_CHANCE)(one)))()


def sync_wrongly(bench: Bench, chance: Random, share: float) -> SyncError | None:
    """One cycle in which answers are wrong. What it may end in is a failure with a code; nothing else."""
    bench.line.chance, bench.line.share = chance, share
    report = bench.desk.sync(force=True)
    bench.line.share = 0.0
    assert report is not None
    if report.error is not None:
        assert isinstance(report.error, SyncError)
        assert _CODE.fullmatch(report.error.code)
        assert report.error.message and report.error.remedy
    oracle.check_window(bench.world, bench.desk)
    return report.error


def test_what_the_province_did_not_sign_changes_nothing(bench: Bench) -> None:
    """All answers are meddled with: nothing is taken as settled, the cursor stays; and then all goes on."""
    codes: Counter[str] = Counter()

    def one(chance: Random) -> None:
        work(bench, chance)
        before, states = cursor(bench.desk), oracle.own_actions(bench.desk)
        error = sync_wrongly(bench, chance, 1.0)
        codes[error.code if error else "none"] += 1
        after = oracle.own_actions(bench.desk)
        if not bench.line.sound:
            assert error is not None
            assert cursor(bench.desk) == before
            assert {i: row.state in oracle.SETTLED for i, row in after.items()} == {
                i: row.state in oracle.SETTLED for i, row in states.items()
            }
        bench.line.sound = 0
        if chance.random() < 0.3:
            settle(bench)

    run(bench, one)
    settle(bench)
    oracle.check_rest(bench.world)
    print(f"window fuzz, seed {SEED}, unsigned: {dict(codes)}")
    assert sum(codes.values()) - codes["none"] > 0.7 * EXAMPLES


def test_a_province_that_signs_what_is_wrong_stops_no_window(bench: Bench) -> None:
    codes: Counter[str] = Counter()
    bench.line.signs = True

    def one(chance: Random) -> None:
        work(bench, chance)
        error = sync_wrongly(bench, chance, 0.6)
        codes[error.code if error else "none"] += 1
        # What the province said of its own cases is its word; that the window works on is ours.
        settle(bench)

    run(bench, one)
    print(f"window fuzz, seed {SEED}, signed: {dict(codes)}; {dict(bench.line.done)}")
    assert len(codes) >= 3 and bench.line.done["json"] > 5


def settle(bench: Bench) -> None:
    """Sound answers come again."""
    bench.line.share = 0.0
    for _ in range(3):
        report = bench.desk.sync(force=True)
        assert report is not None
    assert report.error is None, (report.error, report.error.detail)
    oracle.check_window(bench.world, bench.desk)


def test_trust_data_that_are_wrong_are_not_taken(bench: Bench) -> None:
    """The pages behind printed papers: kept whole and signed, or what was there before is kept."""
    desk, line = bench.desk, bench.line
    sync = TrustSync(
        desk.session.config,
        desk.session.terminal,
        desk.session.keys.terminal,
        desk.cycle._province,
        desk.clock,
    )
    line.signs = True

    def one(chance: Random) -> None:
        line.chance, line.share = chance, 0.7
        try:
            sync.run(force=True)
        except SyncError as error:
            assert _CODE.fullmatch(error.code)
        line.share = 0.0
        sync.run(force=True)

    run(bench, one)
    assert sum(line.done.values()) > EXAMPLES // 3
