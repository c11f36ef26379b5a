"""What several widget tests look for: names for screen readers, clipped text, pixels."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot


def accessible_name(widget: QWidget) -> str:
    """The name a screen reader says."""
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name) if face is not None else widget.accessibleName()


def nameless(root: QWidget) -> list[str]:
    """Focusable widgets below `root` that a screen reader could not name."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        inner = widget.objectName().startswith("qt_") or widget.focusProxy() is not None
        if (
            widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not inner
            and not accessible_name(widget).strip()
        ):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def accessible_texts(root: QWidget) -> Iterator[str]:
    """Every text the accessibility tree below `root` holds."""
    stack = [QAccessible.queryAccessibleInterface(root)]
    while stack:
        face = stack.pop()
        if face is None or not face.isValid():
            continue
        for kind in (
            QAccessible.Text.Name,
            QAccessible.Text.Description,
            QAccessible.Text.Value,
            QAccessible.Text.Help,
        ):
            yield face.text(kind)
        stack += [face.child(at) for at in range(face.childCount())]


def clipped_labels(root: QWidget) -> list[str]:
    """Labels whose text does not fit into the room they were given."""
    found = []
    for label in root.findChildren(QLabel):
        if not label.isVisibleTo(root) or not label.text():
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        too_wide = not label.wordWrap() and label.sizeHint().width() > label.width() + 1
        if too_wide or needed > label.height() + 1:
            found.append(label.text())
    return found


def shown(qtbot: QtBot, widget: QWidget, width: int = 800, height: int = 400) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def colour_at(widget: QWidget, x: int, y: int) -> str:
    return widget.grab().toImage().pixelColor(x, y).name().upper()
