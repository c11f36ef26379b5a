"""What is worth knowing before a case is opened: facts of the card and of this computer, nothing guessed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from hukou.case import Status
from hukou.divisions import division_table
from hukou.form import citizen_no_warning
from window_client.errors import DivisionDoubtError
from window_client.services.devices.card_record import CardWarningKind
from window_client.ui import wording
from window_client.ui.models.input_codes import with_code
from window_client.ui.models.resident import Resident
from window_client.ui.pages.counter.resident_view import EXPIRY_NOTICE_DAYS, Hint
from window_client.ui.reading import read

if TYPE_CHECKING:
    from window_client.services.views import CaseRow

MOST_HINTS = 4


def hints_for(resident: Resident, rows: Sequence[CaseRow], today: date, sample: bool) -> list[Hint]:
    """Drafts and open cases of this person first, as they can be acted on; then what the card says."""
    found = [_case_hint(row, today) for row in rows if not row.status.is_final]
    expiry = _expiry(resident, today)
    if expiry is not None:
        found.append(expiry)
    found += _card_doubts(resident)
    if resident.citizen_no:
        text = citizen_no_warning(resident.citizen_no, today, division_table(sandbox=sample))
        if text:
            found.append(Hint("warning", "warn", with_code(text, DivisionDoubtError)))
    return found[:MOST_HINTS]


def _case_hint(row: CaseRow, today: date) -> Hint:
    if row.status is Status.DRAFT:
        text = QCoreApplication.translate("CounterHints", "Draft: {0}").format(read(row.title))
        return Hint(
            "document-edit",
            "text-2",
            text,
            QCoreApplication.translate("CounterHints", "Continue"),
            row.case_id,
        )
    text = QCoreApplication.translate("CounterHints", "Under way: {0}").format(read(row.title))
    return Hint("cases", "primary", text, QCoreApplication.translate("CounterHints", "Open"), row.case_id)


def _expiry(resident: Resident, today: date) -> Hint | None:
    left = resident.days_to_expiry(today)
    if left is None or left > EXPIRY_NOTICE_DAYS:
        return None
    if left < 0:
        assert resident.valid_to is not None
        day = wording.full_date(resident.valid_to)
        return Hint(
            "error", "bad", QCoreApplication.translate("CounterHints", "The card expired on {0}").format(day)
        )
    if left == 0:
        return Hint("clock", "warn", QCoreApplication.translate("CounterHints", "The card expires today"))
    return Hint(
        "clock",
        "warn",
        QCoreApplication.translate("CounterHints", "The card expires in {0} days").format(left),
    )


def _card_doubts(resident: Resident) -> list[Hint]:
    """The chip's own doubts, as the driver found them."""
    doubts = set(resident.warnings)
    found = []
    if any(doubt.is_about_name for doubt in doubts):
        text = QCoreApplication.translate(
            "CounterHints", "Compare the name with the card, character by character"
        )
        found.append(Hint("warning", "warn", text))
    if CardWarningKind.NUMBER_CHECK in doubts:
        text = QCoreApplication.translate("CounterHints", "The check digit of the card's number does not fit")
        found.append(Hint("warning", "bad", text))
    if doubts & {CardWarningKind.BIRTH_MISMATCH, CardWarningKind.SEX_MISMATCH}:
        text = QCoreApplication.translate(
            "CounterHints", "Number and items of the card disagree: compare with the register"
        )
        found.append(Hint("warning", "warn", text))
    return found
