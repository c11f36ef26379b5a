"""Push: every outcome, once and again."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hukou.case import ActionKind, Status
from hukou.staff import Role
from hukou.wire import Outcome, SignedAction, receipt_text
from tests.province.conftest import Service
from tests.province.terminal import (
    CLERK,
    ELSEWHERE,
    OFFICER,
    OTHER_OFFICER,
    TestTerminal,
    accept_payload,
    b64,
    issue_payload,
)


def outcomes(results: list) -> list[Outcome]:
    return [result.outcome for result in results]


def test_a_whole_case_is_applied_in_one_batch(terminal: TestTerminal) -> None:
    story = terminal.story(terminal.lease()[0])
    results = terminal.push(*story)
    assert outcomes(results) == [Outcome.APPLIED] * 6
    assert [result.version for result in results] == [1, 2, 3, 4, 5, 6]
    case = terminal.case(story[0].case_id)
    assert case.status is Status.COMPLETED
    assert case.version == 6


def test_the_order_in_the_batch_does_not_matter(terminal: TestTerminal) -> None:
    story = terminal.story(terminal.lease()[0])
    results = terminal.push(*reversed(story))
    assert outcomes(results) == [Outcome.APPLIED] * 6
    assert [result.action_id for result in results] == [action.action_id for action in reversed(story)]


def test_receipts_are_numbered_and_signed(terminal: TestTerminal) -> None:
    story = terminal.story(terminal.lease()[0])
    receipts = [result.receipt for result in terminal.push(*story)]
    numbers = [receipt.number for receipt in receipts if receipt]
    assert numbers == [f"LJ-{numbers[0][3:5]}-{n:06d}" for n in range(1, 7)]
    for action, receipt in zip(story, receipts, strict=True):
        assert receipt is not None
        signed = receipt_text(receipt.number, receipt.time, receipt.content_hash)
        import base64
        import hashlib

        assert receipt.content_hash == hashlib.sha256(action.canonical_text().encode()).hexdigest()
        terminal.province_key.verify(base64.b64decode(receipt.signature), signed)


def test_the_same_action_again_is_a_duplicate_with_the_original_result(terminal: TestTerminal) -> None:
    story = terminal.story(terminal.lease()[0])
    first = terminal.push(*story)
    again = terminal.push(*story)
    assert outcomes(again) == [Outcome.DUPLICATE] * 6
    for one, other in zip(first, again, strict=True):
        assert other == one.model_copy(update={"outcome": Outcome.DUPLICATE})
    assert terminal.case(story[0].case_id).version == 6
