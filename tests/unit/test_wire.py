"""The messages between a window and its province: what is signed, what survives a newer or older partner."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hukou import wire

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SHA = hashlib.sha256(b"").hexdigest()
NONCE = "0" * 32


def test_a_request_text_changes_with_each_of_its_parts() -> None:
    base = wire.request_text("post", "/v1/actions?x=1", SHA, NONCE)
    assert base == f"window-request-2\nPOST\n/v1/actions?x=1\n{SHA}\n{NONCE}\n".encode()
    others = {
        wire.request_text("GET", "/v1/actions?x=1", SHA, NONCE),
        wire.request_text("POST", "/v1/actions?x=2", SHA, NONCE),
        wire.request_text("POST", "/v1/actions?x=1", SHA[::-1], NONCE),
        wire.request_text("POST", "/v1/actions?x=1", SHA, "1" * 32),
        wire.request_text("POST", "/v1/actions?x=1", SHA, NONCE, "039217"),
    }
    assert len(others) == 5
    assert base not in others


def test_an_answer_is_bound_to_its_request_and_is_no_request() -> None:
    text = wire.answer_text(NONCE, 200, SHA)
    assert text == f"province-answer-1\n{NONCE}\n200\n{SHA}".encode()
    assert text != wire.answer_text("1" * 32, 200, SHA)
    assert text != wire.answer_text(NONCE, 422, SHA)
    assert not text.startswith(b"window-request")


def test_a_receipt_names_number_time_and_content() -> None:
    assert (
        wire.receipt_text("LJ-26-118204", NOW, SHA)
        == f"receipt-1\nLJ-26-118204\n{NOW.isoformat()}\n{SHA}".encode()
    )


@given(
    st.text("0123456789abcdef", min_size=1, max_size=40), st.text("0123456789abcdef", min_size=1, max_size=40)
)
def test_parts_cannot_be_shifted_from_one_line_to_the_next(first: str, second: str) -> None:
    left = wire.request_text("GET", f"/v1/{first}", second, NONCE)
    right = wire.request_text("GET", f"/v1/{first}{second}", "", NONCE)
    assert left != right


def test_unknown_fields_of_a_newer_partner_are_passed_on() -> None:
    text = json.dumps(
        {"blocked_on": None, "action_id": str(UUID(int=1)), "outcome": "applied", "lane": "fast"}
    )
    result = wire.ActionResult.model_validate_json(text)
    assert json.loads(result.model_dump_json())["lane"] == "fast"


def test_a_message_of_an_older_partner_gets_defaults() -> None:
    hello = wire.Hello(
        epoch="e", protocol=1, oldest_protocol=1, server_time=NOW, province="临江省", sample=True
    )
    assert hello.max_batch_bytes > 0
    assert wire.OLDEST_PROTOCOL <= wire.PROTOCOL


@pytest.mark.parametrize(
    "bad",
    [
        {"case_id": str(UUID(int=1)), "purpose": ""},
        {"case_id": "not a case", "purpose": "出具证明"},
        {"purpose": "出具证明"},
    ],
)
def test_a_look_up_needs_a_case_and_a_purpose(bad: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        wire.RegisterQuery.model_validate(bad)


@pytest.mark.parametrize("count", [0, -1, 1001])
def test_a_lease_is_bounded(count: int) -> None:
    with pytest.raises(ValidationError):
        wire.NumberLeaseRequest(request_id=UUID(int=1), count=count)


def test_messages_are_values() -> None:
    end = wire.ChangePageEnd(cursor="e:s:1", more=False)
    with pytest.raises(ValidationError):
        end.cursor = "e:s:9"  # type: ignore[misc]


def test_a_problem_speaks_to_staff() -> None:
    problem = wire.Problem.model_validate_json(
        '{"title":"conflict","status":409,"code":"PV-331","detail":"办件已被他人更新。","remedy":"请刷新。"}'
    )
    assert (problem.code, problem.detail, problem.remedy) == ("PV-331", "办件已被他人更新。", "请刷新。")
    assert problem.type == "about:blank"


def test_a_credential_text_is_what_was_signed() -> None:
    text = (
        '{"staff":{"staff_no":"039217","name":"王岚","role":"household_officer","station":"390102510000"},'
        '"terminal":"T-1","issued_at":"2026-11-24T02:00:00Z","not_after":"2026-11-27T02:00:00Z",'
        '"max_failures":5,"lock_minutes":15}'
    )
    assert wire.Credential.model_validate_json(text).canonical_text() == text


def test_the_prefix_of_numbers_bears_the_year() -> None:
    assert wire.prefix_of_year("WQ-{year}-", 2027) == "WQ-2027-"
    assert wire.prefix_of_year("WQ-2026-", 2027) == "WQ-2026-", "a station may do without"
    assert wire.is_prefix_of_some_year("WQ-2026-", "WQ-{year}-")
    for other in ("HL-2026-", "WQ-26-", "WQ-2026-0", "WQ-{year}-", "WQ-２０２６-"):
        assert not wire.is_prefix_of_some_year(other, "WQ-{year}-")
    assert not wire.is_prefix_of_some_year("WQx2026-", "WQ.{year}-")
