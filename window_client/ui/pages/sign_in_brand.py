"""The navy panel at the left of the sign-in page: mark, clock, station, checks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from window_client.ui.icons import draw_icon
from window_client.ui.pages.sign_in_view import CheckView, SignInView
from window_client.ui.theme import theme_of
from window_client.ui.widgets.paint import begin, box
from window_client.ui.widgets.text import IconLabel, Label

_MARGIN = 64


class _Mark(QWidget):
    """The house on its white tile."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(56, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = begin(self)
        box(painter, QRectF(self.rect()), QColor("#FFFFFF"), radius=12)
        draw_icon(painter, QRectF(10, 10, 36, 36), "logo", QColor("#FFFFFF"))


class _Clock(QWidget):
    """The time in figures of 56 px."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._time = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(76)

    def set_time(self, time: str) -> None:
        self._time = time
        self.setAccessibleName(time)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        font = theme.font("figures")
        font.setPixelSize(56)
        painter.setFont(font)
        painter.setPen(theme.colour("on-nav"))
        painter.drawText(
            QRectF(self.rect()), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._time
        )


class _Rule(QWidget):
    """A hairline that suits navy."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        begin(self).fillRect(self.rect(), theme_of().colour("brand-line"))


class BrandPanel(QWidget):
    """Two fifths of the page, 600 at most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget(area)
        content.setProperty("surface", "plain")
        area.setWidget(content)
        content.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        column = self._column = QVBoxLayout(content)
        column.setContentsMargins(_MARGIN, 64, _MARGIN, 28)
        column.setSpacing(0)
        roomy = theme_of().scale <= 1.3
        column.addLayout(self._head())
        column.addSpacing(80 if roomy else 24)
        self._date = Label("", "date", "nav-text", parent=self)
        self._clock = _Clock(self)
        self._station = Label("", "title", "on-nav", wrap=True, parent=self)
        self._place = Label("", "body", "nav-text", wrap=True, parent=self)
        column.addWidget(self._date)
        column.addWidget(self._clock)
        column.addSpacing(20)
        column.addWidget(self._station)
        column.addSpacing(6)
        column.addWidget(self._place)
        column.addSpacing(28 if roomy else 16)
        column.addWidget(_Rule(self))
        column.addSpacing(23)
        self._checks = QVBoxLayout()
        self._checks.setSpacing(15)
        column.addLayout(self._checks)
        column.addSpacing(16)
        column.addStretch(1)
        self._duty = Label(
            self.tr("For official use only. Queries, views and prints are written to the audit log."),
            "label", "nav-text", wrap=True, parent=self,
        )  # fmt: skip
        self._foot = Label("", "caption", "nav-text", wrap=True, parent=self)
        column.addWidget(self._duty)
        column.addSpacing(4)
        column.addWidget(self._foot)

    def _head(self) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(_Mark(self))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(
            Label(self.tr("Household Window Workbench"), "name", "on-nav", wrap=True, parent=self)
        )
        self._organisation = Label("", "label", "nav-text", wrap=True, parent=self)
        words.addWidget(self._organisation)
        words.addStretch(1)
        row.addLayout(words, 1)
        return row

    def show_view(self, view: SignInView) -> None:
        """Fill in what the view says."""
        self._organisation.setText(view.organisation)
        self._station.setText(view.station)
        self._place.setText(view.place)
        foot = [self.tr("Version {0}").format(view.version)] if view.version else []
        support = [self.tr("Duty telephone of the station {0}").format(view.support)] if view.support else []
        self._foot.setText("　　".join([*foot, *support]))
        self._fill_checks(view.checks)

    def set_clock(self, date: str, time: str) -> None:
        """Date and time of day, ready to be shown."""
        self._date.setText(date)
        self._clock.set_time(time)

    def _fill_checks(self, checks: Sequence[CheckView]) -> None:
        while self._checks.count():
            entry = self._checks.takeAt(0)
            if (old := entry.widget()) is not None:
                old.hide()
                old.deleteLater()
        for check in checks:
            line = QWidget(self)
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(12)
            row.addWidget(IconLabel(check.icon, "brand-ok" if check.good else "brass", 20, parent=line))
            row.addWidget(Label(check.text, "body", "on-nav", wrap=True, parent=line), 1)
            row.addWidget(Label(check.when, "body", "nav-text", parent=line))
            self._checks.addWidget(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        ground = QLinearGradient(0, 0, 0, self.height())
        ground.setColorAt(0, theme.colour("brand-top"))
        ground.setColorAt(1, theme.colour("brand-bottom"))
        painter.fillRect(self.rect(), ground)
        self._paint_roof(painter)

    def _words_at_the_foot(self) -> QRect:
        """Where no line may run."""
        corner = self._duty.mapTo(self, QPoint(0, 0))
        return QRect(corner, QSize(self._duty.width(), self.height() - corner.y())).adjusted(-8, -8, 8, 0)

    def _paint_roof(self, painter: QPainter) -> None:
        """Five roof lines below the checks, each fainter and wider than the one above."""
        middle = self.width() / 2
        top = max(self.height() * 0.613, self._checks.geometry().bottom() + 36.0)
        if self.height() < 720 or theme_of().scale > 1.3:
            return  # they would only run behind the words
        painter.setClipRegion(QRegion(self.rect()) - QRegion(self._words_at_the_foot()))
        for index in range(5):
            ink = QColor("#6F8FC6")
            ink.setAlpha((110, 84, 60, 40, 26)[index])
            painter.setPen(QPen(ink, 1))
            apex = QPointF(middle, top + 32 * index)
            half, drop = 120 + 54.5 * index, 112 + 26 * index
            painter.drawPolyline(
                [QPointF(middle - half, apex.y() + drop), apex, QPointF(middle + half, apex.y() + drop)]
            )
