"""A held step in words: what was changed on which side, and what saving the choices would write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from hukou.case import CertificateState, MaterialState, Side, Status
from hukou.catalogue import Catalogue, ServiceItem
from hukou.conflict import STEP, Difference
from window_client.services.conflict_sheets import ConflictSheet
from window_client.ui import wording
from window_client.ui.models.step_words import action_word
from window_client.ui.reading import read


@dataclass(frozen=True)
class ChoiceLine:
    """One value that a person chooses. `base` is what it was before both."""

    path: str
    label: str
    base: str
    mine: str
    theirs: str


def choice_lines(sheet: ConflictSheet, catalogue: Catalogue) -> tuple[ChoiceLine, ...]:
    """What is to be chosen: value by value, or the step as a whole."""
    item = _item(sheet, catalogue)
    if sheet.choices:
        return tuple(_line(one, item) for one in sheet.choices)
    mine = QCoreApplication.translate("Conflict", "Do it all the same: {0}").format(action_word(sheet.kind))
    theirs = QCoreApplication.translate("Conflict", "Leave it; the case stays as the province has it")
    label = QCoreApplication.translate("Conflict", "The step that did not take effect")
    return (ChoiceLine(STEP, label, "", mine, theirs),)


def other_lines(sheet: ConflictSheet, catalogue: Catalogue) -> tuple[ChoiceLine, ...]:
    """What else the two sides do not have alike: told, not chosen."""
    return tuple(_line(one, _item(sheet, catalogue)) for one in sheet.others)


def saved_lines(lines: tuple[ChoiceLine, ...], chosen: Mapping[str, Side]) -> tuple[tuple[str, str], ...]:
    """Label and value as they will be saved; an open one says so."""
    found = []
    for line in lines:
        side = chosen.get(line.path)
        value = line.mine if side is Side.MINE else line.theirs
        if side is None:
            value = QCoreApplication.translate("Conflict", "to be chosen")
        found.append((line.label, value))
    return tuple(found)


def _item(sheet: ConflictSheet, catalogue: Catalogue) -> ServiceItem | None:
    case = sheet.theirs or sheet.base
    return catalogue.by_id.get(case.service) if case is not None else None


def _line(one: Difference, item: ServiceItem | None) -> ChoiceLine:
    base, mine, theirs = (_value(item, one.path, value) for value in (one.base, one.mine, one.theirs))
    return ChoiceLine(one.path, _label(item, one.path), base, mine, theirs)


def _label(item: ServiceItem | None, path: str) -> str:
    part, _, key = path.partition(".")
    if part == "fields":
        spec = item.field(key) if item is not None else None
        return read(spec.label) if spec is not None else key
    if part == "materials":
        paper = item.material(key) if item is not None else None
        return read(paper.label) if paper is not None else key
    if part in ("applicant", "subject"):
        return f"{_PEOPLE[part]()}\u3000{_PERSON.get(key, lambda: key)()}"
    return _WHOLE[part]() if part in _WHOLE else path


_PEOPLE = {
    "applicant": lambda: QCoreApplication.translate("Conflict", "Applicant"),
    "subject": lambda: QCoreApplication.translate("Conflict", "Person concerned"),
}
_PERSON = {
    "name": lambda: QCoreApplication.translate("Conflict", "Name"),
    "citizen_no": lambda: QCoreApplication.translate("Conflict", "Citizen number"),
    "phone": lambda: QCoreApplication.translate("Conflict", "Telephone"),
    "relation": lambda: QCoreApplication.translate("Conflict", "Who applies"),
    "birth_date": lambda: QCoreApplication.translate("Conflict", "Date of birth"),
    "identified_by": lambda: QCoreApplication.translate("Conflict", "How identified"),
}
_WHOLE = {
    "status": lambda: QCoreApplication.translate("Conflict", "State"),
    "decision": lambda: QCoreApplication.translate("Conflict", "Decision"),
    "missing": lambda: QCoreApplication.translate("Conflict", "Missing materials"),
    "circulation": lambda: QCoreApplication.translate("Conflict", "Register place"),
    "certificates": lambda: QCoreApplication.translate("Conflict", "Certificate"),
}


def _value(item: ServiceItem | None, path: str, value: Any) -> str:
    part, _, key = path.partition(".")
    if value in (None, "", [], {}):
        return QCoreApplication.translate("Conflict", "(none)")
    if part == "fields":
        return _field(item, key, value)
    if part == "materials" and isinstance(value, dict):
        return _MATERIAL.get(MaterialState(value["state"]), lambda: str(value["state"]))()
    if part in ("applicant", "subject"):
        return _person(key, str(value))
    if part == "status":
        return wording.status_mark(Status(value)).text
    if part == "decision" and isinstance(value, dict):
        return str(value["reason"])
    if part == "certificates":
        return f"{key}\u3000{_PAPER[CertificateState(value)]()}"
    if isinstance(value, list):
        return "、".join(_label(item, f"materials.{one}") for one in value)
    return str(value)


def _field(item: ServiceItem | None, key: str, value: Any) -> str:
    spec = item.field(key) if item is not None else None
    if isinstance(value, dict):
        return " — ".join(str(value.get(end) or "…") for end in ("start", "end"))
    choice = spec.choice(str(value)) if spec is not None and spec.choices else None
    return read(choice.label) if choice is not None else str(value)


def _person(key: str, value: str) -> str:
    if key == "relation":
        return wording.applicant_word(value)
    if key == "citizen_no":
        return wording.masked_number(value)
    if key == "phone":
        return f"{value[:3]} •••• {value[-4:]}" if len(value) > 7 else value
    if key == "identified_by" and value == "chip":
        return QCoreApplication.translate("Conflict", "card read")
    if key == "identified_by":
        return QCoreApplication.translate("Conflict", "typed")
    return value


_MATERIAL = {
    MaterialState.ORIGINAL_SEEN: lambda: QCoreApplication.translate("Conflict", "original seen"),
    MaterialState.COPY_ON_FILE: lambda: QCoreApplication.translate("Conflict", "copy on file"),
    MaterialState.SHARED: lambda: QCoreApplication.translate("Conflict", "from data sharing"),
    MaterialState.MISSING: lambda: QCoreApplication.translate("Conflict", "missing"),
}
_PAPER = {
    CertificateState.ISSUED: lambda: QCoreApplication.translate("Conflict", "issued"),
    CertificateState.CONFIRMED: lambda: QCoreApplication.translate("Conflict", "print confirmed"),
    CertificateState.SPOILED: lambda: QCoreApplication.translate("Conflict", "void"),
}
