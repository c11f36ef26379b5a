"""Refusals, receipts and notices in writing, and the files behind them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from hukou.case import ActionKind, Applicant, Status
from hukou.certificate import RefusalBox, Refused
from tests.factories import make_person
from tests.fakes import CLERK, FakeClock
from tests.services.paper_desk import (
    Desk,
    accept_case,
    approved_case,
    as_staff,
    gate_refusal,
    note_link,
    open_case,
    open_desk,
    plain_config,
    text_of,
)
from tests.services.paper_people import FORMS, make_extract
from window_client.errors import (
    DocumentDamagedError,
    FormIncompleteError,
    InputError,
    NotAuthorisedError,
    NotFoundError,
    TransitionRefusedError,
    WindowClientError,
)
from window_client.services import crypto
from window_client.services.audit import verify_chain
from window_client.services.store import Store, tables
from window_client.services.views import LedgerState

REFUSED_ELSEWHERE = {"requested_fact": "marital_status", "purpose": "办理贷款"}


@pytest.fixture
def desk(store: Store, clock: FakeClock, tmp_path: Path) -> Desk:
    """An officer with 200 leased numbers, not stepped up."""
    desk = open_desk(store, clock, plain_config(tmp_path))
    desk.lease()
    return desk


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """The same, stepped up."""
    desk.step_up()
    return desk


# --- refusal -------------------------------------------------------------------------------------------------


def test_a_draft_is_refused_in_writing(desk: Desk) -> None:
    case_id = open_case(desk, "certificate.other", fields=REFUSED_ELSEWHERE)

    entry = desk.certificates.refuse(case_id, gate_refusal(desk, case_id))

    case = desk.case(case_id)
    assert entry.number == "WQ-2026-BY02-00001"
    assert (entry.kind, entry.state) == ("refusal_notice", LedgerState.PREPARED)
    assert case.status is Status.REJECTED
    assert case.decision is not None
    assert (case.decision.outcome, case.decision.notice_number) == ("not_accepted", entry.number)
    assert case.decision.notice_sha256 == entry.document_sha256
    assert desk.rows(tables.draft) == []
    text = text_of(desk.certificates.document(entry.document_sha256).pdf)
    for part in ("不予出具证明告知书", "林书瑶", "民政部门", "2026年11月23日", entry.number):
        assert part in text
    assert desk.audited("refuse_acceptance") == [("done", f"{entry.number} other_department")]
    assert desk.certificates.numbers_left() == 200


def test_a_case_further_on_is_rejected_by_an_officer(desk: Desk) -> None:
    case_id = approved_case(desk)
    refused = Refused(RefusalBox.OTHER, ("经核对，档案记载互相矛盾。",), ())

    entry = desk.certificates.refuse(case_id, refused, detail="档案记载待查")

    case = desk.case(case_id)
    assert case.decision is not None
    assert (case.decision.outcome, case.decision.notice_number) == ("rejected", entry.number)
    assert "档案记载待查" in text_of(desk.certificates.document(entry.document_sha256).pdf)
    with pytest.raises(TransitionRefusedError):
        desk.certificates.refuse(case_id, refused)


def test_the_box_other_needs_its_detail(desk: Desk) -> None:
    case_id = open_case(desk)
    before = desk.everything()

    with pytest.raises(FormIncompleteError):
        desk.certificates.refuse(case_id, Refused(RefusalBox.OTHER, ("另有原因。",), ()))

    assert desk.everything() == before


def test_auxiliary_staff_refuse_only_what_the_rules_refuse(desk: Desk) -> None:
    clerk = as_staff(desk, CLERK)
    by_rule = open_case(clerk, "certificate.other", fields=REFUSED_ELSEWHERE)
    free = open_case(clerk)
    clerk.deliver(make_extract(free, make_person()))
    decided = approved_case(desk)

    clerk.certificates.refuse(by_rule, gate_refusal(clerk, by_rule))
    for case_id in (free, decided):
        with pytest.raises(NotAuthorisedError):
            clerk.certificates.refuse(case_id, Refused(RefusalBox.UNVERIFIED, ("不予办理。",), ()))

    assert clerk.audited("refuse") == [("refused", "AU-101"), ("refused", "AU-101")]
    assert clerk.case(free).status is Status.DRAFT
    assert clerk.case(decided).status is Status.APPROVED


def test_auxiliary_staff_may_hand_on_what_a_condition_refuses(desk: Desk) -> None:
    clerk = as_staff(desk, CLERK)
    case_id = open_case(
        clerk, fields={**FORMS["certificate.cancellation"], "cancellation_reason": "cancelled_death"}
    )
    clerk.deliver(make_extract(case_id, make_person()))

    entry = clerk.certificates.refuse(case_id, gate_refusal(clerk, case_id))

    assert "未查到" in text_of(clerk.certificates.document(entry.document_sha256).pdf)


def test_a_notice_names_whoever_applies(desk: Desk) -> None:
    agent = make_person("赵启明", birth=date(1980, 6, 1), sequence=31)
    case_id = open_case(
        desk,
        "certificate.other",
        fields=REFUSED_ELSEWHERE,
        applicant=Applicant(relation="agent", name=agent.name, citizen_no=agent.citizen_no.text),
    )

    entry = desk.certificates.refuse(case_id, gate_refusal(desk, case_id))

    text = text_of(desk.certificates.document(entry.document_sha256).pdf)
    assert agent.name in text
    assert agent.citizen_no.text in text


# --- working papers ------------------------------------------------------------------------------------------


def test_a_receipt_is_the_same_paper_when_asked_for_again(desk: Desk) -> None:
    case_id = open_case(desk)
    with pytest.raises(TransitionRefusedError):
        desk.certificates.make_receipt(case_id)
    accept_case(desk, case_id)

    first, again = desk.certificates.make_receipt(case_id), desk.certificates.make_receipt(case_id)

    assert first.entry_id == again.entry_id
    assert first.number is None
    text = text_of(desk.certificates.document(first.document_sha256).pdf)
    assert "20261123-02001" in text
    assert "已核对原件" in text
    assert make_person().citizen_no.text not in text
    assert len(desk.rows(tables.print_entry)) == 1


def test_a_void_receipt_is_replaced(desk: Desk) -> None:
    case_id = open_case(desk)
    accept_case(desk, case_id)
    first = desk.certificates.make_receipt(case_id)
    desk.ledger.spoil(first.entry_id, "卡纸")

    second = desk.certificates.make_receipt(case_id)

    assert second.entry_id != first.entry_id
    assert second.state is LedgerState.PREPARED
    assert len(desk.rows(tables.document)) == 1


@pytest.mark.parametrize(("attempts", "waiting"), [(0, False), (2, True)])
def test_a_receipt_says_when_the_link_was_down(desk: Desk, attempts: int, waiting: bool) -> None:
    note_link(desk, attempts=attempts)
    case_id = open_case(desk)
    accept_case(desk, case_id)

    entry = desk.certificates.make_receipt(case_id)

    text = text_of(desk.certificates.document(entry.document_sha256).pdf)
    assert ("连接中断" in text) is waiting


def test_the_one_off_notice_tells_everything_at_once(desk: Desk) -> None:
    case_id = open_case(desk)
    with pytest.raises(TransitionRefusedError):
        desk.certificates.make_supplement_notice(case_id)
    desk.act(ActionKind.REQUEST_SUPPLEMENT, case_id, {"missing": ["id_card", "register_book"]})

    entry = desk.certificates.make_supplement_notice(case_id)
    other = desk.certificates.make_supplement_notice(case_id, ["kinship_evidence"])

    text = text_of(desk.certificates.document(entry.document_sha256).pdf)
    for part in ("WQ-2026-GZ02-00001", "居民户口簿", "临时居民身份证"):
        assert part in text
    assert "WQ-2026-GZ02-00002" in text_of(desk.certificates.document(other.document_sha256).pdf)
    assert entry.number is None


@pytest.mark.parametrize("missing", [["register_data"], ["no_such_paper"]])
def test_what_may_not_be_asked_for_is_not_on_a_notice(desk: Desk, missing: list[str]) -> None:
    case_id = open_case(desk)

    with pytest.raises(InputError):
        desk.certificates.make_supplement_notice(case_id, missing)

    assert desk.audited("make_supplement_notice") == [("refused", "IN-000")]
    assert desk.rows(tables.print_entry) == []


# --- stored files --------------------------------------------------------------------------------------------


def test_reading_a_paper_is_audited_by_person(desk: Desk) -> None:
    entry = desk.certificates.refuse(
        case_id := open_case(desk, "certificate.other", fields=REFUSED_ELSEWHERE),
        gate_refusal(desk, case_id),
    )

    desk.certificates.document(entry.document_sha256)
    with pytest.raises(NotFoundError):
        desk.certificates.document("0" * 64)

    pseudonym = desk.session.audit.pseudonym(make_person().citizen_no.text)
    rows = [row for row in desk.rows(tables.audit_event) if row["action"] == "read_document"]
    assert [(row["result"], row["person"]) for row in rows] == [("done", pseudonym), ("failed", "")]


@pytest.mark.parametrize("damage", ["flipped", "swapped", "areas", "renamed"])
def test_a_file_that_is_not_the_one_that_was_made_is_refused(ready: Desk, damage: str) -> None:
    first = ready.certificates.issue(approved_case(ready))
    second = ready.certificates.issue(approved_case(ready))
    table = tables.document
    sealed = {row["sha256"]: row["pdf"] for row in ready.rows(table)}
    box = bytearray(sealed[first.document_sha256])
    box[200] ^= 1
    other_pdf = crypto.seal(ready.session.keys.documents, b"%PDF-1.7", first.document_sha256.encode())
    values: dict[str, dict[str, Any]] = {
        "flipped": {"pdf": bytes(box)},
        "swapped": {"pdf": sealed[second.document_sha256]},
        "areas": {"masked_areas": "[{}]"},
        "renamed": {"pdf": other_pdf},
    }
    with ready.store.unit_of_work() as uow:
        uow.connection.execute(
            sa.update(table).where(table.c.sha256 == first.document_sha256).values(values[damage])
        )
        uow.commit()

    with pytest.raises(DocumentDamagedError):
        ready.certificates.document(first.document_sha256)
    with pytest.raises(DocumentDamagedError):
        ready.ledger.send(first.entry_id, "queue")

    assert ready.printers.jobs == []
    assert ready.ledger.entry(first.entry_id).state is LedgerState.PREPARED
    assert ready.certificates.document(second.document_sha256).pages == 1


def test_every_verb_leaves_an_intact_audit_chain(ready: Desk) -> None:
    case_id = approved_case(ready)
    entry = ready.certificates.issue(case_id)
    for act in (
        lambda: ready.certificates.issue(case_id),
        lambda: ready.ledger.confirm(entry.entry_id, "001"),
        lambda: ready.certificates.document("1" * 64),
    ):
        with pytest.raises(WindowClientError):
            act()

    with ready.store.read() as connection:
        assert verify_chain(connection).intact
