"""A case while it is typed: the draft, the register's word, and what both mean for each step. No widgets here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from hukou.calendar import Deadline, working_calendar
from hukou.case import Applicant, Case, MaterialCheck, MaterialState, Subject
from hukou.catalogue import FieldType, ServiceItem, form_values, validate, validate_applicant, warnings
from hukou.certificate import GateResult, RefusalBox, Refused
from hukou.certificate_request import judge
from hukou.divisions import DivisionTable
from hukou.eligibility import ConditionResult, ConditionState, check, verdict
from hukou.form import person_name_problem
from hukou.household import RegisterExtract
from hukou.service_item import MaterialSpec
from window_client.services.views import Draft
from window_client.ui.models.input_codes import coded_problems, coded_warnings


class IntakeStep(StrEnum):
    APPLICANT = "applicant"
    FORM = "form"
    MATERIALS = "materials"
    CHECK = "check"
    RECEIPT = "receipt"


STEPS = tuple(IntakeStep)
TYPED_STEPS = (IntakeStep.APPLICANT, IntakeStep.FORM, IntakeStep.MATERIALS)

GATE = "gate"
"""Key of the problem that the certificate must be refused."""
SUBJECT_NAME = "subject.name"


@dataclass
class Intake:
    """One case at the counter. Change it through its methods; every one leaves a new `draft`."""

    item: ServiceItem
    case: Case
    draft: Draft
    today: date
    divisions: DivisionTable
    extract: RegisterExtract | None = None
    name_wanted: str = field(default="")
    """What to say when nobody knows the person's name yet."""

    # -- changing -------------------------------------------------------------------------------------

    def set_field(self, field_id: str, value: Any) -> None:
        """An empty value takes the field out of the draft."""
        fields = dict(self.draft.fields)
        if value in ("", None, {}):
            fields.pop(field_id, None)
        else:
            fields[field_id] = value
        self.draft = self.draft.model_copy(update={"fields": fields})

    def set_fields(self, values: Mapping[str, Any]) -> None:
        """Several at once."""
        for field_id, value in values.items():
            self.set_field(field_id, value)

    def set_applicant(self, applicant: Applicant) -> None:
        self.draft = self.draft.model_copy(update={"applicant": applicant})

    def set_subject(self, subject: Subject) -> None:
        self.draft = self.draft.model_copy(update={"subject": subject})

    def set_step(self, step: IntakeStep) -> None:
        self.draft = self.draft.model_copy(update={"step": step.value})

    def mark_material(self, material: str, state: MaterialState | None, staff_no: str, now: datetime) -> None:
        """`None` takes the mark away: nobody has looked at the paper."""
        kept = tuple(check for check in self.draft.materials if check.material != material)
        if state is not None:
            kept = (*kept, MaterialCheck(material=material, state=state, seen_by=staff_no, seen_at=now))
        self.draft = self.draft.model_copy(update={"materials": kept})

    def take_extract(self, extract: RegisterExtract) -> None:
        """The register answered; a person typed by number alone gets the registered name."""
        self.extract = extract
        subject = self.draft.subject
        changes: dict[str, Any] = {}
        if not subject.name:
            changes["name"] = extract.person.name
        if not subject.citizen_no:
            changes["citizen_no"] = extract.person.citizen_no
        if changes:
            self.set_subject(subject.model_copy(update=changes))

    # -- judging --------------------------------------------------------------------------------------

    @property
    def values(self) -> dict[str, Any]:
        """The fields, with who stands at the counter."""
        return form_values(self.draft.fields, self.draft.applicant)

    @property
    def step(self) -> IntakeStep:
        return IntakeStep(self.draft.step) if self.draft.step in STEPS else IntakeStep.APPLICANT

    def materials(self) -> tuple[MaterialSpec, ...]:
        """The papers asked for at present."""
        return self.item.visible_materials(self.values)

    def material_check(self, material: str) -> MaterialCheck | None:
        return next((check for check in self.draft.materials if check.material == material), None)

    def checks_asked_for(self) -> tuple[MaterialCheck, ...]:
        """What was seen of the papers that are still asked for."""
        asked = {material.id for material in self.materials()}
        return tuple(check for check in self.draft.materials if check.material in asked)

    def missing_materials(self) -> tuple[MaterialSpec, ...]:
        """Papers for the one-off notice: marked as missing, or required and not seen."""
        found = []
        for material in self.materials():
            mark = self.material_check(material.id)
            if mark is None:
                wanted = material.required and not material.shared
            else:
                wanted = mark.state is MaterialState.MISSING
            if wanted:
                found.append(material)
        return tuple(found)

    def papers_missing(self) -> bool:
        """Whether a required paper keeps the materials step."""
        return any(material.required for material in self.missing_materials())

    def awaits(self, material: MaterialSpec) -> bool:
        """Whether this is data that the province shares and has not sent yet: nobody can hand them in."""
        return material.shared and self.extract is None

    def material_count(self) -> tuple[int, int]:
        """How many of the required materials are complete, and how many there are. Shared data count when
        they have come, not before.
        """
        wanted = [material for material in self.materials() if material.required]
        missing = {material.id for material in self.missing_materials()}
        done = [one for one in wanted if one.id not in missing and not self.awaits(one)]
        return len(done), len(wanted)

    def problems(self) -> dict[str, str]:
        """Everything between this draft and its acceptance; keys as `hukou.form`, and `gate`."""
        draft = self.draft
        found: dict[str, str] = {}
        if not draft.subject.name.strip():
            found[SUBJECT_NAME] = self.name_wanted
        elif self._name_is_typed() and (wrong := person_name_problem(draft.subject.name)):
            found[SUBJECT_NAME] = wrong
        found |= validate_applicant(draft.applicant, draft.subject, self.today)
        fields = validate(self.item, draft.fields, self.checks_asked_for(), self.today, draft.applicant)
        found |= {key: text for key, text in fields.items() if not key.startswith("material.")}
        refused = self.refusal()
        if refused is not None:
            found[GATE] = "".join(refused.grounds)
        found |= {key: text for key, text in fields.items() if key.startswith("material.")}
        return found

    def _name_is_typed(self) -> bool:
        """Neither the chip's nor the register's: those stand as they are."""
        return self.draft.subject.identified_by != "chip" and self.extract is None

    def told_problems(self) -> dict[str, str]:
        """`problems` as they are shown, with their failure codes."""
        applicant = self.draft.applicant
        typed = {
            **self.draft.fields,
            SUBJECT_NAME: self.draft.subject.name.strip(),
            "applicant.name": applicant.name,
            "applicant.citizen_no": applicant.citizen_no,
            "applicant.phone": applicant.phone,
        }
        return coded_problems(self.problems(), self.item, typed)

    def told_warnings(self) -> dict[str, str]:
        """`warnings` as they are shown, with their failure codes."""
        return coded_warnings(self.warnings(), self.item)

    def step_problems(self, step: IntakeStep) -> dict[str, str]:
        """The problems that one step can mend; the last two steps gather all."""
        everything = self.problems()
        if step not in TYPED_STEPS:
            return everything
        return {key: text for key, text in everything.items() if step_of(key) is step}

    def warnings(self) -> dict[str, str]:
        """What deserves a second look and blocks nothing."""
        return warnings(self.item, self.draft.fields, self.today, self.draft.applicant, self.divisions)

    def conditions(self) -> tuple[ConditionResult, ...]:
        """The eligibility panel, line by line."""
        return check(
            self.item,
            self.draft.subject,
            self.extract,
            self.values,
            self.today,
            divisions=self.divisions,
            station=self.case.station,
        )

    def verdict(self) -> ConditionState:
        return ConditionState.REFUSE if self.refusal() else verdict(self.conditions())

    def gate(self) -> GateResult | None:
        """What the certificate gate says; None for other services and before there is something to judge."""
        if not self.item.certificate_kind or not self._matter_is_named():
            return None
        return judge(self.item, self.draft.fields, self.extract, self.case.station)

    def refusal(self) -> Refused | None:
        """Why a written refusal has to be given, None when none has."""
        if not self.item.certificate_kind or not self._matter_is_named():
            return None
        gate = self.gate()
        if isinstance(gate, Refused):
            return gate
        grounds = tuple(line.text for line in self.conditions() if line.state is ConditionState.REFUSE)
        return Refused(RefusalBox.UNVERIFIED, grounds, ()) if grounds else None

    def _matter_is_named(self) -> bool:
        """Whether the form says what is to be certified: every required choice and name of it is filled in."""
        telling = (FieldType.CHOICE, FieldType.PERSON_NAME)
        for spec in self.item.visible_fields(self.values):
            if (
                spec.required
                and spec.type in telling
                and not (spec.id == "reason" and self.item.field("requested_fact"))
                and not self.draft.fields.get(spec.id)
            ):
                return False
        return True

    def deadline(self) -> Deadline:
        """The last day, were the case accepted today: a certificate without its data has the legal limit."""
        waits = bool(self.item.certificate_kind) and self.extract is None
        limit = self.item.limit if waits else self.item.promised or self.item.limit
        return working_calendar().deadline(self.today, limit)


def step_of(key: str) -> IntakeStep:
    """The step on which a problem is mended."""
    if key == SUBJECT_NAME or key.startswith("applicant."):
        return IntakeStep.APPLICANT
    if key.startswith("material."):
        return IntakeStep.MATERIALS
    return IntakeStep.FORM
