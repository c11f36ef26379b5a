"""The sync queue as rows: case, state, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from hukou.catalogue import Catalogue
from window_client.services.sync.status import QueueRow
from window_client.ui import wording
from window_client.ui.reading import read

Index = QModelIndex | QPersistentModelIndex

QUEUE_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class QueueLine:
    """One row. A reason with remedy and code makes it a tall one."""

    key: object
    title: str
    subtitle: str
    state: wording.Mark
    told: tuple[str, ...]
    """One to three lines, most important first."""
    code: str
    tone: str
    progress: tuple[int, int] | None = None
    """Steps of the case that the province has, out of how many; None when nothing is on its way."""

    @property
    def is_tall(self) -> bool:
        return len(self.told) + bool(self.code) > 2

    def sentence(self) -> str:
        """The row as a screen reader says it."""
        state = QCoreApplication.translate("SyncQueue", "State: {0}").format(self.state.text)
        parts = [self.title, self.subtitle, state, *self.told]
        return QCoreApplication.translate("SyncQueue", ", ").join(part for part in parts if part)


def queue_line(row: QueueRow, catalogue: Catalogue, today: date) -> QueueLine:
    """What is true of one case, in words of the guide."""
    item = catalogue.by_id.get(row.service)
    mark = wording.sync_mark(row.state.value)
    when = wording.day_time(row.updated_at, today)
    code = ""
    if row.state.value in ("conflict", "returned"):
        reason = row.reason or QCoreApplication.translate("SyncQueue", "The case was changed on both sides")
        remedy = row.remedy or QCoreApplication.translate(
            "SyncQueue", "See both sides beside this; whoever may settle it chooses there"
        )
        told: tuple[str, ...] = (
            QCoreApplication.translate("SyncQueue", "Reason\u3000{0}").format(read(reason)),
            QCoreApplication.translate("SyncQueue", "Remedy\u3000{0}").format(read(remedy)),
        )
        if row.code:
            code = QCoreApplication.translate("SyncQueue", "Failure code {0}").format(row.code)
    elif row.duplicate_of is not None:
        mark = wording.Mark(QCoreApplication.translate("SyncQueue", "Perhaps double"), "warn", "warning")
        told = (
            QCoreApplication.translate("SyncQueue", "The same person and service were opened at two windows"),
            QCoreApplication.translate("SyncQueue", "Compare both and say what they are"),
        )
    else:
        told = _told(row, when, today)
    progress = (row.steps_taken, row.steps) if row.steps and not code else None
    name = row.name or QCoreApplication.translate("SyncQueue", "Name not known yet")
    subtitle = "\u3000".join(part for part in (name, row.case_no) if part)
    return QueueLine(
        row.case_id,
        read(item.title) if item else row.service,
        subtitle,
        mark,
        told,
        code,
        mark.kind,
        progress,
    )


def _told(row: QueueRow, when: str, today: date) -> tuple[str, ...]:
    match row.state.value:
        case "local_only":
            first = QCoreApplication.translate("SyncQueue", "A draft; it is sent once it is accepted")
            return first, QCoreApplication.translate("SyncQueue", "Saved {0}").format(when)
        case "queued":
            first = QCoreApplication.translate("SyncQueue", "Complete, waits to be sent")
            if row.steps:
                first = QCoreApplication.translate(
                    "SyncQueue", "The province has {0} of {1} steps, the rest waits to be sent"
                ).format(row.steps_taken, row.steps)
            if row.next_attempt_at is not None:
                attempt = wording.day_time(row.next_attempt_at, today)
                return first, QCoreApplication.translate("SyncQueue", "Next attempt {0}").format(attempt)
            return first, QCoreApplication.translate("SyncQueue", "Saved {0}").format(when)
        case "sent":
            first = QCoreApplication.translate(
                "SyncQueue", "Sent, the answer has not come. Do not enter it again."
            )
            return first, QCoreApplication.translate("SyncQueue", "Sent {0}").format(when)
    first = QCoreApplication.translate("SyncQueue", "Number of the province {0}").format(
        row.receipt_number or "—"
    )
    return first, QCoreApplication.translate("SyncQueue", "Accepted {0}").format(when)


class QueueModel(QAbstractListModel):
    """Rows held as dataclasses."""

    def __init__(self, parent: QAbstractListModel | None = None) -> None:
        super().__init__(parent)
        self._lines: list[QueueLine] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == QUEUE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.sentence()
        return None

    def set_lines(self, lines: Sequence[QueueLine]) -> None:
        """Show these."""
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def lines(self) -> list[QueueLine]:
        """The rows shown."""
        return list(self._lines)

    def position(self, key: object) -> int:
        """Where a case stands, -1 when it is not shown."""
        return next((at for at, line in enumerate(self._lines) if line.key == key), -1)
