"""Labels: a type role and a tone, nothing else."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from window_client.ui.icons import pixmap
from window_client.ui.theme import theme_of


class Label(QLabel):
    """Text in a type role (`title`, `section`, `body`, `label`, `caption` …) and a tone (`text-2`, `bad` …).

    The text is plain: names and addresses from a register are never read as markup.
    `wrap` lets it break into lines, which names always need.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Change the colour of the text."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class CutLabel(Label):
    """One line that is cut where it has no room; `text()` and the tooltip have all of it.

    For files and services: names of people are never cut.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
        parent: QWidget | None = None,
    ) -> None:
        self._cut = cut
        super().__init__(text, role, parent=parent)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), self._cut, self.width())
        painter.setPen(theme_of().colour(str(self.property("tone"))))
        painter.drawText(self.contentsRect(), int(self.alignment()), shown)


class IconLabel(QWidget):
    """One icon in a token's colour. Decorative unless `accessible` names it."""

    def __init__(
        self,
        name: str,
        tone: str = "text-2",
        size: int = 20,
        accessible: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._tone, self._size = name, tone, size
        self.setAccessibleName(accessible)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, tone: str | None = None) -> None:
        """Show another icon, and in another tone when one is given."""
        self._name, self._tone = name, tone or self._tone
        self.update()

    def _side(self) -> int:
        return theme_of().px(self._size)

    def sizeHint(self) -> QSize:
        return QSize(self._side(), self._side())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self._side()
        x, y = (self.width() - side) // 2, (self.height() - side) // 2
        painter.drawPixmap(x, y, pixmap(self._name, self._tone, side, self.devicePixelRatioF()))


class Line(QFrame):
    """A hairline of one pixel."""

    def __init__(self, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.VLine if vertical else QFrame.Shape.HLine)
        self.setFrameShadow(QFrame.Shadow.Plain)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
