"""Every bad input that a window has to survive, at the screen: a clear Chinese message with remedy and failure
code, and nothing typed is lost.

| what goes wrong | code | here | below the screen |
|---|---|---|---|
| a number with a wrong check digit | IN-101 | `test_what_is_typed_wrongly_…` | unit/test_citizen_no.py |
| a birth date in the future | IN-101, IN-103 | `test_what_is_typed_wrongly_…` | unit/test_citizen_no.py |
| a name with wrong dots | IN-102 | `test_what_is_typed_wrongly_…` | unit/test_names.py |
| an abolished division code | IN-111, a warning | `test_an_abolished_division_…` | unit/test_citizen_no.py |
| a field that has to be filled is empty | IN-202 | `test_what_is_left_empty_…` | unit/test_form.py |
| a paper that nobody has seen | IN-203 | `test_a_missing_paper_…` | unit/test_form.py |
| a card lifted mid-read | DV-103 | `test_a_card_that_cannot_be_read_…` | services/test_card_reader.py |
| a corrupt frame | DV-104 | `test_a_card_that_cannot_be_read_…` | services/test_card_reader_answers.py |
| a catalogue with an unknown condition | CF-102 | `test_a_catalogue_…` | services/test_desk.py |
| a catalogue with a bad English reading | CF-102 | `test_a_catalogue_…` | ui/test_readings.py |
| a full disk | ST-101 | test_full_disk.py | services/test_store.py, test_cases.py |
| a store from a newer version | ST-104 | `test_a_store_of_a_newer_version_…` | services/test_store.py |
| a store put back to an older copy | ST-107 | `test_an_older_copy_…` | services/test_rollback.py |
| a province that answers 500 | SY-102 | `test_a_province_…` | services/test_remote.py |
| … HTML, or half a JSON | SY-103 | `test_a_province_…` | services/test_remote.py |
| … nothing, or is not there | SY-105, SY-101 | `test_a_province_…` | services/test_remote.py |
| a printer that is absent | DV-201, DV-203 | `test_an_absent_printer_…` | services/test_printers.py |
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hukou.citizen_no import check_character
from tests.services.card_samples import WANG, driver
from tests.ui.case_window import CaseWindow
from tests.ui.desk_kit import Counter
from tests.ui.test_case_page import fill_form, see_all, start, to_form
from window_client.services.devices.card_reader import SerialCardReader
from window_client.services.devices.card_simulator import Fault, SimulatedReader
from window_client.services.devices.device_errors import NoPrinterError
from window_client.services.devices.printers import NoPrintService
from window_client.services.store.engine import connect_raw
from window_client.services.views import LedgerState
from window_client.ui.pages.counter.page import CounterPage

CHECK_DIGIT = "110105194912310021"
NOT_BORN_YET = "39010220990101001" + check_character("39010220990101001")
ABOLISHED = "11010419500307002" + check_character("11010419500307002")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{4,}")


def is_told(text: str, code: str) -> bool:
    """A Chinese sentence, what to do in another, and the code; nobody is begged pardon or shouted at."""
    sentences = [part for part in text.replace("：", "。").split("。") if part]
    polite = not any(word in text for word in ("抱歉", "对不起", "！", "!"))
    return bool(_CHINESE.search(text)) and code in text and len(sentences) >= 2 and polite


@pytest.fixture
def page(counter: Counter, qtbot: QtBot) -> CounterPage:
    shown = counter.page("counter")
    qtbot.waitUntil(counter.idle)
    assert isinstance(shown, CounterPage)
    return shown


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("number", CHECK_DIGIT, "IN-101"),
        ("number", NOT_BORN_YET, "IN-101"),
        ("birth", "2099-01-01", "IN-103"),
        ("name", "·麦麦提", "IN-102"),
        ("name", "麦麦提·", "IN-102"),
        ("name", "阿依··麦麦提", "IN-102"),
    ],
)
def test_what_is_typed_wrongly_stays_and_is_told(page: CounterPage, field: str, text: str, code: str) -> None:
    page.type_person()
    manual = page.panel.manual
    if field != "number":
        manual.tabs.set_current("name")
        manual.set_mode("name")
    edit, row = getattr(manual, field), getattr(manual, f"{field}_row")
    edit.setText(text)
    manual.submit()
    assert row.has_error()
    assert is_told(row.message.text(), code), row.message.text()
    assert edit.text() == text
    assert page.resident is None


def test_an_abolished_division_is_a_warning_and_no_error(page: CounterPage) -> None:
    page.type_person()
    manual = page.panel.manual
    QTest.keyClicks(manual.number, ABOLISHED)
    manual.number.setFocus()
    QTest.keyClick(manual.number, Qt.Key.Key_Return)
    assert manual.number_row.message_kind() == "warn"
    assert not manual.number_row.has_error()
    assert is_told(manual.number_row.message.text(), "IN-111"), manual.number_row.message.text()
    manual.submit()
    assert any("已撤销区划" in hint.text for hint in page.panel.view.hints.hints())
    assert page.resident is not None and page.resident.citizen_no == ABOLISHED


@pytest.mark.parametrize("way", ["number", "name"])
def test_what_is_left_empty_at_the_counter_is_told_beside_it(page: CounterPage, way: str) -> None:
    page.type_person()
    manual = page.panel.manual
    manual.tabs.set_current(way)
    manual.set_mode(way)
    manual.submit()
    rows = [manual.number_row] if way == "number" else [manual.name_row, manual.birth_row]
    for row in rows:
        assert row.has_error()
        assert is_told(row.message.text(), "IN-202"), row.message.text()
    assert page.resident is None


def test_what_is_left_empty_in_a_form_is_told_beside_it_and_the_rest_is_kept(
    counter: Counter, qtbot: QtBot
) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    page.edits.fill_in({"asking_unit": "区不动产登记中心"})
    page.go_on()
    form = page.form.form
    for field in ("cancellation_reason", "register_book", "purpose"):
        row = form.row(field)
        assert row.has_error()
        assert is_told(row.message.text(), "IN-202"), row.message.text()
    focus = page.window().focusWidget()
    assert focus is not None and form.row("cancellation_reason").isAncestorOf(focus)
    assert page.intake is not None and page.intake.draft.fields["asking_unit"] == "区不动产登记中心"


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("relative_citizen_no", CHECK_DIGIT, "IN-101"),
        ("relative_citizen_no", NOT_BORN_YET, "IN-101"),
        ("relative_name", "阿依··麦麦提", "IN-102"),
        ("relative_birth_date", "2099-01-01", "IN-105"),
    ],
)
def test_what_is_typed_wrongly_in_a_form_stays_and_is_told(
    counter: Counter, qtbot: QtBot, field: str, text: str, code: str
) -> None:
    page, _person = start(counter, qtbot, "certificate.former_cohousehold")
    to_form(counter, page, qtbot)
    editor = page.form.form.editor(field)
    editor.control.setFocus()
    QTest.keyClicks(editor.control, text) if text.isascii() else editor.control.insert(text)
    page.edits.change_field(field, editor.value())
    page.go_on()
    row = page.form.form.row(field)
    assert row.has_error()
    assert is_told(row.message.text(), code), row.message.text()
    assert editor.value() == text
    assert page.intake is not None and page.intake.draft.fields[field] == text


def test_an_abolished_division_in_a_form_is_a_warning(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot, "certificate.former_cohousehold")
    to_form(counter, page, qtbot)
    page.edits.fill_in({"relative_citizen_no": ABOLISHED})
    page.go_on()
    row = page.form.form.row("relative_citizen_no")
    assert row.message_kind() == "warn"
    assert is_told(row.message.text(), "IN-111"), row.message.text()


def test_a_missing_paper_is_told_with_its_code(counter: Counter, qtbot: QtBot) -> None:
    page, _person = start(counter, qtbot)
    assert page.intake is not None
    told = page.intake.told_problems()
    papers = [text for key, text in told.items() if key.startswith("material.")]
    assert papers
    for text in papers:
        assert is_told(text, "IN-203"), text


# --- devices -----------------------------------------------------------------------------------------------


@pytest.fixture
def simulator() -> Iterator[SimulatedReader]:
    with SimulatedReader() as reader:
        yield reader


@pytest.fixture
def reader(
    simulator: SimulatedReader, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SerialCardReader]:
    """The real driver on a pseudo-terminal, in the place of the counter's reader."""
    reader = driver(simulator)
    monkeypatch.setattr(counter.reader, "read", reader.read)
    yield reader
    reader.close()


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.LIFTED_MID_READ, "DV-103"),
        (Fault.CORRUPT_CHECKSUM, "DV-104"),
        (Fault.WRONG_LENGTH, "DV-104"),
        (Fault.TRUNCATED, "DV-104"),
    ],
    ids=lambda value: getattr(value, "value", value),
)
def test_a_card_that_cannot_be_read_loses_nothing_typed(
    simulator: SimulatedReader,
    reader: SerialCardReader,
    page: CounterPage,
    qtbot: QtBot,
    fault: Fault,
    code: str,
) -> None:
    page.type_person()
    page.panel.manual.name.setText("罗景")
    simulator.present(WANG)
    simulator.inject(fault, times=1 if fault is Fault.LIFTED_MID_READ else 2)
    page.read_card()
    qtbot.waitUntil(lambda: code in page.panel.told.text())
    assert is_told(page.panel.told.text(), code)
    assert page.resident is None
    page.type_person()
    assert page.panel.manual.name.text() == "罗景"
    simulator.present(WANG)
    page.read_card()
    qtbot.waitUntil(lambda: page.resident is not None and page.resident.name == WANG.name)


@pytest.mark.parametrize(("service", "code"), [("none set up", "DV-203"), ("no print system", "DV-201")])
def test_an_absent_printer_leaves_the_paper_in_the_ledger(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, service: str, code: str
) -> None:
    counter.printers.printers = []
    if service == "none set up":
        counter.printers.failure = NoPrinterError()
    else:
        monkeypatch.setattr(counter.printers, "submit", NoPrintService().submit)
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    fill_form(page)
    page.go_on()
    see_all(page)
    page.go_on()
    page.go_on()
    qtbot.waitUntil(lambda: page.receipt.isVisible())
    qtbot.waitUntil(lambda: page.receipt.paper.entry() is not None)
    page.receipt.paper.print_paper()
    qtbot.waitUntil(lambda: code in page.receipt.paper.told.text())
    assert is_told(page.receipt.paper.told.text(), code)
    entry = page.receipt.paper.entry()
    assert entry is not None and entry.state is LedgerState.PREPARED


# --- the province ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("error_500", "SY-102"),
        ("html", "SY-103"),
        ("half_json", "SY-103"),
        ("silence", "SY-105"),
        ("silence_after", "SY-105"),
        ("gone", "SY-101"),
    ],
)
def test_a_province_that_answers_wrongly_loses_nothing_typed(
    counter: Counter, qtbot: QtBot, mode: str, code: str
) -> None:
    page, _person = start(counter, qtbot)
    to_form(counter, page, qtbot)
    page.edits.fill_in({"purpose": "办理不动产登记"})
    if mode == "gone":
        counter.go_offline()
    else:
        counter.province.misbehave(mode)
    page.look_up.ask()
    qtbot.waitUntil(lambda: code in page.form.register.told.text())
    assert is_told(page.form.register.told.text(), code), page.form.register.told.text()
    qtbot.waitUntil(page.keeper.is_clean)
    assert page.intake is not None and page.intake.draft.fields["purpose"] == "办理不动产登记"
    draft = counter.desk.cases.load_draft(page.intake.case.case_id)
    assert draft is not None and draft.fields["purpose"] == "办理不动产登记"
    if mode != "gone":
        counter.province.misbehave("none")
        report = counter.desk.sync.run_once(force=True)
        assert report.error is None
        assert counter.desk.sync.status().waiting == 0


# --- the window as a whole ---------------------------------------------------------------------------------


def test_a_catalogue_with_an_unknown_condition_is_named_at_the_sign_in(case_window: CaseWindow) -> None:
    window = case_window
    overlay = window.app.config.data_dir / "catalogue"
    overlay.mkdir()
    wrong = overlay / "certificate.change.toml"
    wrong.write_text('id = "certificate.change"\nconditions = ["no_such_condition"]\n', "utf-8")
    window.start()
    window.try_to_sign_in()
    window.wait_for_refusal("CF-102")
    assert "certificate.change.toml" in window.refusal() and "no_such_condition" in window.refusal()
    wrong.unlink()
    window.sign_in()


def test_a_catalogue_with_a_bad_english_reading_is_named_at_the_sign_in(case_window: CaseWindow) -> None:
    window = case_window
    overlay = window.app.config.data_dir / "catalogue"
    overlay.mkdir()
    wrong = overlay / "english.toml"
    wrong.write_text('[words]\n"积分落户" = 7\n', "utf-8")
    window.start()
    window.try_to_sign_in()
    window.wait_for_refusal("CF-102")
    assert "english.toml" in window.refusal() and "积分落户" in window.refusal()
    wrong.unlink()
    window.sign_in()


def test_a_store_of_a_newer_version_is_refused_untouched(case_window: CaseWindow) -> None:
    window = case_window
    window.start()
    window.sign_in()
    case_id = window.open_case()
    window.type_purpose("办理不动产登记")
    window.bot.waitUntil(lambda: window.purpose_on_disk(case_id) != "")
    desk = window.app.desk
    assert desk is not None
    key, path = bytearray(desk.session.keys.store), desk.session.store.path
    window.lock()
    known = _set_revision(path, key, "9999")
    before = path.read_bytes()
    window.try_to_sign_in()
    window.wait_for_refusal("ST-104")
    assert is_told(window.refusal(), "ST-104")
    assert path.read_bytes() == before
    _set_revision(path, key, known)
    window.sign_in()
    window.bot.waitUntil(lambda: window.purpose_on_disk(case_id) == "办理不动产登记!")


def _set_revision(path: Path, key: bytearray, revision: str) -> str:
    """Note another schema revision in a closed store; the one before."""
    connection = connect_raw(path, key)
    try:
        (before,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    return str(before)


def test_an_older_copy_of_the_store_is_told_and_closes_no_window(
    case_window: CaseWindow, tmp_path: Path
) -> None:
    window = case_window
    window.start()
    window.sign_in()
    window.lock()
    path = window.app.config.store_path
    copy = shutil.copy(path, tmp_path / "copy.db")
    window.sign_in()
    window.lock()
    for leftover in path.parent.glob(f"{path.name}-*"):
        leftover.unlink()
    shutil.copy(copy, path)
    window.sign_in()
    banner = window.app.window.page("counter").failure
    window.bot.waitUntil(lambda: banner.isVisible())
    fact, effect = banner.words()
    assert is_told(fact + effect, "ST-107"), fact + effect
