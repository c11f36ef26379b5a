"""One banner per page: the fact, its effect, what can be done."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from window_client.ui.widgets.card import Card
from window_client.ui.widgets.text import IconLabel, Label

_ICONS = {"primary": "info", "ok": "ok", "warn": "warning", "bad": "error"}


class Banner(Card):
    """A full-width note. `kind` is `primary ok warn bad`; actions stand at the right end.

    `small` is the quieter size of the sign-in page.
    """

    def __init__(
        self,
        kind: str = "primary",
        fact: str = "",
        effect: str = "",
        icon: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind, 12, 0, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout()
        row.setContentsMargins(6 if small else 8, 0 if small else 4, 4, 0 if small else 4)
        row.setSpacing(12 if small else 14)
        self._icon = IconLabel(icon or _ICONS[kind], kind, 22, parent=self)
        row.addWidget(self._icon)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self.fact = Label(fact, "strong" if small else "tile", wrap=True, parent=self)
        self.effect = Label(effect, "caption" if small else "label", "text-2", wrap=True, parent=self)
        texts.addWidget(self.fact)
        texts.addWidget(self.effect)
        row.addLayout(texts, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(12)
        row.addLayout(self._actions)
        self.body.addLayout(row)
        self.set_banner(kind, fact, effect, icon)

    def set_banner(self, kind: str, fact: str, effect: str = "", icon: str = "") -> None:
        """Say something else; screen readers hear both sentences as the banner's name."""
        self.set_kind(kind)
        self._icon.set_icon(icon or _ICONS[kind], kind)
        self.fact.setText(fact)
        self.effect.setText(effect)
        self.effect.setVisible(bool(effect))
        self.setAccessibleName(f"{fact} {effect}".strip())

    def minimumSizeHint(self) -> QSize:
        """Tall enough for its texts at the width it has: a policy that may not grow knows only one width."""
        return super().minimumSizeHint().expandedTo(QSize(0, self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def add_action(self, widget: QWidget) -> None:
        """Add a button (or a progress) at the right end."""
        self._actions.addWidget(widget)
