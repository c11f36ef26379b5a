"""Void sheets, reprints, working papers and saved files in the print ledger."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from hukou.case import ActionKind, CertificateState
from tests.fakes import CLERK, SUPERVISOR, FakeClock
from tests.services.paper_desk import (
    Desk,
    accept_case,
    approved_case,
    as_staff,
    full_disk,
    open_case,
    open_desk,
    plain_config,
)
from window_client.errors import (
    DiskFullError,
    InputError,
    NotAuthorisedError,
    NotFoundError,
    PrintCheckError,
    StepUpRequiredError,
    TransitionRefusedError,
)
from window_client.services.devices.device_errors import (
    NoPrinterError,
)
from window_client.services.store import Store, tables
from window_client.services.views import LedgerEntry, LedgerState

PREPARED, SENT, CONFIRMED, SPOILED = LedgerState


class Killed(BaseException):
    """The process ends here: nothing after it runs."""


@pytest.fixture
def desk(store: Store, clock: FakeClock, tmp_path: Path) -> Desk:
    """An officer, stepped up, with leased numbers."""
    desk = open_desk(store, clock, plain_config(tmp_path))
    desk.lease()
    desk.step_up()
    return desk


@pytest.fixture
def paper(desk: Desk) -> LedgerEntry:
    """An issued certificate, `WQ-2026-000001`."""
    return desk.certificates.issue(approved_case(desk))


@pytest.fixture
def receipt(desk: Desk) -> LedgerEntry:
    case_id = open_case(desk)
    accept_case(desk, case_id)
    return desk.certificates.make_receipt(case_id)


def certificate_state(desk: Desk, entry: LedgerEntry) -> CertificateState:
    found = next(c for c in desk.case(entry.case_id).certificates if c.number == entry.number)
    return found.state


def number_state(desk: Desk, entry: LedgerEntry) -> str:
    return str({row["number"]: row["state"] for row in desk.rows(tables.number_use)}[entry.number])


# --- void and again ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [(), ("send",), ("send", "confirm")], ids=["prepared", "sent", "confirmed"])
def test_a_void_sheet_keeps_its_number_for_good(desk: Desk, paper: LedgerEntry, way: tuple[str, ...]) -> None:
    for step in way:
        if step == "send":
            desk.ledger.send(paper.entry_id)
        else:
            desk.ledger.confirm(paper.entry_id, "001")

    spoiled = desk.ledger.spoil(paper.entry_id, " 卡纸，纸面破损 ")

    assert (spoiled.state, spoiled.remark) == (SPOILED, "卡纸，纸面破损")
    assert number_state(desk, paper) == "spoiled"
    assert certificate_state(desk, paper) is CertificateState.SPOILED
    assert desk.audited("spoil_print") == [("done", "WQ-2026-000001")]
    for verb in (desk.ledger.send, desk.ledger.not_printed):
        with pytest.raises(TransitionRefusedError):
            verb(paper.entry_id)
    with pytest.raises(TransitionRefusedError):
        desk.ledger.reprint(paper.entry_id, "再来一张")
    with pytest.raises(TransitionRefusedError):
        desk.ledger.spoil(paper.entry_id, "再作废")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_void_and_reprint_want_a_reason(desk: Desk, paper: LedgerEntry, reason: str) -> None:
    desk.ledger.send(paper.entry_id)

    for verb in (desk.ledger.spoil, desk.ledger.reprint):
        with pytest.raises(InputError) as raised:
            verb(paper.entry_id, reason)
        assert raised.value.field == "reason"

    assert desk.ledger.entry(paper.entry_id).state is SENT


def test_void_and_reprint_want_a_fresh_password(desk: Desk, paper: LedgerEntry) -> None:
    desk.ledger.send(paper.entry_id)
    desk.clock.advance(minutes=6)

    for verb in (desk.ledger.spoil, desk.ledger.reprint):
        with pytest.raises(StepUpRequiredError):
            verb(paper.entry_id, "纸面破损")

    assert desk.ledger.confirm(paper.entry_id, "001").state is CONFIRMED


def test_auxiliary_staff_print_and_do_not_void(desk: Desk, paper: LedgerEntry) -> None:
    clerk = as_staff(desk, CLERK)
    clerk.step_up()
    clerk.ledger.send(paper.entry_id)

    for verb in (clerk.ledger.spoil, clerk.ledger.reprint):
        with pytest.raises(NotAuthorisedError):
            verb(paper.entry_id, "纸面破损")

    assert desk.audited("spoil_print") == desk.audited("print_reprint") == [("refused", "AU-101")]
    assert clerk.ledger.confirm(paper.entry_id, "001").state is CONFIRMED


def test_a_supervisor_touches_no_paper(desk: Desk, paper: LedgerEntry, tmp_path: Path) -> None:
    ledger = as_staff(desk, SUPERVISOR).ledger
    before = desk.everything()

    for act in (
        lambda: ledger.send(paper.entry_id),
        lambda: ledger.not_printed(paper.entry_id),
        lambda: ledger.confirm(paper.entry_id, "001"),
        lambda: ledger.spoil(paper.entry_id, "纸面破损"),
        lambda: ledger.reprint(paper.entry_id, "再来一张"),
        lambda: ledger.save_as(paper.entry_id, tmp_path / "paper.pdf"),
        lambda: ledger.spooler_state(paper.entry_id),
    ):
        with pytest.raises(NotAuthorisedError):
            act()

    assert desk.everything() == before
    assert not (tmp_path / "paper.pdf").exists()


def test_a_reprint_is_the_same_file_and_tells_the_province_nothing_new(
    desk: Desk, paper: LedgerEntry
) -> None:
    desk.ledger.send(paper.entry_id)
    desk.ledger.confirm(paper.entry_id, "001")
    desk.act(ActionKind.COMPLETE, paper.case_id)
    kinds = desk.kinds()

    back = desk.ledger.reprint(paper.entry_id, "申请人要求再打一份")
    desk.ledger.send(paper.entry_id)
    again = desk.ledger.confirm(paper.entry_id, "001")

    assert (back.state, back.remark) == (PREPARED, "申请人要求再打一份")
    assert (again.state, again.times_sent) == (CONFIRMED, 2)
    assert desk.printers.jobs[0] == desk.printers.jobs[1]
    assert desk.kinds() == kinds
    assert desk.audited("print_reprint") == [("done", "WQ-2026-000001")]
    with pytest.raises(TransitionRefusedError):
        desk.ledger.spoil(paper.entry_id, "办结后不能作废")
    assert desk.ledger.entry(paper.entry_id).state is CONFIRMED


def test_a_certificate_that_the_province_returned_is_void_and_nothing_else(
    desk: Desk, paper: LedgerEntry, tmp_path: Path
) -> None:
    desk.ledger.send(paper.entry_id)
    drop_issue(desk, paper.case_id)

    with pytest.raises(TransitionRefusedError):
        desk.ledger.confirm(paper.entry_id, "001")
    with pytest.raises(TransitionRefusedError):
        desk.ledger.reprint(paper.entry_id, "再来一张")
    desk.ledger.not_printed(paper.entry_id)
    with pytest.raises(TransitionRefusedError):
        desk.ledger.send(paper.entry_id)
    with pytest.raises(TransitionRefusedError):
        desk.ledger.save_as(paper.entry_id, tmp_path / "paper.pdf")
    spoiled = desk.ledger.spoil(paper.entry_id, "省厅退回")

    assert spoiled.state is SPOILED
    assert number_state(desk, paper) == "spoiled"
    assert "spoil_print" not in desk.kinds()
    assert len(desk.printers.jobs) == 1


def drop_issue(desk: Desk, case_id: UUID) -> None:
    """As after an answer `refused` to the ISSUE action: the view no longer holds the certificate."""
    from window_client.services.case_views import rewrite

    table = tables.action
    with desk.store.unit_of_work() as uow:
        uow.connection.execute(
            sa.update(table)
            .where(table.c.case_id == case_id, table.c.kind == "issue")
            .values(state="refused")
        )
        rewrite(uow.connection, case_id, desk.clock.now())
        uow.commit()
    assert desk.case(case_id).certificates == ()


# --- working papers ------------------------------------------------------------------------------------------


def test_a_receipt_needs_no_number_no_officer_and_no_action(desk: Desk, receipt: LedgerEntry) -> None:
    clerk = as_staff(desk, CLERK)
    kinds = desk.kinds()

    clerk.ledger.send(receipt.entry_id)
    clerk.ledger.send(receipt.entry_id)
    assert [e.entry_id for e in clerk.ledger.unconfirmed()] == [receipt.entry_id]
    done = clerk.ledger.confirm(receipt.entry_id)
    clerk.ledger.reprint(receipt.entry_id, "再来一张")
    clerk.ledger.spoil(receipt.entry_id, "卡纸")

    assert (done.state, done.times_sent) == (CONFIRMED, 2)
    assert desk.kinds() == kinds
    assert desk.printers.jobs[0][2] == "受理回执"


def test_a_receipt_that_could_not_be_sent_again_stays_sent(desk: Desk, receipt: LedgerEntry) -> None:
    desk.ledger.send(receipt.entry_id)
    desk.printers.failure = NoPrinterError()

    with pytest.raises(NoPrinterError):
        desk.ledger.send(receipt.entry_id)

    entry = desk.ledger.entry(receipt.entry_id)
    assert (entry.state, entry.times_sent) == (SENT, 1)


def test_a_notice_has_digits_to_read_and_no_action(desk: Desk) -> None:
    case_id = open_case(desk, "certificate.other", fields={"requested_fact": "education", "purpose": "求职"})
    refused = desk.certificates.check_gate(case_id)
    notice = desk.certificates.refuse(case_id, refused)  # type: ignore[arg-type]
    kinds = desk.kinds()
    desk.ledger.send(notice.entry_id)

    with pytest.raises(PrintCheckError):
        desk.ledger.confirm(notice.entry_id, "999")
    desk.ledger.confirm(notice.entry_id, "001")

    assert desk.kinds() == kinds


# --- full disk and lists ------------------------------------------------------------------------------------


def test_a_full_disk_prints_nothing_that_is_not_in_the_ledger(desk: Desk, paper: LedgerEntry) -> None:
    with full_disk(desk), pytest.raises(DiskFullError):
        for _ in range(200):
            desk.ledger.send(paper.entry_id, "p" * 4000)
            desk.ledger.not_printed(paper.entry_id, "x" * 4000)

    entry = desk.ledger.entry(paper.entry_id)
    assert len(desk.printers.jobs) == entry.times_sent
    assert entry.state is (SENT if entry.events[-1].state is SENT else PREPARED)


def test_lists_are_in_order_and_by_case(desk: Desk) -> None:
    first_case, second_case = approved_case(desk), approved_case(desk)
    first = desk.certificates.issue(first_case)
    desk.clock.advance(minutes=1)
    second = desk.certificates.issue(second_case)
    desk.clock.advance(minutes=1)
    receipt = desk.certificates.make_receipt(first_case)
    for entry in (second, first):
        desk.ledger.send(entry.entry_id)

    assert [e.entry_id for e in desk.ledger.for_case(first_case)] == [first.entry_id, receipt.entry_id]
    assert [e.entry_id for e in desk.ledger.unconfirmed()] == [first.entry_id, second.entry_id]
    with pytest.raises(NotFoundError):
        desk.ledger.entry(desk.clock.new_id())
    with pytest.raises(NotFoundError):
        desk.ledger.send(desk.clock.new_id())
    assert desk.audited("print_send")[-1] == ("failed", "ST-201")
