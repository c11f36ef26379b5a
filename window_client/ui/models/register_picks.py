"""Entries of the register extract that a form can be filled in from: chosen, not copied by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from hukou.catalogue import ServiceItem
from hukou.household import EventKind, RegisterEvent, RegisterExtract
from window_client.ui import wording

_CHANGES = (EventKind.CHANGE, EventKind.CORRECTION)


@dataclass(frozen=True)
class Pick:
    """One entry. `fields` is what choosing it fills in; `optional` are those a form may leave empty and still
    mean this entry. `stands_first`: of several it may mean, the latest (the form's help says so).
    """

    key: str
    label: str
    reason: str
    fields: Mapping[str, Any]
    optional: frozenset[str] = frozenset()
    stands_first: bool = False


def picks_for(item: ServiceItem, extract: RegisterExtract) -> tuple[Pick, ...]:
    """What the register offers for this service, latest first; empty when it holds nothing of the kind."""
    events = sorted(extract.person.events, key=lambda event: event.recorded_on, reverse=True)
    match item.certificate_kind:
        case "change":
            return tuple(
                _change(item, event, at) for at, event in enumerate(events) if event.kind in _CHANGES
            )
        case "cancellation":
            wanted = [e for e in events if e.kind.is_cancellation or e.kind is EventKind.MOVE_OUT]
            return tuple(_cancellation(event, at) for at, event in enumerate(wanted))
        case "former_cohousehold":
            return _former(extract)
    return ()


def chosen_pick(picks: tuple[Pick, ...], fields: Mapping[str, Any]) -> Pick | None:
    """The pick that the form means now: its own values, or the one entry that agrees with what is typed."""
    agreeing = [pick for pick in picks if _agrees(pick, fields)]
    exact = [
        pick for pick in agreeing if all(fields.get(key, "") == value for key, value in pick.fields.items())
    ]
    found = exact or agreeing
    return found[0] if len(found) == 1 or any(pick.stands_first for pick in found) else None


def _agrees(pick: Pick, fields: Mapping[str, Any]) -> bool:
    return all(
        fields.get(key, "") == value or (key in pick.optional and not fields.get(key))
        for key, value in pick.fields.items()
    )


def _change(item: ServiceItem, event: RegisterEvent, at: int) -> Pick:
    spec = item.field("change_item")
    choice = next((c for c in spec.choices if c.label == event.item), None) if spec else None
    fields: dict[str, Any] = {
        "change_item": choice.id if choice else "other",
        "change_date": event.recorded_on.isoformat(),
    }
    fields["change_item_name"] = "" if choice else event.item
    word = (
        QCoreApplication.translate("RegisterPicks", "{0} corrected")
        if event.kind is EventKind.CORRECTION
        else QCoreApplication.translate("RegisterPicks", "{0} changed")
    )
    day = wording.full_date(event.recorded_on)
    return Pick(f"event{at}", word.format(event.item), day, fields, frozenset({"change_date"}), True)


def _cancellation(event: RegisterEvent, at: int) -> Pick:
    label = {
        EventKind.CANCELLED_DEATH: QCoreApplication.translate("RegisterPicks", "Cancelled: death"),
        EventKind.CANCELLED_SETTLED_ABROAD: QCoreApplication.translate(
            "RegisterPicks", "Cancelled: settled abroad"
        ),
        EventKind.CANCELLED_SETTLED_HMT: QCoreApplication.translate(
            "RegisterPicks", "Cancelled: settled in Hong Kong, Macao or Taiwan"
        ),
    }.get(event.kind, QCoreApplication.translate("RegisterPicks", "Moved out"))
    reason = "\u3000".join(part for part in (wording.full_date(event.recorded_on), event.place) if part)
    return Pick(f"event{at}", label, reason, {"cancellation_reason": event.kind.value})


def _former(extract: RegisterExtract) -> tuple[Pick, ...]:
    found: list[Pick] = []
    for household in sorted(extract.former_households, key=lambda h: h.end, reverse=True):
        period = {"start": household.start.isoformat(), "end": household.end.isoformat()}
        for member in household.members:
            years = QCoreApplication.translate("RegisterPicks", "{0} to {1}, head {2}").format(
                wording.full_date(household.start), wording.full_date(household.end), household.head_name
            )
            fields = {
                "relative_name": member.name,
                "relative_citizen_no": member.citizen_no,
                "relative_birth_date": member.birth_date.isoformat(),
                "cohousehold_period": period,
            }
            label = f"{member.name}（{wording.relation_word(member.relation)}）"
            optional = frozenset(fields) - {"relative_name"}
            found.append(Pick(f"{household.household_no}/{len(found)}", label, years, fields, optional))
    return tuple(found)
