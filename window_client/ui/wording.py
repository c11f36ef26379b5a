"""Words, dates and numbers as staff read them: one place, so that every page says the same thing the same way.

Times are shown in Asia/Shanghai, dates without leading zeros (2026年11月24日), times in 24 hours.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from hukou.case import Status
from hukou.citizen_no import normalise_citizen_no
from hukou.codes import relation as relation_code
from hukou.codes import sex as sex_code
from window_client.services.clock import CHINA
from window_client.services.views import CaseDetail, CaseRow, PaperState
from window_client.ui.reading import read
from window_client.ui.reading import sentences as sentences
from window_client.ui.widgets.deadline_chip import urgency

_BULLET = "•"


class Mark(NamedTuple):
    """A state as a badge shows it."""

    text: str
    kind: str
    icon: str


# --- dates and times ---------------------------------------------------------------------------------


def full_date(day: date) -> str:
    """2026年11月24日."""
    return QCoreApplication.translate("Wording", "{0}-{1}-{2}").format(day.year, day.month, day.day)


def short_date(day: date) -> str:
    """11月24日, for lists whose year is plain."""
    return QCoreApplication.translate("Wording", "{0}/{1}").format(day.month, day.day)


def weekday(day: date) -> str:
    """星期二."""
    names = (
        QCoreApplication.translate("Wording", "Monday"),
        QCoreApplication.translate("Wording", "Tuesday"),
        QCoreApplication.translate("Wording", "Wednesday"),
        QCoreApplication.translate("Wording", "Thursday"),
        QCoreApplication.translate("Wording", "Friday"),
        QCoreApplication.translate("Wording", "Saturday"),
        QCoreApplication.translate("Wording", "Sunday"),
    )
    return names[day.weekday()]


def clock_time(moment: datetime, seconds: bool = False) -> str:
    """10:24 or 10:24:31 at the counter."""
    return moment.astimezone(CHINA).strftime("%H:%M:%S" if seconds else "%H:%M")


def day_time(moment: datetime, today: date) -> str:
    """今日 10:34, 11月24日 10:34, or with the year when it is another one."""
    local = moment.astimezone(CHINA)
    clock = local.strftime("%H:%M")
    if local.date() == today:
        return QCoreApplication.translate("Wording", "Today {0}").format(clock)
    day = short_date(local.date()) if local.year == today.year else full_date(local.date())
    return f"{day} {clock}"


def full_time(moment: datetime) -> str:
    """2026年11月24日 10:12."""
    local = moment.astimezone(CHINA)
    return f"{full_date(local.date())} {local:%H:%M}"


def is_stale(moment: datetime, now: datetime) -> bool:
    """Older than a day: a data-as-of time then turns amber."""
    return now - moment > timedelta(days=1)


def span(length: timedelta) -> str:
    """2 天 3 小时, 3 小时 5 分钟, 12 分钟; never negative."""
    minutes = max(0, int(length.total_seconds()) // 60)
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return QCoreApplication.translate("Wording", "{0} d {1} h").format(days, hours)
    if hours:
        return QCoreApplication.translate("Wording", "{0} h {1} min").format(hours, minutes)
    return QCoreApplication.translate("Wording", "{0} min").format(minutes)


# --- persons -----------------------------------------------------------------------------------------


def masked_number(number: str) -> str:
    """390102 •••••••• 0517; other documents show their last four characters only."""
    text = normalise_citizen_no(number)
    if not text:
        return ""
    if len(text) == 18:
        return f"{text[:6]} {_BULLET * 8} {text[14:]}"
    return f"{_BULLET * max(4, len(text) - 4)} {text[-4:]}"


def sex_word(code: str) -> str:
    """男, 女, or nothing for what the chip or the register does not know."""
    item = sex_code(code)
    return read(item.short) if item is not None and code in ("1", "2") else ""


def relation_word(code: str) -> str:
    """户主, 长子 … as GB/T 4761 names it; the code itself where the table does not have it."""
    item = relation_code(code)
    return read(item.name) if item is not None else code


def age_on(born: date, day: date) -> int:
    """Full years on `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_text(born: date, day: date) -> str:
    """35 岁."""
    return QCoreApplication.translate("Wording", "{0} years old").format(age_on(born, day))


def applicant_word(relation: str) -> str:
    """本人, 监护人, 代办人."""
    return {
        "self": QCoreApplication.translate("Wording", "In person"),
        "guardian": QCoreApplication.translate("Wording", "Guardian"),
        "agent": QCoreApplication.translate("Wording", "Agent"),
    }.get(relation, relation)


# --- states ------------------------------------------------------------------------------------------


def status_mark(status: Status, supplement_wanted: bool = False, sync: str = "accepted") -> Mark:
    """What a case waits for. 已办结 needs the province's word; until then it is saved on this computer."""
    if supplement_wanted and not status.is_final:
        return Mark(QCoreApplication.translate("Wording", "Supplement wanted"), "warn", "paperclip")
    if status is Status.COMPLETED and sync != "accepted":
        return Mark(QCoreApplication.translate("Wording", "Saved on this computer"), "neutral", "server")
    return {
        Status.DRAFT: Mark(QCoreApplication.translate("Wording", "Draft"), "neutral", "document-edit"),
        Status.ACCEPTED: Mark(QCoreApplication.translate("Wording", "To be approved"), "primary", "receipt"),
        Status.IN_REVIEW: Mark(QCoreApplication.translate("Wording", "In review"), "primary", "clock"),
        Status.APPROVED: Mark(QCoreApplication.translate("Wording", "Approved"), "primary", "certificate"),
        Status.REJECTED: Mark(QCoreApplication.translate("Wording", "Not granted"), "bad", "document-void"),
        Status.COMPLETED: Mark(QCoreApplication.translate("Wording", "Completed"), "ok", "ok"),
        Status.WITHDRAWN: Mark(QCoreApplication.translate("Wording", "Withdrawn"), "neutral", "return"),
    }[status]


def circulation_mark(outward: bool) -> Mark:
    """A case that waits for the register place: at the other station, or here."""
    text = (
        QCoreApplication.translate("Wording", "At the register station")
        if outward
        else QCoreApplication.translate("Wording", "From another station")
    )
    return Mark(text, "circulation", "circulation")


def days_text(days_left: int) -> tuple[str, str]:
    """As `deadline_text`, of calendar days."""
    if days_left < 0:
        text = QCoreApplication.translate("Wording", "{0} days overdue").format(-days_left)
    elif days_left == 0:
        text = QCoreApplication.translate("Wording", "Due today")
    else:
        text = QCoreApplication.translate("Wording", "{0} days left").format(days_left)
    return text, urgency(days_left)


def case_mark(detail: CaseDetail) -> Mark:
    """`status_mark` of a whole case: an approved one says what its paper waits for."""
    case = detail.case
    if detail.circulation is not None and detail.circulation.due_on is not None:
        return circulation_mark(detail.circulation.outward)
    if case.status is Status.APPROVED and not case.missing:
        return paper_mark(detail.paper, detail.stale)
    return status_mark(case.status, bool(case.missing), str(detail.sync))


def row_mark(row: CaseRow) -> Mark:
    """The same of a row of a list."""
    if row.circulation is not None and row.circulation.days_left is not None:
        return circulation_mark(row.circulation.outward)
    if row.status is Status.APPROVED and not row.supplement_wanted:
        return paper_mark(row.paper, row.stale)
    return status_mark(row.status, row.supplement_wanted, str(row.sync))


def paper_mark(paper: PaperState, stale: bool = False) -> Mark:
    """What an approved case waits for: a new decision, its certificate, its paper, or the resident."""
    if stale:
        return Mark(QCoreApplication.translate("Wording", "To be decided again"), "warn", "warning")
    return {
        PaperState.NONE: Mark(
            QCoreApplication.translate("Wording", "To be issued"), "primary", "certificate"
        ),
        PaperState.ELSEWHERE: Mark(
            QCoreApplication.translate("Wording", "At another window"), "neutral", "window"
        ),
        PaperState.PREPARED: Mark(
            QCoreApplication.translate("Wording", "To be printed"), "primary", "printer"
        ),
        PaperState.SENT: Mark(QCoreApplication.translate("Wording", "To be confirmed"), "primary", "clock"),
        PaperState.CONFIRMED: Mark(
            QCoreApplication.translate("Wording", "To be handed over"), "primary", "person"
        ),
    }[paper]


SYNC_ORDER = ("local_only", "queued", "sent", "accepted", "conflict", "returned")


def sync_mark(state: str) -> Mark:
    """The six sync words of the guide; `state` is a `SyncState` or its value."""
    return {
        "local_only": Mark(QCoreApplication.translate("Wording", "Only here"), "neutral", "server"),
        "queued": Mark(QCoreApplication.translate("Wording", "Waiting to send"), "primary", "cloud-up"),
        "sent": Mark(QCoreApplication.translate("Wording", "Sent, unconfirmed"), "received", "cloud-clock"),
        "accepted": Mark(QCoreApplication.translate("Wording", "Accepted by the province"), "ok", "cloud-ok"),
        "conflict": Mark(QCoreApplication.translate("Wording", "Conflict"), "warn", "conflict"),
        "returned": Mark(QCoreApplication.translate("Wording", "Returned"), "bad", "return"),
    }[str(state)]


def deadline_text(working_days_left: int) -> tuple[str, str]:
    """The words and the chip's kind: 剩 1 个工作日 · 今日到期 · 超期 2 个工作日."""
    if working_days_left < 0:
        text = QCoreApplication.translate("Wording", "{0} working days overdue").format(-working_days_left)
    elif working_days_left == 0:
        text = QCoreApplication.translate("Wording", "Due today")
    else:
        text = QCoreApplication.translate("Wording", "{0} working days left").format(working_days_left)
    return text, urgency(working_days_left)
