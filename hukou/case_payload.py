"""What each kind of action carries. A text that has to be given is one that is not blank."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from hukou.case_model import Applicant, MaterialCheck, Side, Subject, Value

Given = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class OpenPayload(Value):
    service: Given
    subject: Subject


class AcceptPayload(Value):
    """Everything the intake steps collected, in one piece: a case is accepted whole or not at all."""

    case_no: Given
    subject: Subject
    applicant: Applicant
    fields: dict[str, Any]
    materials: tuple[MaterialCheck, ...]
    due_on: date | None = None


class RefuseAcceptancePayload(Value):
    reason: Given
    applicant: Applicant = Applicant()
    fields: dict[str, Any] = Field(default_factory=dict)
    notice_number: str = ""
    notice_sha256: str = ""


class SupplementPayload(Value):
    missing: tuple[Given, ...] = Field(min_length=1)
    fields: dict[str, Any] = Field(default_factory=dict)


class AmendPayload(Value):
    fields: dict[str, Any]


class MaterialPayload(Value):
    check: MaterialCheck


class NotePayload(Value):
    text: Given


class DecisionPayload(Value):
    reason: Given
    register_version: int | None = None
    notice_number: str = ""
    notice_sha256: str = ""


class IssuePayload(Value):
    number: Given
    certificate_kind: Given
    sha256: Sha256
    data_as_of: datetime
    register_version: int | None = None
    """Of the extract that the certificate was made from: the one that was decided on."""


class PrintPayload(Value):
    number: Given
    remark: str = ""


class ReasonPayload(Value):
    reason: Given


class CirculatePayload(Value):
    """`station` is the one that holds the register; '' recalls the case."""

    station: Annotated[str, StringConstraints(pattern=r"^([0-9]{12})?$")] = ""
    reason: Given


class DistinctPayload(Value):
    """Not the same matter as `other`, although person and service are the same."""

    other: UUID
    reason: Given


class ResolvePayload(Value):
    """A person's answer to a held step. `values` are what is written: by field, of those chosen as `mine`."""

    conflict: UUID
    kind: Given
    choices: dict[Given, Side] = Field(min_length=1)
    values: dict[str, Any] = Field(default_factory=dict)


class EmptyPayload(Value):
    pass
