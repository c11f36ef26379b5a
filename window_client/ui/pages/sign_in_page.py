"""Sign in or unlock. It is painted before anything else is loaded, so it imports little and asks nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from window_client.errors import RequiredFieldError
from window_client.ui.icons import draw_icon
from window_client.ui.pages.sign_in_brand import BrandPanel
from window_client.ui.pages.sign_in_view import CheckView, NoteView, SignInView, StaffCardView
from window_client.ui.theme import theme_of
from window_client.ui.widgets.banner import Banner
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, InfoRow
from window_client.ui.widgets.failure_banner import with_code
from window_client.ui.widgets.flow_layout import ColumnLayout
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.paint import begin, box, write
from window_client.ui.widgets.password_field import PasswordField
from window_client.ui.widgets.text import IconLabel, Label, Line

__all__ = ["CheckView", "NoteView", "SignInPage", "SignInView", "StaffCardView"]

CARD_WIDTH = 520
_PAD, _GAP = 12, 10
"""In a staff card; two of them stand side by side in the sign-in card."""
LARGEST_SCALE_SIDE_BY_SIDE = 1.3


class _StaffCard(QPushButton):
    """Somebody to choose: avatar, name, duty and number."""

    def __init__(self, view: StaffCardView, parent: QWidget) -> None:
        super().__init__(parent)
        self.view = view
        number = self.tr("Badge {0}") if view.has_badge else self.tr("No. {0}")
        self._line = f"{view.duty}　{number.format(view.staff_no)}"
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{view.name} {self._line}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = theme_of()
        text = max(
            theme.metrics("strong").horizontalAdvance(self.view.name),
            theme.metrics("caption").horizontalAdvance(self._line),
        )
        return QSize(_PAD + theme.px(40) + _GAP + text + 4 + theme.px(18) + 8, theme.px(64))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        rect, chosen = QRectF(self.rect()), self.isChecked()
        fill = "primary-soft" if chosen else "hover" if self.underMouse() else "surface"
        strong = chosen or self.hasFocus()
        box(
            painter,
            rect,
            theme.colour(fill),
            theme.colour("primary" if strong else "key-line"),
            2 if strong else 1,
        )
        if chosen and self.hasFocus():
            box(painter, rect.adjusted(4, 4, -4, -4), None, theme.colour("primary-line"), 1, 4)
        side = theme.px(40)
        disc = QRectF(_PAD, rect.center().y() - side / 2, side, side)
        box(painter, disc, theme.colour("primary-fill" if chosen else "neutral-soft"), radius=side / 2)
        tone = "on-primary" if chosen else "text-2"
        write(painter, theme, disc, self.view.name[:1], "section", tone, Qt.AlignmentFlag.AlignHCenter)
        left, half = disc.right() + _GAP, rect.height() / 2
        write(
            painter,
            theme,
            QRectF(left, half - theme.px(20), rect.width(), theme.px(20)),
            self.view.name,
            "strong",
        )
        write(painter, theme, QRectF(left, half, rect.width(), theme.px(19)), self._line, "caption", "text-2")
        mark = theme.px(18)
        at = QRectF(rect.right() - 8 - mark, half - mark / 2, mark, mark)
        draw_icon(painter, at, "ok" if chosen else "chevron-right", "primary" if chosen else "text-2")


class SignInPage(QWidget):
    """`sign_in_requested(staff_no, password)`; the answer is `show_error` or another page."""

    sign_in_requested = Signal(str, str)
    quit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = SignInView()
        self._busy = False
        self._brand = BrandPanel(self)
        self._staff_group = QButtonGroup(self)
        self._staff_group.buttonClicked.connect(self._on_staff_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._brand)
        row.addWidget(self._right_side(), 1)
        shortcut = QShortcut(QKeySequence("F6"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._ask_for_number)
        self.show_view(self._view)

    # -- building -------------------------------------------------------------------------------

    def _right_side(self) -> QWidget:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget(area)
        ground.setProperty("surface", "plain")
        outer = QHBoxLayout(ground)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(1)
        self._column = QWidget(ground)
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addStretch(1)
        self._fault = Banner("bad", parent=self._column)
        self._fault.hide()
        column.addWidget(self._fault)
        self._drafts = Banner("primary", "", "", "document-edit", True, self._column)
        column.addWidget(self._drafts)
        column.addWidget(self._sign_in_card())
        self._notes = Card(padding=12, parent=self._column)
        self._notes.body.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self._notes)
        column.addStretch(1)
        outer.addWidget(self._column)
        outer.addStretch(1)
        area.setWidget(ground)
        return area

    def _sign_in_card(self) -> Card:
        card = Card(padding=32, spacing=0, parent=self._column)
        card.body.setContentsMargins(32, 32, 32, 16)
        card.body.addLayout(self._head(card))
        card.body.addSpacing(20)
        self._staff_box = QWidget(card)
        self._staff_columns = ColumnLayout(self._staff_box, 2, 12)
        card.body.addWidget(self._staff_box)
        self._number = QLineEdit(card)
        self._number.setProperty("main", True)
        self._number.setMaxLength(32)
        self._number.returnPressed.connect(self._on_number_entered)
        self.number_row = FormRow(self.tr("Staff number"), self._number, parent=card)
        card.body.addWidget(self.number_row)
        card.body.addSpacing(20)
        self.password = PasswordField(self.tr("Password"), card)
        self.password.caps_lock_changed.connect(self._on_caps_lock_changed)
        self.password.return_pressed.connect(self._submit)
        self.password_row = FormRow(self.tr("Password"), self.password, parent=card)
        card.body.addWidget(self.password_row)
        card.body.addSpacing(20)
        self.submit = Button("", "primary", key="Enter", size="main", parent=card)
        self.submit.clicked.connect(self._submit)
        card.body.addWidget(self.submit)
        card.body.addSpacing(8)
        card.body.addLayout(self._links(card))
        return card

    def _head(self, card: Card) -> QLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = Label("", "title", parent=card)
        self._note = Label("", "caption", "text-3", wrap=True, parent=card)
        words.addWidget(self._title)
        words.addWidget(self._note)
        row.addLayout(words, 1)
        row.addWidget(IconLabel("lock", "text-3", 28, parent=card))
        return row

    def _links(self, card: Card) -> QLayout:
        row = QHBoxLayout()
        self.other = Button(self.tr("Somebody else"), "quiet", "person", "F6", parent=card)
        self.other.clicked.connect(self._ask_for_number)
        self.quit = Button(self.tr("Quit"), "quiet", "logout", parent=card)
        self.quit.clicked.connect(self.quit_requested)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.quit)
        return row

    # -- showing ----------------------------------------------------------------------------------

    def show_view(self, view: SignInView) -> None:
        """Show `view`; what was typed as a password is forgotten, a number typed is kept."""
        self._view = view
        self._brand.show_view(view)
        self._title.setText(self.tr("Locked, please unlock") if view.locked else self.tr("Sign in"))
        self._note.setText(view.note)
        self._note.setVisible(bool(view.note))
        self._drafts.set_banner("primary", view.drafts_title, view.drafts_detail, "document-edit")
        self._drafts.setVisible(bool(view.drafts_title))
        self.password_row.hint.setText(view.attempts_note)
        self.password_row.hint.setVisible(bool(view.attempts_note))
        self._fill_staff()
        self._fill_notes()
        self.password.clear()
        self.set_busy(False)

    def set_clock(self, date: str, time: str) -> None:
        """Date (`2026年11月24日　星期二`) and time (`08:26`)."""
        self._brand.set_clock(date, time)

    def set_busy(self, busy: bool) -> None:
        """While the password is checked a second press does nothing."""
        self._busy = busy
        if busy:
            self.submit.setText(self.tr("Checking the password"))
        else:
            self.submit.setText(self.tr("Unlock and go on") if self._view.locked else self.tr("Sign in"))
        self.submit.updateGeometry()

    def show_fault(self, fact: str, remedy: str) -> None:
        """A fault of the program itself; what was typed stays."""
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        self._fault.set_banner("bad", fact, remedy)
        self._fault.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._fault, QAccessible.Event.Alert))

    def show_notes(self, notes: Sequence[NoteView]) -> None:
        """What was found out about link and devices since."""
        self._view = replace(self._view, notes=tuple(notes))
        self._fill_notes()

    def show_error(self, text: str) -> None:
        """Say why it failed; the password is emptied and gets the focus."""
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # not needed for the first paint

        self.set_busy(False)
        self.password.clear()
        self.password_row.set_message("error", text)
        self.password.set_error(True, text)
        self.password.edit.setFocus()
        QAccessible.updateAccessibility(QAccessibleEvent(self.password.edit, QAccessible.Event.Alert))

    def staff_no(self) -> str:
        """The number of the card chosen, or the one typed."""
        chosen = self._staff_group.checkedButton()
        if isinstance(chosen, _StaffCard):
            return chosen.view.staff_no
        return self._number.text().strip()

    def take_focus(self) -> None:
        """Focus on the first thing still missing."""
        (self.password.edit if self.staff_no() else self._number).setFocus()

    def _fill_staff(self) -> None:
        for button in self._staff_group.buttons():
            self._staff_group.removeButton(button)
            self._staff_columns.removeWidget(button)
            button.deleteLater()
        for staff in self._view.staff:
            card = _StaffCard(staff, self._staff_box)
            self._staff_group.addButton(card)
            self._staff_columns.addWidget(card)
            card.setChecked(staff.staff_no == self._view.selected_staff_no)
        known = bool(self._view.staff)
        self._staff_box.setVisible(known)
        self.number_row.setContentsMargins(0, 20 if known else 0, 0, 0)
        self.other.setVisible(known)
        self.number_row.setVisible(self._staff_group.checkedButton() is None)

    def _fill_notes(self) -> None:
        layout = self._notes.body
        while layout.count():
            entry = layout.takeAt(0)
            if (old := entry.widget()) is not None:
                old.hide()
                old.deleteLater()
        beside = theme_of().scale <= LARGEST_SCALE_SIDE_BY_SIDE
        line = QWidget(self._notes)
        row = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom, line
        )
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for index, note in enumerate(self._view.notes):
            if index:
                row.addWidget(Line(beside, line))
            row.addWidget(InfoRow(note.icon, note.tone, note.title, note.detail, parent=line), 1)
        layout.addWidget(line)
        self._notes.setVisible(bool(self._view.notes))

    # -- acting -----------------------------------------------------------------------------------

    def _on_staff_chosen(self) -> None:
        self.number_row.hide()
        self._clear_error()
        self.password.edit.setFocus()

    def _ask_for_number(self) -> None:
        self._staff_group.setExclusive(False)
        for button in self._staff_group.buttons():
            button.setChecked(False)
        self._staff_group.setExclusive(True)
        self._clear_error()
        self.number_row.show()
        self._number.setFocus()
        self._number.selectAll()

    def _on_number_entered(self) -> None:
        self.number_row.clear_message()
        self.password.edit.setFocus()

    def _on_caps_lock_changed(self, on: bool) -> None:
        if on and not self.password_row.has_error():
            self.password_row.set_message("warn", self.tr("Caps Lock is on"))
        elif not on and self.password_row.message_kind() == "warn":
            self.password_row.clear_message()

    def _clear_error(self) -> None:
        self.number_row.clear_message()
        self.password_row.clear_message()
        self.password.set_error(False)

    def _submit(self) -> None:
        if self._busy:
            return
        self._clear_error()
        number, password = self.staff_no(), self.password.text()
        if not number:
            self.number_row.set_message(
                "error", with_code(self.tr("The staff number is empty. Enter it."), RequiredFieldError)
            )
            self._number.setFocus()
        elif not password:
            self.password_row.set_message(
                "error", with_code(self.tr("The password is empty. Enter it."), RequiredFieldError)
            )
            self.password.set_error(True, self.password_row.message.text())
            self.password.edit.setFocus()
        else:
            self.set_busy(True)
            self.sign_in_requested.emit(number, password)

    # -- geometry ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._brand.setFixedWidth(min(600, round(self.width() * 0.4167)))
        room = self.width() - self._brand.width() - 48
        self._column.setFixedWidth(min(room, max(CARD_WIDTH, theme_of().px(CARD_WIDTH))))

    def paintEvent(self, event: QPaintEvent) -> None:
        begin(self).fillRect(self.rect(), theme_of().colour("canvas"))
