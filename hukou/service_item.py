"""What one catalogue entry may say: the types behind `resources/catalogue/*.toml`.

Unknown keys are refused, so that a misspelt key is found when the file is loaded and not at the counter.
References between parts (a field's section, what `show_if` looks at) are checked here as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from hukou.calendar import Limit, LimitUnit

APPLICANT_FIELD = "applicant.relation"
"""A name that `show_if` may look at besides the form's own fields: `self`, `guardian` or `agent`."""

APPLICANT_RELATIONS = ("self", "guardian", "agent")


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldType(StrEnum):
    """How a value is typed in and kept: a text, except PERIOD `{"start": …, "end": …}`; days are ISO dates."""

    TEXT = "text"
    MULTILINE = "multiline"
    CHOICE = "choice"
    DATE = "date"
    PERIOD = "period"
    CITIZEN_NO = "citizen_no"
    PERSON_NAME = "person_name"
    PHONE = "phone"
    ADDRESS = "address"


class Source(_Data):
    """Where a rule comes from. `confidence` repeats the tags of the domain notes."""

    title: str
    effective: date
    confidence: Literal["found", "known", "weak", "assumption"] = "found"


class ShowIf(_Data):
    """A part is asked for only while another field holds one of these values, or none of those."""

    field: str
    in_: tuple[str, ...] = Field(default=(), alias="in")
    not_in: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if bool(self.in_) == bool(self.not_in):
            raise ValueError("show_if needs either in or not_in")
        return self

    def holds(self, values: Mapping[str, Any]) -> bool:
        value = values.get(self.field)
        return value in self.in_ if self.in_ else value not in self.not_in


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, Mapping) else value


Conditions = Annotated[tuple[ShowIf, ...], BeforeValidator(_as_tuple)]
"""Written as one table or as a list of them; all have to hold."""


class Choice(_Data):
    id: str
    label: str
    hint: str = ""


class Section(_Data):
    id: str
    title: str
    hint: str = ""


class FieldSpec(_Data):
    """One field of the form. `max_length` counts code points."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str
    type: FieldType
    section: str
    required: bool = False
    help: str = ""
    placeholder: str = ""
    max_length: int = Field(default=100, gt=0, le=2000)
    not_future: bool = False
    choices: tuple[Choice, ...] = ()
    show_if: Conditions = ()
    sensitive: bool = False
    """Masked on screen until revealed."""

    @model_validator(mode="after")
    def _choices_where_needed(self) -> Self:
        if (self.type is FieldType.CHOICE) != bool(self.choices):
            raise ValueError(f"field {self.id}: choices belong to the type choice, and only to it")
        return self

    def choice(self, choice_id: str) -> Choice | None:
        return next((c for c in self.choices if c.id == choice_id), None)


class MaterialSpec(_Data):
    """One paper. `shared`: obtained by data sharing, not to be asked for (公通字〔2021〕12号 Art. 12)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str
    required: bool = True
    show_if: Conditions = ()
    shared: bool = False
    hint: str = ""
    how_to_get: str = ""
    """What the one-off notice tells the resident to bring or where to get it."""

    @model_validator(mode="after")
    def _shared_is_not_demanded(self) -> Self:
        if not self.shared and self.required and not self.how_to_get:
            raise ValueError(f"material {self.id}: a required paper needs how_to_get")
        return self


class Fee(_Data):
    """`yuan` is None where a province sets the amount; then `label` stands on the tile."""

    yuan: int | None = Field(default=None, ge=0)
    label: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.yuan is None and not self.label:
            raise ValueError("fee: yuan or label is needed")
        return self

    @property
    def text(self) -> str:
        if self.label:
            return self.label
        return f"{self.yuan} 元" if self.yuan else "免费"


class ServiceItem(_Data):
    """A service item as staff choose it. `limit` is the legal limit, `promised` what this station keeps."""

    id: str = Field(pattern=r"^[a-z_]+(\.[a-z_]+)*$")
    code: str = Field(pattern=r"^\d{2}$")
    name: str
    title: str
    keys: tuple[str, ...] = Field(min_length=1)
    """Pinyin initials, lower case."""
    group: str
    icon: str
    available: bool = True
    unavailable_reason: str = ""
    fee: Fee = Fee(yuan=0)
    limit: Limit
    promised: Limit | None = None
    tile_hint: str = ""
    """Replaces the limit on the tile, e.g. 先核资格."""
    sources: tuple[Source, ...] = Field(min_length=1)
    conditions: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    fields: tuple[FieldSpec, ...] = ()
    materials: tuple[MaterialSpec, ...] = ()
    outputs: tuple[str, ...] = ()
    certificate_kind: str = ""

    @property
    def fee_text(self) -> str:
        return self.fee.text

    @property
    def limit_text(self) -> str:
        """`当场办结`, `45 日内`, `7 个工作日`: natural and working days are never mixed up."""
        return limit_text(self.promised or self.limit)

    @property
    def tile_text(self) -> str:
        """The second line of a tile: fee and limit, or why the service is not to be had."""
        if not self.available:
            return self.unavailable_reason
        return f"{self.fee_text} · {self.tile_hint or self.limit_text}"

    def field(self, field_id: str) -> FieldSpec | None:
        return next((f for f in self.fields if f.id == field_id), None)

    def material(self, material_id: str) -> MaterialSpec | None:
        return next((m for m in self.materials if m.id == material_id), None)

    def visible_fields(self, values: Mapping[str, Any]) -> tuple[FieldSpec, ...]:
        """The fields asked for at present; a field hangs on another only while that one is asked for."""
        shown: dict[str, FieldSpec] = {}
        for spec in self.fields:
            if _is_asked(spec.show_if, shown, values):
                shown[spec.id] = spec
        return tuple(shown.values())

    def visible_materials(self, values: Mapping[str, Any]) -> tuple[MaterialSpec, ...]:
        """`values` are the form's fields and, under `applicant.relation`, who stands at the counter."""
        shown = {spec.id: spec for spec in self.visible_fields(values)}
        return tuple(m for m in self.materials if _is_asked(m.show_if, shown, values))

    @model_validator(mode="after")
    def _parts_fit_together(self) -> Self:
        _no_doubles("sections", (s.id for s in self.sections))
        _no_doubles("fields", (f.id for f in self.fields))
        _no_doubles("materials", (m.id for m in self.materials))
        known_sections = [s.id for s in self.sections]
        earlier: dict[str, FieldSpec] = {}
        for spec in self.fields:
            if spec.section not in known_sections:
                raise ValueError(f"field {spec.id}: unknown section {spec.section}, known {known_sections}")
            _check_show_if(f"field {spec.id}", spec.show_if, earlier)
            earlier[spec.id] = spec
        for material in self.materials:
            _check_show_if(f"material {material.id}", material.show_if, earlier)
        if not self.available and not self.unavailable_reason:
            raise ValueError("unavailable_reason: an entry that is not available says why")
        return self


def limit_text(limit: Limit) -> str:
    if limit.value == 0:
        return "当场办结"
    match limit.unit:
        case LimitUnit.WORKING_DAY:
            return f"{limit.value} 个工作日"
        case LimitUnit.DAY:
            return f"{limit.value} 日内"
        case LimitUnit.MONTH:
            return f"{limit.value} 个月内"


def _no_doubles(key: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise ValueError(f"{key}: {name} occurs twice")
        seen.add(name)


def _is_asked(conditions: Conditions, shown: Mapping[str, FieldSpec], values: Mapping[str, Any]) -> bool:
    """What hangs on a field that is not asked for is not asked for either."""
    return all(
        (condition.field in shown or condition.field == APPLICANT_FIELD) and condition.holds(values)
        for condition in conditions
    )


def _check_show_if(where: str, conditions: Conditions, earlier: Mapping[str, FieldSpec]) -> None:
    for condition in conditions:
        if condition.field == APPLICANT_FIELD:
            known: tuple[str, ...] = APPLICANT_RELATIONS
        elif condition.field in earlier:
            known = tuple(choice.id for choice in earlier[condition.field].choices)
        else:
            raise ValueError(f"{where}: show_if looks at {condition.field}, known before it {list(earlier)}")
        unknown = [value for value in (*condition.in_, *condition.not_in) if known and value not in known]
        if unknown:
            raise ValueError(f"{where}: show_if names {unknown}, known {list(known)}")
