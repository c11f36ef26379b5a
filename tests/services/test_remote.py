"""The HTTP client against a server that lies, stammers and falls silent."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import zstandard

from hukou import wire
from tests.services.loopback import Loopback, Reply, Request, run_loopback
from window_client.config import Config
from window_client.errors import (
    ConfigurationError,
    CursorGoneError,
    ProtocolTooOldError,
    RemoteAnswerError,
    RemoteFaultError,
    RemoteRefusedError,
    RemoteSignInError,
    RemoteSilentError,
    RemoteUnreachableError,
    SyncError,
)
from window_client.services import crypto
from window_client.services.sync.remote import Province
from window_client.services.sync.transport import MAX_ANSWER, Signer

TERMINAL_SEED = crypto.new_signing_key()
CASE = UUID("0192f4c8-0000-7000-8000-000000000001")
CANARY = "欧阳·阿依古丽"


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with run_loopback() as server:
        yield server


@pytest.fixture
def province(loopback: Loopback, tmp_path: Path) -> Iterator[Province]:
    with _client(loopback, tmp_path) as client:
        yield client


def _client(loopback: Loopback, folder: Path, *, read_timeout: float = 5.0) -> Province:
    config = Config(data_dir=folder, province_url=loopback.url, read_timeout=read_timeout)
    return Province(config, Signer("390102510000-01", TERMINAL_SEED, loopback.public_key))


def _problem(
    status: int, code: str = "PV-314", detail: str = "状态不对。", remedy: str = "请刷新。"
) -> Reply:
    body = wire.Problem(title="t", status=status, code=code, detail=detail, remedy=remedy)
    return Reply(body.model_dump_json().encode(), status, "application/problem+json")


def _page(*lines: object, end: bool = True) -> bytes:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    if end:
        texts.append('{"end": true, "cursor": "e:s:9", "more": false}')
    return "".join(text + "\n" for text in texts).encode()


def _change(seq: int, **more: object) -> dict[str, object]:
    return {"seq": seq, "kind": "scope_exit", "case_id": str(CASE), **more}


# --- what goes out -----------------------------------------------------------------------------------


def test_request_is_signed_over_method_target_body_and_nonce(province: Province, loopback: Loopback) -> None:
    loopback.answer = lambda _r: Reply(_page())
    province.changes("390102510000", "e:s:3", 1000)
    sent = loopback.requests[0]
    assert sent.target == "/v1/changes?scope=390102510000&after=e%3As%3A3&max_bytes=1000"
    text = wire.request_text("GET", sent.target, crypto.sha256(b""), sent.nonce)
    signature = base64.b64decode(sent.headers[wire.SIGNATURE_HEADER.lower()])
    assert crypto.verify(crypto.public_key(TERMINAL_SEED), signature, text)
    assert sent.headers[wire.TERMINAL_HEADER.lower()] == "390102510000-01"
    assert sent.headers[wire.PROTOCOL_HEADER.lower()] == "1"


def test_batch_travels_compressed_and_is_signed_as_it_travels(province: Province, loopback: Loopback) -> None:
    loopback.answer = lambda _r: Reply(b'{"results": []}')
    action = wire.SignedAction(text=json.dumps({"name": CANARY}), signature="c2ln")
    assert province.push([action] * 50).results == ()
    sent = loopback.requests[0]
    assert sent.headers["content-encoding"] == "zstd"
    plain = zstandard.ZstdDecompressor().decompress(sent.body)
    assert wire.ActionBatch.model_validate_json(plain).actions == (action,) * 50
    assert len(sent.body) < len(plain) / 5
    text = wire.request_text("POST", "/v1/actions", crypto.sha256(sent.body), sent.nonce)
    signature = base64.b64decode(sent.headers[wire.SIGNATURE_HEADER.lower()])
    assert crypto.verify(crypto.public_key(TERMINAL_SEED), signature, text)


def test_every_request_has_its_own_nonce(province: Province, loopback: Loopback) -> None:
    loopback.answer = lambda _r: Reply(_page())
    for _ in range(5):
        province.changes("s", "", 1000)
    assert len({r.nonce for r in loopback.requests}) == 5


def test_look_up_names_the_staff_and_keeps_the_number_out_of_the_address(
    province: Province, loopback: Loopback
) -> None:
    loopback.answer = lambda _r: Reply(b'{"candidates": []}')
    query = wire.RegisterQuery(case_id=CASE, purpose="出具证明", citizen_no="390102199003077395")
    assert province.look_up(query, "039217").extract is None
    sent = loopback.requests[0]
    assert (sent.method, sent.target) == ("POST", "/v1/register/look-up")
    assert sent.headers[wire.STAFF_HEADER.lower()] == "039217"
    text = wire.request_text("POST", sent.target, crypto.sha256(sent.body), sent.nonce, "039217")
    signature = base64.b64decode(sent.headers[wire.SIGNATURE_HEADER.lower()])
    assert crypto.verify(crypto.public_key(TERMINAL_SEED), signature, text)


def test_environment_proxies_are_ignored(
    province: Province, loopback: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    loopback.answer = lambda _r: Reply(b'{"results": []}')
    assert province.status([CASE]).results == ()


def test_unsigned_client_cannot_make_a_signed_request(loopback: Loopback, tmp_path: Path) -> None:
    with Province(Config(data_dir=tmp_path, province_url=loopback.url)) as client:
        with pytest.raises(RuntimeError):
            client.status([CASE])
    assert loopback.requests == []


# --- what comes back ---------------------------------------------------------------------------------


def _expect(province: Province, kind: type[SyncError]) -> SyncError:
    with pytest.raises(kind) as caught:
        province.status([CASE])
    assert type(caught.value) is kind
    return caught.value


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
def test_a_fault_of_the_province_waits(province: Province, loopback: Loopback, status: int) -> None:
    loopback.answer = lambda _r: Reply(b"oops", status, "text/plain", {"Retry-After": "7"}, signature="")
    error = _expect(province, RemoteFaultError)
    assert (error.status, error.retry_after) == (status, 7.0)


def test_retry_after_as_a_date_is_measured_on_the_provinces_clock(
    province: Province, loopback: Loopback
) -> None:
    headers = {"Retry-After": "Mon, 23 Nov 2099 10:00:30 GMT"}

    def answer(_request: Request) -> Reply:
        return Reply(b"", 503, headers=headers)

    loopback.answer = answer
    assert _expect(province, RemoteFaultError).retry_after == 3600.0
    headers["Retry-After"] = "whenever"
    assert _expect(province, RemoteFaultError).retry_after is None


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<html>gateway</html>", 200, "text/html", signature=""),
        Reply(b"<html>sign in to the network</html>", 200, "text/html"),
        Reply(b'{"results": [', 200),
        Reply(b'{"results": 5}', 200),
        Reply(b'{"results": []}', 200, signature=""),
        Reply(b'{"results": []}', 200, signature="not base64!"),
        Reply(b'{"results": []}', 200, signature=base64.b64encode(bytes(64)).decode()),
        Reply(b'{"results": []}', 200, signed_nonce="0" * 32),
        Reply(b'{"results": []}', 200, signed_status=201),
        Reply(b'{"results": []}', 200, signed_body=b'{"results": [1]}'),
        Reply(b'{"results": []}', 200, headers={"Content-Encoding": "gzip"}),
        Reply(b"", 302, headers={"Location": "http://127.0.0.1:9/"}),
        Reply(b"no such page", 404, "text/plain"),
        Reply(b"denied", 403, "text/html", signature=""),
    ],
    ids=lambda reply: f"{reply.status}-{reply.body[:12]!r}-{reply.signature!r}-{reply.signed_nonce!r}",
)
def test_an_answer_that_is_not_the_provinces_is_not_believed(
    province: Province, loopback: Loopback, reply: Reply
) -> None:
    loopback.answer = lambda _r: reply
    _expect(province, RemoteAnswerError)
    assert len(loopback.requests) == 1


def test_a_swapped_answer_of_an_earlier_request_is_refused(province: Province, loopback: Loopback) -> None:
    """A true answer, truly signed, given to another question."""
    kept: list[tuple[bytes, str]] = []

    def answer(request: Request) -> Reply:
        if not kept:
            reply = Reply(b'{"results": []}')
            kept.append((reply.body, loopback.sign(request, reply)))
            return reply
        return Reply(kept[0][0], signature=kept[0][1])

    loopback.answer = answer
    assert province.status([CASE]).results == ()
    _expect(province, RemoteAnswerError)


def test_an_answer_signed_by_another_key_is_refused(loopback: Loopback, tmp_path: Path) -> None:
    loopback.answer = lambda _r: Reply(b'{"results": []}')
    other = crypto.public_key(crypto.new_signing_key())
    config = Config(data_dir=tmp_path, province_url=loopback.url)
    with Province(config, Signer("t", TERMINAL_SEED, other)) as client:
        _expect(client, RemoteAnswerError)


def test_a_huge_body_is_given_up_at_the_limit(province: Province, loopback: Loopback) -> None:
    loopback.answer = lambda _r: Reply(b" " * (MAX_ANSWER + 1))
    _expect(province, RemoteAnswerError)


def test_silence_ends_at_the_time_out(loopback: Loopback, tmp_path: Path) -> None:
    def answer(_request: Request) -> None:
        loopback.released.wait(10)

    loopback.answer = answer
    with _client(loopback, tmp_path, read_timeout=0.2) as client:
        _expect(client, RemoteSilentError)
    loopback.released.set()
    assert len(loopback.requests) == 1, "a POST must never be repeated by the HTTP stack"


def test_hanging_up_without_an_answer_is_not_repeated(province: Province, loopback: Loopback) -> None:
    loopback.answer = lambda _r: None
    _expect(province, RemoteUnreachableError)
    assert len(loopback.requests) == 1


def test_a_body_cut_off_is_a_broken_line(province: Province, loopback: Loopback) -> None:
    loopback.answer = lambda _r: Reply(b'{"results": []}', close_early=True)
    _expect(province, RemoteUnreachableError)


def test_nobody_listening(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    config = Config(data_dir=tmp_path, province_url=f"http://127.0.0.1:{port}", connect_timeout=0.5)
    with Province(config) as client, pytest.raises(RemoteUnreachableError):
        client.hello()


# --- refusals ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [401, 403])
def test_an_unknown_terminal_pauses(province: Province, loopback: Loopback, status: int) -> None:
    loopback.answer = lambda _r: _problem(status, "PV-101")
    error = _expect(province, RemoteSignInError)
    assert error.problem_code == "PV-101"


def test_an_old_protocol_and_a_foreign_cursor_have_their_own_errors(
    province: Province, loopback: Loopback
) -> None:
    loopback.answer = lambda _r: _problem(426, "PV-105")
    _expect(province, ProtocolTooOldError)
    loopback.answer = lambda _r: _problem(410, "PV-121")
    _expect(province, CursorGoneError)


@pytest.mark.parametrize("status", [400, 404, 409, 413, 422])
def test_a_refusal_carries_the_provinces_words(province: Province, loopback: Loopback, status: int) -> None:
    loopback.answer = lambda _r: _problem(status)
    error = _expect(province, RemoteRefusedError)
    assert (error.status, error.problem_code) == (status, "PV-314")
    assert error.text == "状态不对。请刷新。失败代码 SY-422"


def test_a_case_the_province_does_not_have(province: Province, loopback: Loopback) -> None:
    loopback.answer = lambda _r: _problem(404, "PV-113")
    assert province.case(CASE) is None
    loopback.answer = lambda _r: _problem(409)
    with pytest.raises(RemoteRefusedError):
        province.case(CASE)


def test_a_problem_that_is_none_is_not_believed(province: Province, loopback: Loopback) -> None:
    loopback.answer = lambda _r: Reply(b'{"title": 5}', 422, "application/problem+json")
    _expect(province, RemoteAnswerError)


def test_numbers_are_leased(province: Province, loopback: Loopback) -> None:
    loopback.answer = lambda _r: Reply(b'{"block_id": "b", "prefix": "WQ-2026-", "first": 1, "last": 50}')
    block = province.lease_numbers(wire.NumberLeaseRequest(request_id=CASE, count=50))
    assert (block.first, block.last) == (1, 50)
    assert loopback.requests[0].target == "/v1/number-blocks"


def test_no_error_quotes_what_was_received(province: Province, loopback: Loopback) -> None:
    loopback.answer = lambda _r: Reply(json.dumps({"results": [{"action_id": CANARY}]}).encode())
    error = _expect(province, RemoteAnswerError)
    assert CANARY not in error.detail + str(error)
    assert error.__suppress_context__ and error.__cause__ is None
    assert "results.0.action_id" in error.detail


# --- pages of changes -----------------------------------------------------------------------------------


def test_a_page_of_changes(province: Province, loopback: Loopback) -> None:
    newer = _change(5, schema_version=99, surprise=CANARY)
    loopback.answer = lambda _r: Reply(_page(_change(4), newer))
    page = province.changes("s", "", 1000)
    assert (page.cursor, page.more, [line.seq for line in page.lines]) == ("e:s:9", False, [4, 5])
    first, parked = page.lines
    assert first.change is not None and first.change.kind is wire.ChangeKind.SCOPE_EXIT
    assert parked.change is None and json.loads(parked.raw) == newer


@pytest.mark.parametrize(
    "body",
    [
        b"",
        _page(_change(4), end=False),
        _page(_change(4))[:-5],
        _page(_change(4), _change(4)),
        _page(_change(5), _change(4)),
        _page("not json"),
        _page("[]"),
        _page(_change(True)),
        _page({"seq": 4, "kind": "unheard of", "case_id": str(CASE)}),
        b'{"end": false, "cursor": "c", "more": true}\n',
        b"\xff\xfe\n",
    ],
)
def test_a_page_that_is_not_whole_is_not_used(province: Province, loopback: Loopback, body: bytes) -> None:
    loopback.answer = lambda _r: Reply(body)
    with pytest.raises(RemoteAnswerError):
        province.changes("s", "", 1000)


# --- settings --------------------------------------------------------------------------------------------


def test_without_address_or_authority_nothing_is_tried(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        Province(Config(data_dir=tmp_path))
    with pytest.raises(ConfigurationError):
        Province(Config(data_dir=tmp_path, province_url="https://x", province_ca=tmp_path / "none.pem"))
