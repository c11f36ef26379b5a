"""What the gallery plays: each scene brings the window into a state worth looking at, with real services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hukou.case import MaterialState
from hukou.household import EventKind
from tests.ui.desk_kit import Counter, card_of

Settle = Callable[[], None]


def person_with(counter: Counter, *kinds: EventKind) -> tuple[Any, Any]:
    """A person of the window's own station whose register entry holds one of these events, and the household."""
    for household in counter.register.households:
        if household.station != counter.context.session.terminal.station.station:
            continue
        for person in household.members:
            if any(event.kind in kinds for event in person.events) and person.birth_date < date(2000, 1, 1):
                return person, household
    raise LookupError(str(kinds))


def read_card(counter: Counter, settle: Settle, *kinds: EventKind, valid_to: Any = None) -> Any:
    """Lay the card of such a person on the reader and read it."""
    person, household = person_with(counter, *kinds)
    counter.reader.card = card_of(person, household, valid_to=valid_to)
    page = counter.page("counter")
    page.read_card()
    settle()
    return page


def counter_empty(counter: Counter, settle: Settle) -> None:
    counter.page("counter")


def counter_manual(counter: Counter, settle: Settle) -> None:
    page = counter.page("counter")
    page.type_person("11010519491231002")
    page.panel.manual.name.setText("林·")
    page.panel.manual.submit()


def counter_resident(counter: Counter, settle: Settle) -> None:
    page = read_card(counter, settle, EventKind.CHANGE, valid_to=date(2027, 1, 9))
    page.choose("certificate.change")
    settle()
    case = counter.window.page("case")
    case.hold_draft()
    settle()
    counter.page("counter")
    page.identify(page.resident or counter.window.page("counter").resident)


def counter_reading(counter: Counter, settle: Settle) -> None:
    page = counter.page("counter")
    counter.reader.failure = None
    from window_client.services.devices.device_errors import CardLiftedError

    counter.reader.failure = CardLiftedError()
    page.read_card()
    settle()
    counter.reader.failure = None


def case_applicant(counter: Counter, settle: Settle) -> None:
    page = read_card(counter, settle, EventKind.MOVE_OUT)
    page.choose("certificate.cancellation")
    settle()


def case_form(counter: Counter, settle: Settle) -> None:
    case = counter.window.page("case")
    counter.window.show_page("case", case_id=case.intake.case.case_id, resident=None)
    settle()
    case.go_on()
    settle()
    case.edits.pick(case.form.register.picks.cards()[0].choice.value)
    case.form.form.editor("purpose").control.setText("办理不动产登记")
    case.edits.change_field("purpose", "办理不动产登记")
    settle()
    case.go_on()


def case_refused(counter: Counter, settle: Settle) -> None:
    case = counter.window.page("case")
    case.edits.fill_in({"register_book": "shown"})


def case_materials(counter: Counter, settle: Settle) -> None:
    case = counter.window.page("case")
    case.edits.fill_in({"register_book": "unavailable", "kinship_to_subject": "子女"})
    settle()
    case.go_on()
    settle()
    case.edits.mark("id_card", MaterialState.ORIGINAL_SEEN)


def case_check(counter: Counter, settle: Settle) -> None:
    case = counter.window.page("case")
    for material in case.intake.materials():
        if not material.shared:
            case.edits.mark(material.id, MaterialState.ORIGINAL_SEEN)
    settle()
    case.go_on()


def case_receipt(counter: Counter, settle: Settle) -> None:
    case = counter.window.page("case")
    case.go_on()
    settle()


def certificate_decide(counter: Counter, settle: Settle) -> None:
    case = counter.window.page("case")
    counter.page("certificate", case_id=case.intake.case.case_id)
    settle()
    counter.window.page("certificate").decide.set_reason("经核对户籍登记，符合出具条件。")


def certificate_issue(counter: Counter, settle: Settle) -> None:
    from tests.fakes import PASSWORD

    page = counter.window.page("certificate")
    case_id = page.issuing.detail.case.case_id
    counter.desk.cases.approve(case_id, "经核对户籍登记，符合出具条件。")
    counter.desk.sync.run_once(force=True)
    page.refresh()
    settle()
    page.acts.issue()
    settle()
    counter.context.session.step_up(PASSWORD)


def certificate_print(counter: Counter, settle: Settle) -> None:
    page = counter.window.page("certificate")
    page.step_up.finish()
    page.acts.issue()
    settle()


def certificate_confirm(counter: Counter, settle: Settle) -> None:
    page = counter.window.page("certificate")
    page.acts.print_paper()
    settle()
    page.check_panel.digits.setText("000")
    page.check_panel.try_confirm()
    settle()


def certificate_done(counter: Counter, settle: Settle) -> None:
    page = counter.window.page("certificate")
    number = page.issuing.entry.number
    page.acts.confirm(number[-3:])
    settle()


def certificate_waiting(counter: Counter, settle: Settle) -> None:
    page = counter.window.page("certificate")
    page.show_waiting()


def cases_list(counter: Counter, settle: Settle) -> None:
    counter.page("cases", view="all")


def sync_online(counter: Counter, settle: Settle) -> None:
    counter.page("sync")
    settle()
    counter.window.page("sync").send_now()
    settle()


def sync_offline(counter: Counter, settle: Settle) -> None:
    counter.go_offline()
    counter.clock.advance(days=2, hours=3)
    page = read_card(counter, settle, EventKind.CORRECTION, EventKind.CHANGE)
    page._open("certificate.former_cohousehold")
    settle()
    case = counter.window.page("case")
    case.go_on()
    settle()
    counter.page("sync")
    settle()
    counter.window.page("sync").send_now()
    settle()


def case_offline(counter: Counter, settle: Settle) -> None:
    case = counter.window.page("case")
    counter.page("case", case_id=case.intake.case.case_id)
    settle()


def settings(counter: Counter, settle: Settle) -> None:
    counter.page("settings")
    settle()
    counter.window.page("settings").run_doctor()


def help_page(counter: Counter, settle: Settle) -> None:
    counter.page("help", code="SY-101")


SCENES: dict[str, Callable[[Counter, Settle], None]] = {
    "01-counter-empty": counter_empty,
    "02-counter-manual": counter_manual,
    "03-counter-error": counter_reading,
    "04-counter-resident": counter_resident,
    "05-case-applicant": case_applicant,
    "06-case-form": case_form,
    "07-case-refused": case_refused,
    "08-case-materials": case_materials,
    "09-case-check": case_check,
    "10-case-receipt": case_receipt,
    "11-certificate-decide": certificate_decide,
    "12-certificate-issue": certificate_issue,
    "13-certificate-print": certificate_print,
    "14-certificate-confirm": certificate_confirm,
    "15-certificate-done": certificate_done,
    "16-certificate-waiting": certificate_waiting,
    "17-cases": cases_list,
    "18-sync": sync_online,
    "19-sync-offline": sync_offline,
    "20-case-offline": case_offline,
    "21-settings": settings,
    "22-help": help_page,
}
