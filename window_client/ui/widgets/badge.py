"""A state as a small coloured word: soft fill, icon and bold text, 24 high."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from window_client.ui.icons import draw_icon
from window_client.ui.theme import Theme, theme_of
from window_client.ui.widgets.paint import BADGE_RADIUS, begin, box, write

BADGE_KINDS = ("ok", "warn", "bad", "circulation", "received", "neutral", "primary")

_ICON, _GAP, _PAD = 14, 5, 8


def badge_size(theme: Theme, text: str, has_icon: bool = True) -> QSize:
    """The size a badge with this text takes."""
    width = theme.metrics("badge").horizontalAdvance(text) + 2 * _PAD
    if has_icon:
        width += theme.px(_ICON) + _GAP
    return QSize(width, theme.px(24))


def draw_badge(painter: QPainter, theme: Theme, rect: QRectF, kind: str, text: str, icon: str = "") -> None:
    """Paint a badge into `rect`; used by the widget and by list delegates."""
    box(painter, rect, theme.colour(f"{kind}-soft"), radius=BADGE_RADIUS)
    left = rect.left() + _PAD
    if icon:
        side = theme.px(_ICON)
        draw_icon(painter, QRectF(left, rect.center().y() - side / 2, side, side), icon, kind)
        left += side + _GAP
    write(painter, theme, QRectF(left, rect.top(), rect.right() - left, rect.height()), text, "badge", kind)


class Badge(QWidget):
    """A state, never a button. Screen readers hear `状态：…`.

    `kind` is one of `ok warn bad circulation received neutral primary`.
    """

    def __init__(
        self, text: str = "", kind: str = "neutral", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text, self._kind, self._icon = "", kind, icon
        self.set_state(text, kind, icon)

    def set_state(self, text: str, kind: str, icon: str = "") -> None:
        """Say another state; `ValueError` for a kind that is none."""
        if kind not in BADGE_KINDS:
            raise ValueError(f"badge kind {kind!r} is not one of {', '.join(BADGE_KINDS)}")
        self._text, self._kind, self._icon = text, kind, icon
        self.setAccessibleName(self.tr("State: {0}").format(text))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word shown."""
        return self._text

    def kind(self) -> str:
        """The kind shown."""
        return self._kind

    def sizeHint(self) -> QSize:
        return badge_size(theme_of(), self._text, bool(self._icon))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_badge(begin(self), theme_of(), QRectF(self.rect()), self._kind, self._text, self._icon)


class Avatar(QWidget):
    """The first character of a name in a circle."""

    def __init__(
        self, name: str = "", size: int = 36, filled: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size, self._filled = size, filled
        self._letter = ""
        self._tone = "primary"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name)

    def set_name(self, name: str, tone: str = "primary") -> None:
        """Show the first character of `name`; tone `primary` or `neutral`."""
        self._letter, self._tone = name[:1], tone
        self.update()

    def set_filled(self, filled: bool) -> None:
        """White on blue, for the person chosen."""
        self._filled = filled
        self.update()

    def sizeHint(self) -> QSize:
        side = theme_of().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary-fill" if self._filled else f"{self._tone}-soft"))
        painter.drawEllipse(self.rect())
        tone = "on-primary" if self._filled else self._tone
        write(
            painter, theme, QRectF(self.rect()), self._letter, "section", tone, Qt.AlignmentFlag.AlignHCenter
        )
