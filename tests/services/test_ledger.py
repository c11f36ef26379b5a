"""The print ledger believes what a person saw on paper, survives a kill at any point, and loses no number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from hukou.case import ActionKind, CertificateState, Status
from hukou.staff import StaffMember
from tests.fakes import CLERK, SUPERVISOR, FakeClock
from tests.services.paper_desk import (
    Desk,
    accept_case,
    approved_case,
    full_disk,
    open_case,
    open_desk,
    plain_config,
)
from tests.services.private_cups import CUPSD, PrivateCups
from window_client.errors import (
    DiskFullError,
    InputError,
    NotAuthorisedError,
    NotFoundError,
    PrintCheckError,
    StepUpRequiredError,
    StorageError,
    TransitionRefusedError,
)
from window_client.services.certificates.ledger import PrintLedger
from window_client.services.devices.cups import CupsPrintService
from window_client.services.devices.device_errors import (
    NoPrinterError,
    PrintDocumentError,
    PrinterStoppedError,
    PrintSystemMissingError,
    PrintTimeoutError,
)
from window_client.services.devices.printers import JobState, NoPrintService
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


def as_staff(desk: Desk, member: StaffMember) -> Desk:
    return open_desk(
        desk.store,
        desk.clock,
        desk.session.config,
        staff=member,
        keys=desk.session.keys,
        printers=desk.printers,
    )


def certificate_state(desk: Desk, entry: LedgerEntry) -> CertificateState:
    found = next(c for c in desk.case(entry.case_id).certificates if c.number == entry.number)
    return found.state


def number_state(desk: Desk, entry: LedgerEntry) -> str:
    return str({row["number"]: row["state"] for row in desk.rows(tables.number_use)}[entry.number])


# --- the way of a paper ------------------------------------------------------------------------------------


def test_a_certificate_goes_from_file_to_paper(desk: Desk, paper: LedgerEntry) -> None:
    sent = desk.ledger.send(paper.entry_id, "laser", 2)
    asked = desk.ledger.unconfirmed()
    done = desk.ledger.confirm(paper.entry_id, "001")

    assert (sent.state, sent.printer, sent.copies, sent.times_sent) == (SENT, "laser", 2, 1)
    assert [entry.entry_id for entry in asked] == [paper.entry_id]
    assert done.state is CONFIRMED
    assert [event.state for event in done.events] == [PREPARED, SENT, CONFIRMED]
    assert desk.ledger.unconfirmed() == ()
    assert desk.kinds()[-1] == "confirm_print"
    assert certificate_state(desk, paper) is CertificateState.CONFIRMED
    assert number_state(desk, paper) == "confirmed"
    pdf, printer, title, copies = desk.printers.jobs[0]
    assert (printer, title, copies) == ("laser", "WQ-2026-000001", 2)
    assert pdf == desk.certificates.document(paper.document_sha256).pdf
    assert desk.act(ActionKind.COMPLETE, paper.case_id).status is Status.COMPLETED


def test_the_spooler_is_heard_and_not_believed(desk: Desk, paper: LedgerEntry) -> None:
    sent = desk.ledger.send(paper.entry_id)

    assert sent.events[-1].remark == "queue-1"
    assert desk.ledger.spooler_state(paper.entry_id) is JobState.FINISHED
    assert desk.ledger.entry(paper.entry_id).state is SENT
    assert desk.printers.jobs[0][1] is None
    assert certificate_state(desk, paper) is CertificateState.ISSUED


def test_nothing_sent_has_no_job(desk: Desk, paper: LedgerEntry) -> None:
    assert desk.ledger.spooler_state(paper.entry_id) is JobState.UNKNOWN


@pytest.mark.parametrize("typed", ["002", "01", "0001", "", "一二三"])
def test_other_digits_than_on_the_paper_confirm_nothing(desk: Desk, paper: LedgerEntry, typed: str) -> None:
    desk.ledger.send(paper.entry_id)
    before = desk.everything()

    with pytest.raises(PrintCheckError):
        desk.ledger.confirm(paper.entry_id, typed)

    assert desk.everything() == before
    assert desk.audited("confirm_print") == [("failed", "CT-202")]


def test_full_width_digits_are_digits(desk: Desk, paper: LedgerEntry) -> None:
    desk.ledger.send(paper.entry_id)

    assert desk.ledger.confirm(paper.entry_id, " ００１ ").state is CONFIRMED


def test_only_what_was_sent_can_be_confirmed(desk: Desk, paper: LedgerEntry) -> None:
    with pytest.raises(TransitionRefusedError):
        desk.ledger.confirm(paper.entry_id, "001")
    desk.ledger.send(paper.entry_id)
    desk.ledger.confirm(paper.entry_id, "001")
    with pytest.raises(TransitionRefusedError):
        desk.ledger.confirm(paper.entry_id, "001")

    assert desk.kinds().count("confirm_print") == 1


def test_a_certificate_is_not_sent_twice_before_someone_looked(desk: Desk, paper: LedgerEntry) -> None:
    desk.ledger.send(paper.entry_id)
    with pytest.raises(TransitionRefusedError):
        desk.ledger.send(paper.entry_id)

    back = desk.ledger.not_printed(paper.entry_id, "卡纸")
    again = desk.ledger.send(paper.entry_id)

    assert (back.state, back.remark) == (PREPARED, "卡纸")
    assert again.times_sent == 2
    assert desk.printers.jobs[0] == desk.printers.jobs[1]
    with pytest.raises(TransitionRefusedError):
        desk.ledger.not_printed(desk.certificates.issue(approved_case(desk)).entry_id)


# --- kills -------------------------------------------------------------------------------------------------


@pytest.fixture
def restarted(desk: Desk, store_key: bytearray) -> Iterator[Restart]:
    restart = Restart(desk, store_key)
    yield restart
    restart.close()


class Restart:
    """Closes the store as a kill leaves it and opens it again with the same keys."""

    def __init__(self, desk: Desk, store_key: bytearray) -> None:
        self._desk = desk
        self._key = store_key
        self._opened: list[Store] = []

    def __call__(self) -> Desk:
        self._desk.store.close()
        store = Store.open(self._desk.store.path, self._key)
        self._opened.append(store)
        return open_desk(store, self._desk.clock, self._desk.session.config, keys=self._desk.session.keys)

    def close(self) -> None:
        for store in self._opened:
            store.close()


def test_a_kill_between_print_and_confirm_comes_back(
    desk: Desk, paper: LedgerEntry, restarted: Restart
) -> None:
    desk.ledger.send(paper.entry_id)

    after = restarted()

    (waiting,) = after.ledger.unconfirmed()
    assert (waiting.number, waiting.times_sent) == (paper.number, 1)
    assert after.ledger.confirm(waiting.entry_id, "001").state is CONFIRMED


def test_a_kill_while_printing_asks_a_person(desk: Desk, paper: LedgerEntry, restarted: Restart) -> None:
    def die() -> None:
        raise Killed

    desk.printers.on_submit = die
    with pytest.raises(Killed):
        desk.ledger.send(paper.entry_id)

    after = restarted()

    (waiting,) = after.ledger.unconfirmed()
    assert waiting.entry_id == paper.entry_id
    assert after.audited("print_claim") == [("done", "WQ-2026-000001")]
    assert after.audited("print_send") == []
    assert after.ledger.not_printed(waiting.entry_id).state is PREPARED


# --- printers that fail ------------------------------------------------------------------------------------


@pytest.mark.parametrize("failure", [NoPrinterError(), PrinterStoppedError(), PrintSystemMissingError()])
def test_a_printer_that_refuses_leaves_the_paper_prepared(
    desk: Desk, paper: LedgerEntry, failure: Exception
) -> None:
    desk.printers.failure = failure

    with pytest.raises(type(failure)):
        desk.ledger.send(paper.entry_id)

    entry = desk.ledger.entry(paper.entry_id)
    assert (entry.state, entry.times_sent) == (PREPARED, 0)
    assert entry.remark.startswith("没有送出：DV-20")
    assert desk.audited("print_send")[0][0] == "failed"
    desk.printers.failure = None
    assert desk.ledger.send(paper.entry_id).times_sent == 1


def test_after_a_time_out_a_person_has_to_look(desk: Desk, paper: LedgerEntry) -> None:
    desk.printers.failure = PrintTimeoutError()

    with pytest.raises(PrintTimeoutError):
        desk.ledger.send(paper.entry_id)

    assert desk.ledger.entry(paper.entry_id).state is SENT
    assert desk.ledger.confirm(paper.entry_id, "001").state is CONFIRMED


def test_a_store_that_fails_after_the_printer_did_not_hide_the_printer(
    desk: Desk, paper: LedgerEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.printers.failure = NoPrinterError()
    begin = desk.store.begin_write

    def fill_disk() -> None:
        monkeypatch.setattr(desk.store, "begin_write", no_room)

    def no_room() -> sa.Connection:
        raise DiskFullError

    desk.printers.on_submit = fill_disk
    with pytest.raises(NoPrinterError):
        desk.ledger.send(paper.entry_id)
    desk.printers.failure = None
    monkeypatch.setattr(desk.store, "begin_write", begin)
    desk.ledger.not_printed(paper.entry_id)
    with pytest.raises(DiskFullError):
        desk.ledger.send(paper.entry_id)
    monkeypatch.setattr(desk.store, "begin_write", begin)

    assert desk.ledger.entry(paper.entry_id).state is SENT


@pytest.mark.parametrize("copies", [0, 10])
def test_a_slip_in_the_number_of_copies_prints_nothing(desk: Desk, paper: LedgerEntry, copies: int) -> None:
    with pytest.raises(PrintDocumentError):
        desk.ledger.send(paper.entry_id, "laser", copies)

    assert desk.ledger.entry(paper.entry_id).events == paper.events


def test_a_machine_without_printing_says_so(desk: Desk, paper: LedgerEntry) -> None:
    ledger = PrintLedger(desk.session, desk.actions, desk.clock, NoPrintService())

    with pytest.raises(PrintSystemMissingError):
        ledger.send(paper.entry_id)

    assert ledger.entry(paper.entry_id).state is PREPARED


@pytest.mark.skipif(CUPSD is None, reason="needs cupsd")
def test_cups_gets_the_very_file(desk: Desk, paper: LedgerEntry) -> None:
    with PrivateCups() as cups:
        cups.add_queue("window2", "2 号窗口", default=True)
        ledger = PrintLedger(desk.session, desk.actions, desk.clock, CupsPrintService(cups.environment))

        sent = ledger.send(paper.entry_id, "window2")

        assert sent.events[-1].remark.startswith("window2-")
        while ledger.spooler_state(paper.entry_id) in (JobState.WAITING, JobState.PRINTING):
            pass
        (printed,) = cups.output.glob("*.pdf")
        assert printed.read_bytes() == desk.certificates.document(paper.document_sha256).pdf


# --- void and again ----------------------------------------------------------------------------------------


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


# --- working papers ----------------------------------------------------------------------------------------


def test_a_receipt_needs_no_number_no_officer_and_no_action(desk: Desk, receipt: LedgerEntry) -> None:
    clerk = as_staff(desk, CLERK)
    kinds = desk.kinds()

    clerk.ledger.send(receipt.entry_id)
    clerk.ledger.send(receipt.entry_id)
    assert clerk.ledger.unconfirmed() == ()
    assert [e.entry_id for e in clerk.ledger.unconfirmed(working_papers=True)] == [receipt.entry_id]
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


# --- files and lists ---------------------------------------------------------------------------------------


def test_a_saved_file_is_the_paper_and_may_be_confirmed(
    desk: Desk, paper: LedgerEntry, tmp_path: Path
) -> None:
    path = tmp_path / "证明.pdf"

    saved = desk.ledger.save_as(paper.entry_id, path)

    assert path.read_bytes() == desk.certificates.document(paper.document_sha256).pdf
    assert (saved.state, saved.times_sent) == (PREPARED, 0)
    assert desk.audited("print_save") == [("done", "WQ-2026-000001")]
    assert desk.ledger.confirm(paper.entry_id, "001").state is CONFIRMED


def test_a_file_saved_before_the_last_print_proves_nothing(
    desk: Desk, paper: LedgerEntry, tmp_path: Path
) -> None:
    desk.ledger.save_as(paper.entry_id, tmp_path / "paper.pdf")
    desk.ledger.send(paper.entry_id)
    desk.ledger.save_as(paper.entry_id, tmp_path / "again.pdf")
    back = desk.ledger.not_printed(paper.entry_id)

    assert back.times_sent == 1
    with pytest.raises(TransitionRefusedError):
        desk.ledger.confirm(paper.entry_id, "001")


def test_a_file_that_cannot_be_written_leaves_no_trace(
    desk: Desk, paper: LedgerEntry, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")

    with pytest.raises(StorageError):
        desk.ledger.save_as(paper.entry_id, blocked / "paper.pdf")

    assert desk.ledger.entry(paper.entry_id).events == paper.events
    assert desk.audited("print_save") == [("failed", "ST-000")]


def test_a_saved_file_without_its_record_is_taken_back(
    desk: Desk, paper: LedgerEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from window_client.services.store import UnitOfWork

    def fail(_uow: UnitOfWork) -> None:
        raise DiskFullError

    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", fail)
        with pytest.raises(DiskFullError):
            desk.ledger.save_as(paper.entry_id, tmp_path / "paper.pdf")

    assert not (tmp_path / "paper.pdf").exists()
    assert desk.ledger.entry(paper.entry_id).events == paper.events


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
