"""Papers are made whole or not at all: number, sealed file, ledger, action and audit in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from hukou.case import ActionKind, Applicant, Status
from hukou.catalogue import catalogue
from hukou.certificate import Allowed, ReasonRequired, RefusalBox, Refused
from hukou.staff import StaffMember
from tests.factories import make_person
from tests.fakes import CLERK, SUPERVISOR, FakeClock, LiveProvince
from tests.services.paper_desk import (
    FORMS,
    PASSWORD,
    Desk,
    accept_case,
    approved_case,
    full_disk,
    make_extract,
    open_case,
    open_desk,
    plain_config,
    text_of,
)
from window_client.errors import (
    AuditError,
    DiskFullError,
    DocumentDamagedError,
    FormIncompleteError,
    InputError,
    MissingGlyphError,
    NoDataOfflineError,
    NotAuthorisedError,
    NotCertifiableError,
    NotFoundError,
    NumbersExhaustedError,
    OtherPersonError,
    SessionLockedError,
    StaleDecisionError,
    StepUpRequiredError,
    StoreBusyError,
    TransitionRefusedError,
    WindowClientError,
)
from window_client.services import crypto
from window_client.services.actions import ActionLog
from window_client.services.audit import AuditLog, verify_chain
from window_client.services.cases import Cases
from window_client.services.certificates.issuing import Certificates
from window_client.services.certificates.ledger import PrintLedger
from window_client.services.certificates.papers import Papers
from window_client.services.extracts import write_extract
from window_client.services.session import Session
from window_client.services.store import Store, tables
from window_client.services.sync.cycle import SyncCycle
from window_client.services.sync.numbers import take_number
from window_client.services.views import LedgerState, SyncState

FIRST, SECOND = "WQ-2026-000001", "WQ-2026-000002"
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


def as_staff(desk: Desk, member: StaffMember, *, sample: bool = True) -> Desk:
    """Somebody else at the same terminal."""
    return open_desk(
        desk.store, desk.clock, desk.session.config, staff=member, sample=sample, keys=desk.session.keys
    )


# --- issuing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "kind", "words"),
    [
        ("certificate.cancellation", "cancellation", "因工作调动迁往海渡省平沙市松岭县"),
        ("certificate.change", "change", "姓名由“林瑶”变更为“林书瑶”"),
        ("certificate.former_cohousehold", "former_cohousehold", "苏慧兰系林书瑶之母亲"),
        ("certificate.other", "household_info", "户口簿（卡）遗失尚未补办"),
    ],
)
def test_issue_writes_everything_that_belongs_together(
    ready: Desk, service: str, kind: str, words: str
) -> None:
    case_id = approved_case(ready, service)

    entry = ready.certificates.issue(case_id)

    assert (entry.number, entry.state, entry.kind) == (FIRST, LedgerState.PREPARED, "matter_certificate")
    assert [event.state for event in entry.events] == [LedgerState.PREPARED]
    standing = ready.case(case_id).live_certificate
    assert standing is not None
    assert (standing.number, standing.kind, standing.sha256) == (FIRST, kind, entry.document_sha256)
    document = ready.certificates.document(entry.document_sha256)
    assert crypto.sha256(document.pdf) == entry.document_sha256
    text = text_of(document.pdf)
    for part in (FIRST, words, "样本", FORMS[service]["purpose"], "承 办 人：王岚".replace(" ", "")):
        assert part in text.replace("承 办 人", "承办人")
    assert {area.kind.value for area in document.masked_areas} >= {"citizen_no"}
    assert ready.rows(tables.number_use) == [
        {
            "number": FIRST,
            "block_id": "block-1",
            "case_id": case_id,
            "state": "used",
            "used_at": ready.clock.now(),
        }
    ]
    assert ready.audited("issue") == [("done", f"{FIRST} {kind}")]
    assert ready.kinds()[-1] == "issue"
    assert ready.certificates.numbers_left() == 199


def test_the_file_is_sealed_in_the_store(ready: Desk) -> None:
    entry = ready.certificates.issue(approved_case(ready))

    (row,) = ready.rows(tables.document)

    assert b"%PDF" not in row["pdf"]
    assert row["sha256"] == entry.document_sha256


def test_only_a_sandbox_terminal_prints_samples(ready: Desk) -> None:
    case_id = approved_case(ready)
    real = as_staff(ready, ready.session.staff, sample=False)
    real.step_up()

    document = real.certificates.document(real.certificates.issue(case_id).document_sha256)

    assert "样本" not in text_of(document.pdf)


def test_reviewer_is_who_decided_and_clerk_who_issues(ready: Desk) -> None:
    case_id = approved_case(ready)
    other = as_staff(ready, replace_name(ready.session.staff, "周航", "039305"))
    other.step_up()

    text = text_of(other.certificates.document(other.certificates.issue(case_id).document_sha256).pdf)

    assert "周航" in text
    assert "王岚" in text


def replace_name(member: StaffMember, name: str, number: str) -> StaffMember:
    return member.model_copy(update={"name": name, "staff_no": number})


def test_a_number_is_used_once(ready: Desk) -> None:
    first, second = approved_case(ready), approved_case(ready, "certificate.change")

    entries = [ready.certificates.issue(first), ready.certificates.issue(second)]
    with pytest.raises(TransitionRefusedError):
        ready.certificates.issue(first)

    assert [entry.number for entry in entries] == [FIRST, SECOND]
    assert ready.certificates.numbers_left() == 198
    assert len(ready.rows(tables.print_entry)) == 2


def test_after_a_spoiled_one_the_next_has_a_new_number(ready: Desk) -> None:
    case_id = approved_case(ready)
    first = ready.certificates.issue(case_id)
    ready.ledger.spoil(first.entry_id, "卡纸，纸面破损")

    second = ready.certificates.issue(case_id)

    assert second.number == SECOND
    assert [c.state.value for c in ready.case(case_id).certificates] == ["spoiled", "issued"]
    states = {row["number"]: row["state"] for row in ready.rows(tables.number_use)}
    assert states == {FIRST: "spoiled", SECOND: "used"}


def test_step_up_is_needed_and_runs_out(desk: Desk) -> None:
    case_id = approved_case(desk)
    before = desk.everything()

    with pytest.raises(StepUpRequiredError):
        desk.certificates.issue(case_id)
    desk.session.step_up(PASSWORD)
    desk.clock.advance(minutes=5, seconds=1)
    with pytest.raises(StepUpRequiredError):
        desk.certificates.issue(case_id)

    assert desk.everything() == before
    assert desk.audited("issue") == [("refused", "SG-302"), ("refused", "SG-302")]


@pytest.mark.parametrize("member", [CLERK, SUPERVISOR], ids=["auxiliary", "supervisor"])
def test_who_may_not_issue_is_refused_and_audited(desk: Desk, member: StaffMember) -> None:
    case_id = approved_case(desk)
    other = as_staff(desk, member)
    other.step_up()
    before = desk.everything()

    with pytest.raises(NotAuthorisedError):
        other.certificates.issue(case_id)

    assert desk.everything() == before
    assert desk.audited("issue") == [("refused", "permission issue")]


def test_a_case_that_is_not_approved_is_not_issued(ready: Desk) -> None:
    case_id = open_case(ready)
    accept_case(ready, case_id)
    ready.deliver(make_extract(case_id, make_person()))

    with pytest.raises(TransitionRefusedError):
        ready.certificates.issue(case_id)
    with pytest.raises(NotFoundError):
        ready.certificates.issue(ready.clock.new_id())


def test_without_data_for_this_case_nothing_is_issued(ready: Desk) -> None:
    case_id = open_case(ready)
    accept_case(ready, case_id)
    ready.act(ActionKind.APPROVE, case_id, {"reason": "符合规定", "register_version": 7})
    elsewhere = make_extract(ready.clock.new_id(), make_person())

    with pytest.raises(NoDataOfflineError):
        ready.certificates.issue(case_id)
    with ready.store.unit_of_work() as uow:
        write_extract(uow.connection, case_id, elsewhere, ready.clock.now())
        uow.commit()
    with pytest.raises(NoDataOfflineError):
        ready.certificates.issue(case_id)

    assert ready.audited("issue") == [("failed", "SY-501"), ("failed", "SY-501")]
    assert ready.certificates.numbers_left() == 200


def test_missing_data_are_called_offline_only_when_the_link_is_down(ready: Desk) -> None:
    case_id = open_case(ready)
    note_link(ready, attempts=0)

    with pytest.raises(NoDataOfflineError) as online:
        ready.certificates.draw_preview(case_id)
    note_link(ready, attempts=3)
    with pytest.raises(NoDataOfflineError) as offline:
        ready.certificates.draw_preview(case_id)

    assert "离线" not in online.value.message
    assert offline.value.message.startswith("离线")


def note_link(desk: Desk, *, attempts: int) -> None:
    scope = desk.session.terminal.station.station
    with desk.store.unit_of_work() as uow:
        uow.connection.execute(sa.delete(tables.sync_scope))
        uow.connection.execute(
            sa.insert(tables.sync_scope).values(scope=scope, attempts=attempts, last_contact=desk.clock.now())
        )
        uow.commit()


@pytest.mark.parametrize("decided_on", [6, None])
def test_a_decision_on_other_data_is_stale(ready: Desk, decided_on: int | None) -> None:
    case_id = open_case(ready)
    accept_case(ready, case_id)
    ready.act(ActionKind.APPROVE, case_id, {"reason": "符合规定", "register_version": decided_on})
    ready.deliver(make_extract(case_id, make_person(), version=7))
    before = ready.everything()

    with pytest.raises(StaleDecisionError):
        ready.certificates.issue(case_id)

    assert ready.everything() == before
    assert ready.audited("issue") == [("failed", "CT-203")]


def test_data_that_change_while_the_paper_is_drawn_stop_it(
    ready: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = approved_case(ready)
    draw = Papers.draw

    def draw_and_look_up(papers: Papers, document: Any) -> Any:
        ready.deliver(make_extract(case_id, make_person(), version=8))
        return draw(papers, document)

    monkeypatch.setattr(Papers, "draw", draw_and_look_up)
    before = ready.everything()

    with pytest.raises(StaleDecisionError):
        ready.certificates.issue(case_id)

    assert ready.everything() == before


def test_data_of_somebody_else_are_refused(ready: Desk) -> None:
    case_id = approved_case(ready)
    other = make_person("吴桐", sequence=77)
    ready.deliver(make_extract(case_id, other, version=7))

    with pytest.raises(OtherPersonError):
        ready.certificates.issue(case_id)


def test_the_gate_stands_before_the_paper(ready: Desk) -> None:
    shown = approved_case(ready, fields={**FORMS["certificate.cancellation"], "register_book": "shown"})
    unreasoned = approved_case(
        ready, "certificate.other", fields={"requested_fact": "other_by_law", "purpose": "诉讼"}
    )

    with pytest.raises(NotCertifiableError, match="居民户口簿"):
        ready.certificates.issue(shown)
    with pytest.raises(NotCertifiableError, match="法律法规依据"):
        ready.certificates.issue(unreasoned)

    assert ready.certificates.numbers_left() == 200


def test_a_blank_that_staff_left_is_theirs_to_fill_in(ready: Desk) -> None:
    case_id = approved_case(ready, fields={**FORMS["certificate.cancellation"], "purpose": "____"})

    with pytest.raises(FormIncompleteError) as raised:
        ready.certificates.issue(case_id)

    assert set(raised.value.problems) == {"purpose"}


def test_a_failed_drawing_uses_no_number(ready: Desk) -> None:
    unprintable = make_person("林\U0002ebf0")
    case_id = approved_case(ready, who=unprintable)
    before = ready.everything()

    with pytest.raises(MissingGlyphError):
        ready.certificates.issue(case_id)

    assert ready.everything() == before
    assert ready.certificates.issue(approved_case(ready)).number == FIRST


def test_a_number_taken_while_drawing_is_not_printed_twice(
    ready: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, other = approved_case(ready), approved_case(ready)
    draw, drawn = Papers.draw, []

    def draw_while_another_issues(papers: Papers, document: Any) -> Any:
        drawn.append(document.number)
        if len(drawn) == 1:
            with ready.store.unit_of_work() as uow:
                take_number(uow, other, ready.clock)
                uow.commit()
        return draw(papers, document)

    monkeypatch.setattr(Papers, "draw", draw_while_another_issues)

    entry = ready.certificates.issue(case_id)

    assert drawn == [FIRST, SECOND]
    assert entry.number == SECOND
    assert SECOND in text_of(ready.certificates.document(entry.document_sha256).pdf)


def test_a_number_that_keeps_slipping_away_gives_up(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id, other = approved_case(ready), approved_case(ready)
    draw = Papers.draw

    def draw_while_another_issues(papers: Papers, document: Any) -> Any:
        with ready.store.unit_of_work() as uow:
            take_number(uow, other, ready.clock)
            uow.commit()
        return draw(papers, document)

    monkeypatch.setattr(Papers, "draw", draw_while_another_issues)

    with pytest.raises(StoreBusyError):
        ready.certificates.issue(case_id)

    assert ready.rows(tables.print_entry) == []


def test_a_full_disk_leaves_nothing_half(ready: Desk) -> None:
    case_id = approved_case(ready)
    before = ready.everything()

    with full_disk(ready), pytest.raises(DiskFullError):
        ready.certificates.issue(case_id)

    assert ready.everything() == before
    assert ready.certificates.issue(case_id).number == FIRST


def test_no_audit_no_certificate(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = approved_case(ready)
    before = ready.everything()

    def fail(*_: object) -> int:
        raise RuntimeError("no audit today")

    with monkeypatch.context() as patch:
        patch.setattr(AuditLog, "_append", fail)
        with pytest.raises(AuditError):
            ready.certificates.issue(case_id)

    assert ready.everything() == before


def test_numbers_run_out(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    desk = open_desk(store, clock, plain_config(tmp_path))
    desk.step_up()
    desk.lease(1, 1)
    assert desk.certificates.issue(approved_case(desk)).number == FIRST

    with pytest.raises(NumbersExhaustedError):
        desk.certificates.issue(approved_case(desk))

    assert desk.certificates.numbers_left() == 0


def test_a_locked_session_issues_nothing(ready: Desk) -> None:
    case_id = approved_case(ready)
    ready.session.lock()

    with pytest.raises(SessionLockedError):
        ready.certificates.issue(case_id)


# --- gate and preview --------------------------------------------------------------------------------------


def test_the_gate_judges_drafts_and_cases(desk: Desk) -> None:
    draft = open_case(desk, "certificate.other", fields=REFUSED_ELSEWHERE)
    asked = open_case(desk, "certificate.other", fields={"requested_fact": "other_by_law", "purpose": "x"})
    approved = approved_case(desk)

    assert isinstance(desk.certificates.check_gate(draft), Refused)
    assert isinstance(desk.certificates.check_gate(asked), ReasonRequired)
    assert isinstance(desk.certificates.check_gate(approved), Allowed)


def test_the_gate_judges_a_form_as_it_is_typed(desk: Desk) -> None:
    judge = desk.certificates.gate_for

    assert isinstance(judge("certificate.other", REFUSED_ELSEWHERE, None), Refused)
    assert isinstance(judge("certificate.other", FORMS["certificate.other"], None), Allowed)
    with pytest.raises(NotCertifiableError):
        judge("id_card.renew", {}, None)
    with pytest.raises(FormIncompleteError):
        judge("certificate.other", {"requested_fact": "no such fact"}, None)
    with pytest.raises(InputError):
        judge("no.such_service", {}, None)


def test_a_preview_is_marked_and_kept_nowhere(desk: Desk) -> None:
    case_id = open_case(desk)
    desk.deliver(make_extract(case_id, make_person()))
    before = desk.everything()

    drawn = desk.certificates.draw_preview(case_id)

    text = text_of(drawn.pdf)
    assert "编号：预览" in text
    assert "待审批" in text
    assert "WQ-2026" not in text
    assert drawn.masked_areas
    assert desk.everything() == before
    assert desk.audited("preview") == [("done", "certificate.cancellation")]


def test_a_preview_after_approval_names_who_decided(desk: Desk) -> None:
    case_id = approved_case(desk)

    text = text_of(desk.certificates.draw_preview(case_id).pdf)

    assert "待审批" not in text
    assert "编号：预览" in text


# --- refusal -----------------------------------------------------------------------------------------------


def gate_refusal(desk: Desk, case_id: Any) -> Refused:
    found = desk.certificates.check_gate(case_id)
    assert isinstance(found, Refused)
    return found


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


# --- working papers ----------------------------------------------------------------------------------------


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


# --- stored files ------------------------------------------------------------------------------------------


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


# --- with a real province ----------------------------------------------------------------------------------


@pytest.fixture
def online(session: Session, clock: FakeClock, province: LiveProvince) -> Iterator[tuple[Session, SyncCycle]]:
    client = session.province()
    yield (
        session,
        SyncCycle(
            session.store,
            client,
            clock,
            scope=session.terminal.station.station,
            province_public_key=session.terminal.province_public_key,
        ),
    )
    client.close()


def test_the_province_takes_what_was_issued_and_confirmed(
    online: tuple[Session, SyncCycle], clock: FakeClock, province: LiveProvince
) -> None:
    from tests.fakes import PASSWORD as OFFICER_PASSWORD
    from tests.services.paper_desk import KeptPrints

    session, sync = online
    actions = ActionLog(session, session.audit, clock)
    desk = Desk(
        session,
        clock,
        KeptPrints(),
        actions,
        Certificates(session, actions, clock, catalogue()),
        PrintLedger(session, actions, clock, prints := KeptPrints()),
    )
    sync.run_once()
    case_id = approved_case(desk)
    session.step_up(OFFICER_PASSWORD)

    entry = desk.certificates.issue(case_id)
    assert entry.number is not None
    desk.ledger.send(entry.entry_id)
    desk.ledger.confirm(entry.entry_id, entry.number[-3:])
    refusal = open_case(desk, "certificate.other", fields=REFUSED_ELSEWHERE)
    notice = desk.certificates.refuse(refusal, gate_refusal(desk, refusal))
    cases = Cases(session, actions, clock, catalogue())
    cases.complete(case_id)
    report = sync.run_once(force=True)

    assert report.error is None
    assert len(prints.jobs) == 1
    issued, refused = cases.detail(case_id), cases.detail(refusal)
    assert (issued.sync, issued.pending, issued.problem) == (SyncState.ACCEPTED, (), None)
    assert issued.case.status is Status.COMPLETED
    assert issued.ledger[0].state is LedgerState.CONFIRMED
    assert (refused.sync, refused.problem) == (SyncState.ACCEPTED, None)
    assert refused.case.decision is not None
    assert refused.case.decision.notice_number == notice.number
