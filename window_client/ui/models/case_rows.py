"""Cases as two-line rows: what is said of each, and which marks it carries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from hukou.case import Status
from window_client.ui import wording
from window_client.ui.reading import read
from window_client.ui.widgets.list_rows import ListRow

if TYPE_CHECKING:
    from window_client.services.views import CaseRow


def case_list_row(row: CaseRow, today: date, with_number: bool = False) -> ListRow:
    """A case as a list shows it; `with_number` adds the masked number where there is room for it."""
    mark = wording.row_mark(row)
    note, icon, tone, chip = _note(row, today)
    name = row.name or QCoreApplication.translate("CaseRows", "Name not known yet")
    if row.case_no:
        where = QCoreApplication.translate("CaseRows", "Accepted {0}").format(row.case_no)
    else:
        where = row.masked_no
    parts = [name, where]
    if row.circulation is not None:
        words = (
            QCoreApplication.translate("CaseRows", "Circulated to {0}")
            if row.circulation.outward
            else QCoreApplication.translate("CaseRows", "Circulated by {0}")
        )
        parts.append(words.format(row.circulation.place))
    elif with_number and row.case_no:
        parts.append(row.masked_no)
    return ListRow(
        key=row.case_id,
        title=read(row.title),
        subtitle="\u3000".join(part for part in parts if part),
        badge=mark.text,
        badge_kind=mark.kind,
        badge_icon=mark.icon,
        note=note,
        note_icon=icon,
        note_tone=tone,
        chip=chip,
    )


def _note(row: CaseRow, today: date) -> tuple[str, str, str, str]:
    """Text, icon, tone and chip of the line below the badge."""
    sync = str(row.sync)
    if sync in ("conflict", "returned"):
        mark = wording.sync_mark(sync)
        return mark.text, mark.icon, mark.kind, ""
    if row.circulation is not None and row.circulation.days_left is not None:
        text, kind = wording.days_text(row.circulation.days_left)
        return text, "clock", "text-2", "" if kind == "plain" else kind
    when = wording.day_time(row.updated_at, today)
    if row.status is Status.DRAFT:
        return QCoreApplication.translate("CaseRows", "Held {0}").format(when), "document-edit", "text-2", ""
    if not row.status.is_final and row.working_days_left is not None:
        text, kind = wording.deadline_text(row.working_days_left)
        return text, "clock", "text-2", "" if kind == "plain" else kind
    if sync != "accepted":
        mark = wording.sync_mark(sync)
        return mark.text, mark.icon, "text-2", ""
    return (
        when,
        "ok" if row.status is Status.COMPLETED else "",
        "ok" if row.status is Status.COMPLETED else "text-2",
        "",
    )
