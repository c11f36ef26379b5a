"""The print ledger believes what a person saw on paper, survives a kill at any point, and loses no number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from hukou.case import ActionKind, CertificateState, Status
from tests.fakes import FakeClock
from tests.needs import need
from tests.services.paper_desk import Desk, accept_case, approved_case, open_case, open_desk, plain_config
from tests.services.private_cups import CUPSD, PrivateCups
from window_client.errors import (
    DiskFullError,
    PrintCheckError,
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


def certificate_state(desk: Desk, entry: LedgerEntry) -> CertificateState:
    found = next(c for c in desk.case(entry.case_id).certificates if c.number == entry.number)
    return found.state


def number_state(desk: Desk, entry: LedgerEntry) -> str:
    return str({row["number"]: row["state"] for row in desk.rows(tables.number_use)}[entry.number])


# --- the way of a paper --------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("typed", ["002", "00", "01", "1", "0001", "", "一二三"])
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


# --- kills ---------------------------------------------------------------------------------------------------


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


# --- printers that fail --------------------------------------------------------------------------------------


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


def test_cups_gets_the_very_file(desk: Desk, paper: LedgerEntry) -> None:
    need(CUPSD, "cups-daemon cups-client", "cupsd")
    with PrivateCups() as cups:
        cups.add_queue("window2", "2 号窗口", default=True)
        ledger = PrintLedger(desk.session, desk.actions, desk.clock, CupsPrintService(cups.environment))

        sent = ledger.send(paper.entry_id, "window2")

        assert sent.events[-1].remark.startswith("window2-")
        while ledger.spooler_state(paper.entry_id) in (JobState.WAITING, JobState.PRINTING):
            pass
        (printed,) = cups.output.glob("*.pdf")
        assert printed.read_bytes() == desk.certificates.document(paper.document_sha256).pdf
