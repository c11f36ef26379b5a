"""The services of the catalogue as tiles, a row for every group."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hukou.catalogue import Catalogue, Group, ServiceItem
from window_client.ui.reading import read
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.keycap import Keycap
from window_client.ui.widgets.text import IconLabel, Label
from window_client.ui.widgets.tile import Tile, TileData, TileGrid

_TOLD_MS = 8000
TILE_COLUMNS = 4


class ServicePanel(Card):
    """`chosen(service_id)` for a service that may be had; what may not explains itself in the head."""

    chosen = Signal(str)

    def __init__(self, catalogue: Catalogue, barred: str = "", parent: QWidget | None = None) -> None:
        """`barred` is why this person may accept nothing at all; empty when they may."""
        super().__init__("surface", 16, 12, parent)
        self._catalogue, self._barred = catalogue, barred
        self._suggested = ""
        self._grids: dict[str, TileGrid] = {}
        self.body.addWidget(self._head())
        rows = QGridLayout()
        rows.setSpacing(12)
        rows.setColumnStretch(1, 1)
        for at, group in enumerate(catalogue.groups):
            rows.addWidget(self._group_label(group), at, 0)
            rows.addWidget(self._group_tiles(group), at, 1)
            rows.setRowStretch(at, -(-len(catalogue.in_group(group.id)) // TILE_COLUMNS))
        self._groups = rows
        self.body.addLayout(rows, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOLD_MS)
        self._timer.timeout.connect(self._tell_nothing)
        self._fill()

    def _head(self) -> QWidget:
        head = SectionHeader(self.tr("Choose a service"), parent=self)
        self._told = Label("", "label", "warn", parent=head)
        self._told.hide()
        head.add_right(self._told)
        self._guide = QWidget(head)
        row = QHBoxLayout(self._guide)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Label(self.tr("Type the code, e.g."), "caption", "text-2", parent=self._guide))
        row.addWidget(Keycap("22", self._guide))
        row.addWidget(
            Label(self.tr("and Enter, or pinyin initials"), "caption", "text-2", parent=self._guide)
        )
        head.add_right(self._guide)
        return head

    def _group_label(self, group: Group) -> QWidget:
        label = QWidget(self)
        column = QVBoxLayout(label)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(IconLabel(group.icon, "text-2", 22, parent=label))
        column.addWidget(Label(read(group.name), "tile", parent=label))
        column.addStretch(1)
        return label

    def _group_tiles(self, group: Group) -> TileGrid:
        grid = TileGrid(columns=TILE_COLUMNS, parent=self)
        grid.setAccessibleName(read(group.name))
        grid.activated.connect(self._on_activated)
        grid.refused.connect(self.explain)
        self._grids[group.id] = grid
        return grid

    def _fill(self) -> None:
        for group in self._catalogue.groups:
            self._grids[group.id].set_tiles([self._tile(item) for item in self._catalogue.in_group(group.id)])

    def _tile(self, item: ServiceItem) -> TileData:
        reason = "" if item.available else read(item.unavailable_reason)
        return TileData(
            code=item.code,
            name=read(item.name),
            terms=read(item.tile_text),
            icon=item.icon,
            suggested=item.id == self._suggested,
            reason=reason or self._barred,
        )

    def suggest(self, service_id: str) -> None:
        """Mark one service as the likely one; an empty id takes the mark away."""
        if service_id != self._suggested:
            self._suggested = service_id
            self._fill()

    def choose_code(self, code: str) -> bool:
        """A code was typed: choose it or explain; False when no service has it."""
        tile = next((tile for tile in self.tiles() if tile.data().code == code), None)
        if tile is None:
            return False
        tile.setFocus(Qt.FocusReason.ShortcutFocusReason)
        tile.click()
        return True

    def tiles(self) -> list[Tile]:
        """All tiles in the order of their codes."""
        return [tile for grid in self._grids.values() for tile in grid.tiles()]

    def focus_likely(self) -> None:
        """Go to the suggested tile, or to the first that may be had."""
        tiles = self.tiles()
        likely = next((tile for tile in tiles if tile.data().suggested and not tile.data().reason), None)
        likely = likely or next((tile for tile in tiles if not tile.data().reason), None)
        if likely is not None:
            likely.setFocus(Qt.FocusReason.OtherFocusReason)

    def explain(self, code: str, reason: str) -> None:
        """Say beside the head why a service cannot be had."""
        item = self._catalogue.by_code.get(code)
        self.tell(self.tr("{0}: {1}").format(read(item.name) if item else code, reason))

    def tell(self, text: str) -> None:
        """Say one thing beside the head for some seconds."""
        self._told.setText(text)
        self._told.show()
        self._guide.hide()
        self._timer.start()

    def told(self) -> str:
        """What is being said, empty when nothing is."""
        return "" if self._told.isHidden() else self._told.text()

    def set_compact(self, compact: bool) -> None:
        """Less air between the rows."""
        self.body.setContentsMargins(16, 8 if compact else 16, 16, 10 if compact else 16)
        self.body.setSpacing(6 if compact else 12)
        self._groups.setVerticalSpacing(8 if compact else 12)

    def _tell_nothing(self) -> None:
        self._told.hide()
        self._guide.show()

    def _on_activated(self, code: str) -> None:
        self.chosen.emit(self._catalogue.by_code[code].id)
