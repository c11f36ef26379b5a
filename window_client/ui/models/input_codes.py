"""Which failure code belongs to a message below a field: the same fault has the same code on every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hukou.catalogue import FieldType, ServiceItem
from window_client.errors import (
    CitizenNoInputError,
    DateInputError,
    DivisionDoubtError,
    InputError,
    MaterialMissingError,
    PersonNameInputError,
    PhoneInputError,
    RareCharacterDoubtError,
    RequiredFieldError,
    TextInputError,
)
from window_client.ui.widgets.failure_banner import with_code

__all__ = ["coded_problems", "coded_warnings", "with_code"]

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


def coded_problems(
    problems: Mapping[str, str], item: ServiceItem, values: Mapping[str, Any]
) -> dict[str, str]:
    """Problems of an intake with their codes; `values` are what is typed, by the keys of the problems."""
    return {
        key: with_code(text, error) if (error := _error(key, item, bool(values.get(key)))) else text
        for key, text in problems.items()
    }


def coded_warnings(warnings: Mapping[str, str], item: ServiceItem) -> dict[str, str]:
    """The two doubts there are: the division of a number, rare characters of a name."""
    return {
        key: with_code(
            text,
            DivisionDoubtError if _error(key, item, True) is CitizenNoInputError else RareCharacterDoubtError,
        )
        for key, text in warnings.items()
    }


def _error(key: str, item: ServiceItem, is_typed: bool) -> type[InputError] | None:
    """None for what no field mends: the gate."""
    if key.startswith("material."):
        return MaterialMissingError
    spec = item.field(key)
    if spec is None and not key.startswith(("subject.", "applicant.")):
        return None
    if not is_typed:
        return RequiredFieldError
    if key in _OF_PART:
        return _OF_PART[key]
    return _OF_TYPE.get(spec.type, TextInputError) if spec is not None else InputError
