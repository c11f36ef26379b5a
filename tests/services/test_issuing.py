"""Papers are made whole or not at all: number, sealed file, ledger, action and audit in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hukou.case import ActionKind
from hukou.staff import StaffMember
from tests.factories import make_person
from tests.fakes import CLERK, SUPERVISOR, FakeClock
from tests.services.paper_desk import (
    PASSWORD,
    Desk,
    accept_case,
    approved_case,
    as_staff,
    full_disk,
    open_case,
    open_desk,
    plain_config,
    text_of,
)
from tests.services.paper_people import FORMS, make_extract
from window_client.errors import (
    AuditError,
    DiskFullError,
    FormIncompleteError,
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
)
from window_client.services import crypto
from window_client.services.audit import AuditLog
from window_client.services.certificates.papers import Papers
from window_client.services.extracts import write_extract
from window_client.services.store import Store, tables
from window_client.services.sync.numbers import take_number
from window_client.services.views import LedgerState

FIRST, SECOND = "WQ-2026-000001", "WQ-2026-000002"


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
    for part in (FIRST, words, "样本", FORMS[service]["purpose"], "承办人：王岚"):
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
    officer = ready.session.staff.model_copy(update={"name": "周航", "staff_no": "039305"})
    other = as_staff(ready, officer)
    other.step_up()

    text = text_of(other.certificates.document(other.certificates.issue(case_id).document_sha256).pdf)

    assert "周航" in text
    assert "王岚" in text


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
    draw = Papers.finish

    def draw_and_look_up(papers: Papers, document: Any) -> Any:
        ready.deliver(make_extract(case_id, make_person(), version=8))
        return draw(papers, document)

    monkeypatch.setattr(Papers, "finish", draw_and_look_up)
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
    draw, drawn = Papers.finish, []

    def draw_while_another_issues(papers: Papers, document: Any) -> Any:
        drawn.append(document.number)
        if len(drawn) == 1:
            with ready.store.unit_of_work() as uow:
                take_number(uow, other, ready.clock)
                uow.commit()
        return draw(papers, document)

    monkeypatch.setattr(Papers, "finish", draw_while_another_issues)

    entry = ready.certificates.issue(case_id)

    assert drawn == [FIRST, SECOND]
    assert entry.number == SECOND
    assert SECOND in text_of(ready.certificates.document(entry.document_sha256).pdf)


def test_a_number_that_keeps_slipping_away_gives_up(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id, other = approved_case(ready), approved_case(ready)
    draw = Papers.finish

    def draw_while_another_issues(papers: Papers, document: Any) -> Any:
        with ready.store.unit_of_work() as uow:
            take_number(uow, other, ready.clock)
            uow.commit()
        return draw(papers, document)

    monkeypatch.setattr(Papers, "finish", draw_while_another_issues)

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
