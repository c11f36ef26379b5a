"""What changed in the register since a decision, in words: item, what was there, what is there now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from hukou.household import EventKind, HouseholdType, RegisterEvent, RegistrationStatus
from hukou.register_changes import Changed, RegisterChange
from window_client.ui import wording
from window_client.ui.models.days import parse_day
from window_client.ui.reading import read

_NONE = "—"


@dataclass(frozen=True)
class ChangeLine:
    """`text` is one sentence; numbers of persons in it are masked."""

    item: str
    text: str


def change_line(change: RegisterChange) -> ChangeLine:
    """One difference as staff read it."""
    item = _item(change.item)
    if change.event is not None:
        return ChangeLine(item, event_text(change.event))
    if change.item is Changed.ETHNIC_GROUP:
        return ChangeLine(item, QCoreApplication.translate("RegisterChanges", "changed"))
    arrow = QCoreApplication.translate("RegisterChanges", "{0} → {1}")
    return ChangeLine(
        item, arrow.format(_value(change.item, change.before), _value(change.item, change.after))
    )


def event_text(event: RegisterEvent) -> str:
    """2026年11月23日　地址变更　旧值 → 新值　原因."""
    word = {
        EventKind.BIRTH: QCoreApplication.translate("RegisterChanges", "birth registered"),
        EventKind.MOVE_IN: QCoreApplication.translate("RegisterChanges", "moved in"),
        EventKind.MOVE_OUT: QCoreApplication.translate("RegisterChanges", "moved out"),
        EventKind.CHANGE: QCoreApplication.translate("RegisterChanges", "{0} changed"),
        EventKind.CORRECTION: QCoreApplication.translate("RegisterChanges", "{0} corrected"),
        EventKind.CANCELLED_DEATH: QCoreApplication.translate("RegisterChanges", "cancelled: death"),
        EventKind.CANCELLED_SETTLED_ABROAD: QCoreApplication.translate(
            "RegisterChanges", "cancelled: settled abroad"
        ),
        EventKind.CANCELLED_SETTLED_HMT: QCoreApplication.translate(
            "RegisterChanges", "cancelled: settled in Hong Kong, Macao or Taiwan"
        ),
    }[event.kind].format(event.item)
    values = ""
    if (event.old or event.new) and not _is_number(event):
        arrow = QCoreApplication.translate("RegisterChanges", "{0} → {1}")
        values = arrow.format(event.old or _NONE, event.new or _NONE)
    parts = (wording.full_date(event.recorded_on), word, values, event.place, event.reason)
    return "\u3000".join(part for part in parts if part)


def _is_number(event: RegisterEvent) -> bool:
    """Whether the values are citizen numbers, which no text on screen holds."""
    return any(sum(letter.isdigit() for letter in text) >= 15 for text in (event.old, event.new))


def _item(item: Changed) -> str:
    return {
        Changed.PERSON: QCoreApplication.translate("RegisterChanges", "Another person"),
        Changed.NAME: QCoreApplication.translate("RegisterChanges", "Name"),
        Changed.FORMER_NAME: QCoreApplication.translate("RegisterChanges", "Former name"),
        Changed.SEX: QCoreApplication.translate("RegisterChanges", "Sex"),
        Changed.ETHNIC_GROUP: QCoreApplication.translate("RegisterChanges", "Ethnic group"),
        Changed.BIRTH_DATE: QCoreApplication.translate("RegisterChanges", "Birth date"),
        Changed.CITIZEN_NO: QCoreApplication.translate("RegisterChanges", "Citizen number"),
        Changed.HOUSEHOLD_NO: QCoreApplication.translate("RegisterChanges", "Household number"),
        Changed.RELATION_TO_HEAD: QCoreApplication.translate("RegisterChanges", "Relation to head"),
        Changed.STATUS: QCoreApplication.translate("RegisterChanges", "Registration"),
        Changed.HEAD_NAME: QCoreApplication.translate("RegisterChanges", "Head of household"),
        Changed.ADDRESS: QCoreApplication.translate("RegisterChanges", "Address"),
        Changed.STATION: QCoreApplication.translate("RegisterChanges", "Station"),
        Changed.HOUSEHOLD_TYPE: QCoreApplication.translate("RegisterChanges", "Kind of household"),
        Changed.EVENT_ADDED: QCoreApplication.translate("RegisterChanges", "New entry"),
        Changed.EVENT_REMOVED: QCoreApplication.translate("RegisterChanges", "Entry removed"),
        Changed.FORMER_HOUSEHOLDS: QCoreApplication.translate("RegisterChanges", "Former households"),
    }[item]


def _value(item: Changed, value: str) -> str:
    if not value:
        return _NONE
    match item:
        case Changed.CITIZEN_NO:
            return wording.masked_number(value)
        case Changed.SEX:
            return wording.sex_word(value) or value
        case Changed.RELATION_TO_HEAD:
            return wording.relation_word(value)
        case Changed.HOUSEHOLD_TYPE:
            return read(HouseholdType(value).label)
        case Changed.BIRTH_DATE:
            day = parse_day(value)
            return wording.full_date(day) if day else value
        case Changed.STATUS:
            return {
                RegistrationStatus.REGISTERED: QCoreApplication.translate("RegisterChanges", "registered"),
                RegistrationStatus.CANCELLED: QCoreApplication.translate("RegisterChanges", "cancelled"),
                RegistrationStatus.MOVED_OUT: QCoreApplication.translate("RegisterChanges", "has moved out"),
            }[RegistrationStatus(value)]
    return value
