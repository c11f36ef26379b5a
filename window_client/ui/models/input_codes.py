"""Which failure code belongs to a message below a field: the same fault has the same code on every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from hukou.catalogue import FieldType, ServiceItem
from window_client.errors import (
    CitizenNoInputError,
    DateInputError,
    DivisionDoubtError,
    InputError,
    PersonNameInputError,
    PhoneInputError,
    RareCharacterDoubtError,
    TextInputError,
)

_OF_TYPE: dict[FieldType, type[InputError]] = {
    FieldType.CITIZEN_NO: CitizenNoInputError,
    FieldType.PERSON_NAME: PersonNameInputError,
    FieldType.PHONE: PhoneInputError,
    FieldType.DATE: DateInputError,
    FieldType.PERIOD: DateInputError,
}
_OF_PART: dict[str, type[InputError]] = {
    "subject.name": PersonNameInputError,
    "applicant.name": PersonNameInputError,
    "applicant.citizen_no": CitizenNoInputError,
    "applicant.phone": PhoneInputError,
}


def with_code(text: str, error: type[InputError]) -> str:
    """Fact and remedy, with the code at the end."""
    return text + QCoreApplication.translate("FailureBanner", "Failure code {0}").format(error.code)


def coded_problems(
    problems: Mapping[str, str], item: ServiceItem, values: Mapping[str, Any]
) -> dict[str, str]:
    """Problems of an intake with their codes. A field that is still empty is no failure and has none;
    `values` are what is typed, by the keys of the problems.
    """
    return {
        key: with_code(text, error) if (error := _error(key, item)) and values.get(key) else text
        for key, text in problems.items()
    }


def coded_warnings(warnings: Mapping[str, str], item: ServiceItem) -> dict[str, str]:
    """The two doubts there are: the division of a number, rare characters of a name."""
    return {
        key: with_code(
            text, DivisionDoubtError if _error(key, item) is CitizenNoInputError else RareCharacterDoubtError
        )
        for key, text in warnings.items()
    }


def _error(key: str, item: ServiceItem) -> type[InputError] | None:
    """None for what is no field: a paper, the gate, the choice of the applicant."""
    if key in _OF_PART:
        return _OF_PART[key]
    spec = item.field(key)
    return _OF_TYPE.get(spec.type, TextInputError) if spec is not None else None
