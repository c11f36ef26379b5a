"""Where Tab goes: through the parts of a page as it is read, out at its ends, and in at the other one.

Qt's own chain follows the order in which widgets were given to their layouts, which is not how a page is read once
parts of it are made anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def _fields(part: QWidget) -> list[QWidget]:
    """What Tab can reach in a part now, in the order of making."""
    return [widget for widget in (part, *part.findChildren(QWidget)) if _takes_tab(widget, part.window())]


def _takes_tab(widget: QWidget, window: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is window
    )


def walk_focus(page: QWidget, parts: Sequence[QWidget], forward: bool) -> bool:
    """Move the focus on through `parts` in reading order, and from their ends out of the page.

    False when the focus is in none of the parts.
    """
    focus = QApplication.focusWidget()
    fields = [field for part in parts for field in _fields(part)]
    if focus is None or focus not in fields:
        return False
    at = fields.index(focus) + (1 if forward else -1)
    target = fields[at] if 0 <= at < len(fields) else _outside(page, parts, focus, forward)
    if target is None:
        return False
    target.setFocus(focus_reason(forward))
    return True


def _outside(page: QWidget, parts: Sequence[QWidget], focus: QWidget, forward: bool) -> QWidget | None:
    """The next field of the window that belongs neither to the page nor to a part of it kept elsewhere."""
    home = (page, *parts)
    widget: QWidget | None = focus
    while widget is not None:
        widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
        if widget is None or widget is focus:
            return None
        if _takes_tab(widget, page.window()) and not _is_in(widget, home):
            return widget
    return None


def step_in(page: QWidget, parts: Sequence[QWidget], before: QWidget | None, forward: bool) -> None:
    """The focus has just come from `before` somewhere into the page: it begins at the first field, or the last."""
    home = (page, *parts)
    focus = QApplication.focusWidget()
    if focus is None or _is_in(before, home) or not _is_in(focus, home):
        return
    fields = [field for part in parts for field in _fields(part)]
    if fields:
        fields[0 if forward else -1].setFocus(focus_reason(forward))


def focus_reason(forward: bool) -> Qt.FocusReason:
    """Why a field gets the focus."""
    return Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason


def _is_in(widget: QWidget | None, home: Sequence[QWidget]) -> bool:
    return widget is not None and any(one is widget or one.isAncestorOf(widget) for one in home)
