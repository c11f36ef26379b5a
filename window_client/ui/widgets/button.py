"""Buttons with icon, text and keycap; every state is painted from the tokens."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from window_client.ui.icons import draw_icon
from window_client.ui.theme import Theme, theme_of
from window_client.ui.widgets.paint import begin, box, draw_keycap, keycap_height, keycap_width, write

BUTTON_KINDS = ("primary", "secondary", "soft", "quiet", "danger", "danger-fill")
BUTTON_HEIGHTS = {"small": 32, "default": 40, "main": 48}

_GAP = 8

# kind → (fill, line, ink); an empty name is nothing painted
_LOOK = {
    "primary": ("primary-fill", "", "on-primary"),
    "secondary": ("surface", "control", "text"),
    "soft": ("primary-soft", "primary-line", "primary"),
    "quiet": ("", "", "primary"),
    "danger": ("surface", "bad-line", "bad"),
    "danger-fill": ("bad-fill", "", "on-primary"),
}


class Button(QPushButton):
    """A button of one of the six kinds.

    `key` is the keycap shown; with `shortcut` it is also bound. `size` is `small` (32),
    `default` (40) or `main` (48). A button whose permission is missing is disabled with
    `set_refused(reason)`; anything else stays enabled and explains itself when pressed.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "secondary",
        icon: str = "",
        key: str = "",
        size: str = "default",
        shortcut: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        if kind not in BUTTON_KINDS:
            raise ValueError(f"button kind {kind!r} is not one of {', '.join(BUTTON_KINDS)}")
        self._kind, self._icon_name, self._key = kind, icon, key
        self._height = BUTTON_HEIGHTS[size]
        self._size_name = size
        self._align_left = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if key:
            self.setAccessibleDescription(self.tr("Key {0}").format(key))
        self._bound = bool(key and shortcut)
        self._bind()

    def setText(self, text: str) -> None:
        """Other words; the key stays bound (Qt forgets it with every new text)."""
        super().setText(text)
        self._bind()

    def _bind(self) -> None:
        if self._bound:
            self.setShortcut(QKeySequence(self._key))

    def kind(self) -> str:
        """The kind painted."""
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Change between `primary`, `secondary` and so on."""
        self._kind = kind
        self.update()

    def set_icon_name(self, name: str) -> None:
        """Change the icon."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_align_left(self, left: bool = True) -> None:
        """Start the content at the left edge: menus and rows of links."""
        self._align_left = left
        self.update()

    def set_refused(self, reason: str) -> None:
        """Disable because a permission is missing, and say which; an empty reason enables again."""
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    # -- geometry -----------------------------------------------------------------------------

    def _bold(self) -> bool:
        return self._kind in ("primary", "danger-fill", "danger")

    def _font_px(self) -> int:
        return 15 if self._size_name == "main" and self._bold() else 14

    def _pad(self) -> int:
        if not self.text():
            return 0
        return {"small": 12, "default": 16, "main": 20}[self._size_name] if self._kind != "quiet" else 8

    def _icon_side(self, theme: Theme) -> int:
        return theme.px(18 if self.text() else 20)

    def _content_width(self, theme: Theme, keycap: bool = True) -> int:
        parts = []
        if self._icon_name:
            parts.append(self._icon_side(theme))
        if self.text():
            parts.append(theme.metrics(self._font_px(), self._bold()).horizontalAdvance(self.text()) + 1)
        if self._key and keycap:
            parts.append(keycap_width(theme, self._key))
        return sum(parts) + _GAP * max(0, len(parts) - 1)

    def _size(self, keycap: bool) -> QSize:
        theme = theme_of()
        height = theme.px(self._height)
        return QSize(max(height, self._content_width(theme, keycap) + 2 * self._pad()), height)

    def sizeHint(self) -> QSize:
        return self._size(keycap=True)

    def minimumSizeHint(self) -> QSize:
        """Where room is short the keycap goes first; the word stays whole."""
        return self._size(keycap=False)

    # -- painting -----------------------------------------------------------------------------

    def _colours(self, theme: Theme) -> tuple[QColor | None, QColor | None, str]:
        fill, line, ink = _LOOK[self._kind]
        if not self.isEnabled():
            quiet = self._kind == "quiet"
            return (
                None if quiet else theme.colour("sunken"),
                None if quiet else theme.colour("line"),
                "text-3",
            )
        down, over = self.isDown() or self.isChecked(), self.underMouse()
        if self._kind == "primary" and (down or over):
            fill = "primary-fill-pressed" if down else "primary-fill-hover"
        elif self._kind == "danger-fill" and (down or over):
            return theme.colour("bad-fill").darker(125 if down else 110), None, ink
        elif self._kind == "danger" and (down or over):
            fill = "bad-soft"
        elif self._kind == "soft" and (down or over):
            fill = "pressed"
        elif down or over:
            fill = "pressed" if down else "hover"
        return (theme.colour(fill) if fill else None, theme.colour(line) if line else None, ink)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        rect = QRectF(self.rect())
        fill, line, ink = self._colours(theme)
        box(painter, rect, fill, line)
        if self.hasFocus():
            if self._kind in ("primary", "danger-fill"):
                box(painter, rect, None, theme.colour("primary"), 2)
                box(painter, rect.adjusted(2, 2, -2, -2), None, theme.colour("on-primary"), 1.5, 5)
            else:
                box(painter, rect, None, theme.colour("primary"), 2)
        self._paint_content(painter, theme, rect, ink)

    def _paint_content(self, painter: QPainter, theme: Theme, rect: QRectF, ink: str) -> None:
        keycap = bool(self._key) and rect.width() >= self._content_width(theme) + 8
        width = self._content_width(theme, keycap)
        left = float(self._pad()) if self._align_left else max(4.0, (rect.width() - width) / 2)
        middle = rect.center().y()
        if self._icon_name:
            side = self._icon_side(theme)
            draw_icon(
                painter, QRectF(round(left), round(middle - side / 2), side, side), self._icon_name, ink
            )
            left += side + _GAP
        if self.text():
            metrics = theme.metrics(self._font_px(), self._bold())
            advance = metrics.horizontalAdvance(self.text()) + 1
            write(painter, theme, QRectF(left, 0, advance, rect.height()), self.text(),
                  self._font_px(), ink, bold=self._bold())  # fmt: skip
            left += advance + _GAP
        if keycap:
            height = keycap_height(theme)
            cap = QRectF(round(left), round(middle - height / 2), keycap_width(theme, self._key), height)
            draw_keycap(painter, theme, cap, self._key, on_fill=self._kind in ("primary", "danger-fill"))


class IconButton(Button):
    """A square button with an icon only; `act` is its accessible name and tool tip."""

    def __init__(
        self, icon: str, act: str, kind: str = "quiet", size: str = "default", parent: QWidget | None = None
    ) -> None:
        super().__init__("", kind, icon, "", size, parent=parent)
        self.setAccessibleName(act)
        self.setToolTip(act)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_act(self, act: str) -> None:
        """Say another act, e.g. after the button was toggled."""
        self.setAccessibleName(act)
        self.setToolTip(act)
