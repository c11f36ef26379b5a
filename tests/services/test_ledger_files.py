"""Papers saved as files: as unsure as papers sent to a printer until a person spoke, also after a kill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hukou.case import ActionKind
from tests.fakes import FakeClock
from tests.services.paper_desk import (
    Desk,
    accept_case,
    approved_case,
    full_disk,
    open_case,
    open_desk,
    plain_config,
)
from window_client.errors import DiskFullError, PrintCheckError, StorageError, TransitionRefusedError
from window_client.services.case_history import history_of
from window_client.services.certificates import ledger as ledger_module
from window_client.services.devices.printers import JobState
from window_client.services.store import Store, UnitOfWork
from window_client.services.views import SAVED_AS_FILE, LedgerEntry, LedgerState

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


def certificate(desk: Desk) -> LedgerEntry:
    return desk.certificates.issue(approved_case(desk))


def receipt(desk: Desk) -> LedgerEntry:
    case_id = open_case(desk)
    accept_case(desk, case_id)
    return desk.certificates.make_receipt(case_id)


def notice(desk: Desk) -> LedgerEntry:
    """A refusal in writing: numbered, and no certificate."""
    case_id = open_case(desk, "certificate.other", fields={"requested_fact": "education", "purpose": "求职"})
    return desk.certificates.refuse(case_id, desk.certificates.check_gate(case_id))  # type: ignore[arg-type]


def supplement(desk: Desk) -> LedgerEntry:
    return desk.certificates.make_supplement_notice(open_case(desk), ["power_of_attorney"])


KINDS: dict[str, Callable[[Desk], LedgerEntry]] = {
    "certificate": certificate,
    "receipt": receipt,
    "refusal": notice,
    "supplement": supplement,
}


@pytest.fixture(params=KINDS)
def any_paper(desk: Desk, request: pytest.FixtureRequest) -> LedgerEntry:
    """One of every kind of paper, prepared."""
    return KINDS[request.param](desk)


@pytest.fixture
def paper(desk: Desk) -> LedgerEntry:
    """An issued certificate, `WQ-2026-000001`."""
    return certificate(desk)


@pytest.fixture
def restart(desk: Desk, store_key: bytearray) -> Iterator[Callable[[], Desk]]:
    """Close the store as a kill leaves it and open it again with the same keys."""
    opened: list[Store] = []

    def again() -> Desk:
        (opened[-1] if opened else desk.store).close()
        opened.append(Store.open(desk.store.path, store_key))
        return open_desk(opened[-1], desk.clock, desk.session.config, keys=desk.session.keys)

    yield again
    for store in opened:
        store.close()


def asked_about(desk: Desk) -> list[LedgerEntry]:
    return list(desk.ledger.unconfirmed())


def digits(entry: LedgerEntry) -> str:
    return (entry.number or "")[-3:]


# --- what is saved --------------------------------------------------------------------------------------------


def test_a_saved_file_is_the_paper_and_waits_for_a_person(
    desk: Desk, any_paper: LedgerEntry, tmp_path: Path
) -> None:
    path = tmp_path / "证明.pdf"

    saved = desk.ledger.save_as(any_paper.entry_id, path)

    assert path.read_bytes() == desk.certificates.document(any_paper.document_sha256).pdf
    assert (saved.state, saved.printer, saved.copies, saved.times_sent) == (SENT, SAVED_AS_FILE, 0, 0)
    assert saved.left_as_file
    assert asked_about(desk) == [saved]
    assert [row[0] for row in desk.audited("print_claim") + desk.audited("print_save")] == ["done", "done"]
    assert desk.ledger.spooler_state(any_paper.entry_id) is JobState.UNKNOWN
    done = desk.ledger.confirm(any_paper.entry_id, digits(any_paper))
    assert done.state is CONFIRMED and not done.left_as_file
    assert asked_about(desk) == []


def test_the_history_says_that_it_was_a_file(desk: Desk, paper: LedgerEntry, tmp_path: Path) -> None:
    desk.ledger.save_as(paper.entry_id, tmp_path / "paper.pdf")
    desk.ledger.not_printed(paper.entry_id)
    desk.ledger.send(paper.entry_id)

    lines = history_of(desk.case(paper.case_id), (), desk.ledger.for_case(paper.case_id))

    assert [line.title for line in lines if line.title in (SAVED_AS_FILE, "送打印")] == [
        SAVED_AS_FILE,
        "送打印",
    ]


def test_only_the_digits_on_the_sheet_confirm_a_file(desk: Desk, paper: LedgerEntry, tmp_path: Path) -> None:
    desk.ledger.save_as(paper.entry_id, tmp_path / "paper.pdf")
    with pytest.raises(PrintCheckError):
        desk.ledger.confirm(paper.entry_id, "999")
    assert desk.ledger.entry(paper.entry_id).state is SENT


def test_a_file_that_came_to_nothing_is_printed_after_all(
    desk: Desk, any_paper: LedgerEntry, tmp_path: Path
) -> None:
    desk.ledger.save_as(any_paper.entry_id, tmp_path / "paper.pdf")
    back = desk.ledger.not_printed(any_paper.entry_id, "没有打印出来")
    with pytest.raises(TransitionRefusedError):
        desk.ledger.confirm(any_paper.entry_id, digits(any_paper))

    sent = desk.ledger.send(any_paper.entry_id)

    assert back.state is PREPARED
    assert (sent.state, sent.times_sent, sent.left_as_file) == (SENT, 1, False)


def test_a_sheet_sent_may_be_saved_too_and_is_one_question(
    desk: Desk, paper: LedgerEntry, tmp_path: Path
) -> None:
    desk.ledger.send(paper.entry_id, "laser")
    saved = desk.ledger.save_as(paper.entry_id, tmp_path / "paper.pdf")

    assert (saved.state, saved.times_sent, saved.left_as_file) == (SENT, 1, True)
    assert asked_about(desk) == [saved]
    assert desk.ledger.spooler_state(paper.entry_id) is JobState.FINISHED
    assert desk.ledger.not_printed(paper.entry_id).state is PREPARED


def test_a_confirmed_certificate_leaves_again_only_with_a_reason(
    desk: Desk, paper: LedgerEntry, tmp_path: Path
) -> None:
    desk.ledger.send(paper.entry_id)
    desk.ledger.confirm(paper.entry_id, "001")
    with pytest.raises(TransitionRefusedError):
        desk.ledger.save_as(paper.entry_id, tmp_path / "paper.pdf")
    assert not (tmp_path / "paper.pdf").exists()

    desk.ledger.reprint(paper.entry_id, "申请人遗失")
    assert desk.ledger.save_as(paper.entry_id, tmp_path / "paper.pdf").state is SENT
    assert desk.kinds().count(ActionKind.CONFIRM_PRINT.value) == 1


# --- files that cannot be written -----------------------------------------------------------------------------


def test_a_file_that_cannot_be_written_leaves_the_paper_as_it_was(
    desk: Desk, any_paper: LedgerEntry, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")

    with pytest.raises(StorageError):
        desk.ledger.save_as(any_paper.entry_id, blocked / "paper.pdf")

    entry = desk.ledger.entry(any_paper.entry_id)
    assert (entry.state, entry.remark, entry.left_as_file) == (PREPARED, "没有保存：ST-000", False)
    assert [event.state for event in entry.events] == [PREPARED, PREPARED]
    assert asked_about(desk) == []
    assert desk.audited("print_save") == [("failed", "ST-000")]


def test_a_sheet_sent_before_stays_sent_when_the_disk_is_full(
    desk: Desk, paper: LedgerEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ledger.send(paper.entry_id)
    monkeypatch.setattr(ledger_module, "write_atomically", no_room)

    with pytest.raises(DiskFullError):
        desk.ledger.save_as(paper.entry_id, tmp_path / "paper.pdf")

    entry = desk.ledger.entry(paper.entry_id)
    assert (entry.state, entry.times_sent, entry.left_as_file) == (SENT, 1, False)


def no_room(_path: Path, _pdf: bytes) -> None:
    raise DiskFullError


def test_no_file_without_its_row(
    desk: Desk, paper: LedgerEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_uow: UnitOfWork) -> None:
        raise DiskFullError

    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", fail)
        with pytest.raises(DiskFullError):
            desk.ledger.save_as(paper.entry_id, tmp_path / "paper.pdf")

    assert not (tmp_path / "paper.pdf").exists()
    assert desk.ledger.entry(paper.entry_id).events == paper.events


def test_a_store_that_fills_up_after_the_file_was_written_asks_a_person(
    desk: Desk, paper: LedgerEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = ledger_module.write_atomically

    with monkeypatch.context() as patch:

        def write_and_fill(path: Path, pdf: bytes) -> None:
            write(path, pdf)
            patch.setattr(UnitOfWork, "commit", fail)

        def fail(_uow: UnitOfWork) -> None:
            raise DiskFullError

        patch.setattr(ledger_module, "write_atomically", write_and_fill)
        with pytest.raises(DiskFullError):
            desk.ledger.save_as(paper.entry_id, tmp_path / "paper.pdf")

    assert (tmp_path / "paper.pdf").exists()
    assert [entry.number for entry in asked_about(desk)] == [paper.number]


def test_a_full_store_tells_and_saves_nothing(desk: Desk, paper: LedgerEntry, tmp_path: Path) -> None:
    with full_disk(desk), pytest.raises(DiskFullError):
        for at in range(400):
            desk.ledger.save_as(paper.entry_id, tmp_path / f"{at}.pdf")
            desk.ledger.not_printed(paper.entry_id, "x" * 4000)

    entry = desk.ledger.entry(paper.entry_id)
    saved = sum(event.state is SENT for event in entry.events)
    assert len(list(tmp_path.glob("*.pdf"))) in (saved, saved - 1)
    assert entry.state is (SENT if entry.events[-1].state is SENT else PREPARED)


# --- kills ----------------------------------------------------------------------------------------------------


def test_a_kill_after_saving_asks_about_every_kind_of_paper(
    desk: Desk, any_paper: LedgerEntry, tmp_path: Path, restart: Callable[[], Desk]
) -> None:
    desk.ledger.save_as(any_paper.entry_id, tmp_path / "paper.pdf")

    after = restart()

    (waiting,) = asked_about(after)
    assert waiting.entry_id == any_paper.entry_id
    assert waiting.left_as_file
    assert after.ledger.confirm(waiting.entry_id, digits(waiting)).state is CONFIRMED


def test_a_kill_after_printing_asks_about_every_kind_of_paper(
    desk: Desk, any_paper: LedgerEntry, restart: Callable[[], Desk]
) -> None:
    desk.ledger.send(any_paper.entry_id)

    (waiting,) = asked_about(restart())

    assert (waiting.entry_id, waiting.times_sent) == (any_paper.entry_id, 1)


@pytest.mark.parametrize("written", [False, True], ids=["before the file", "after the file"])
def test_a_kill_while_saving_asks_a_person(
    desk: Desk,
    paper: LedgerEntry,
    tmp_path: Path,
    restart: Callable[[], Desk],
    monkeypatch: pytest.MonkeyPatch,
    written: bool,
) -> None:
    write = ledger_module.write_atomically

    def die(path: Path, pdf: bytes) -> None:
        if written:
            write(path, pdf)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(ledger_module, "write_atomically", die)
        with pytest.raises(Killed):
            desk.ledger.save_as(paper.entry_id, tmp_path / "paper.pdf")

    after = restart()
    (waiting,) = asked_about(after)
    assert waiting.entry_id == paper.entry_id
    assert (tmp_path / "paper.pdf").exists() is written
    assert after.audited("print_save") == []
    assert after.ledger.not_printed(waiting.entry_id).state is PREPARED
    assert asked_about(restart()) == []


def test_a_paper_that_never_left_is_not_asked_about(desk: Desk, restart: Callable[[], Desk]) -> None:
    for make in KINDS.values():
        make(desk)
    assert asked_about(restart()) == []
