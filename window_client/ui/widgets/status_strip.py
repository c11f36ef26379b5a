"""The status strip: what the keys do here on the left, what the devices say on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from window_client.ui.theme import theme_of
from window_client.ui.widgets.keycap import KeyHint
from window_client.ui.widgets.paint import begin
from window_client.ui.widgets.text import IconLabel, Label

HEIGHT = 40


@dataclass(frozen=True)
class DeviceState:
    """One device: icon, words, tone of the icon (`ok warn bad text-2`)."""

    icon: str
    words: str
    tone: str = "ok"


class _Device(QWidget):
    def __init__(self, state: DeviceState, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        self._icon = IconLabel(state.icon, state.tone, 16, parent=self)
        row.addWidget(self._icon)
        self.words = Label(state.words, "caption", parent=self)
        row.addWidget(self.words)
        self.show_state(state)

    def show_state(self, state: DeviceState) -> None:
        """Say something else; widgets of the strip are made once and speak again."""
        self._icon.set_icon(state.icon, state.tone)
        self.words.setText(state.words)
        self.words.set_tone("text" if state.tone != "bad" else "bad")
        self.setAccessibleName(state.words)
        self.setToolTip(state.words)

    def width_with(self, worded: bool) -> int:
        """Width with or without the words."""
        return theme_of().px(16) + (7 + self.words.sizeHint().width() if worded else 0)


class StatusStrip(QWidget):
    """40 high. Where it is too narrow the device words go first, then the last keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(0)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # it is this widget that gives way
        self._keys = QHBoxLayout()
        self._keys.setSpacing(15)
        self._devices = QHBoxLayout()
        self._devices.setSpacing(20)
        row.addLayout(self._keys)
        row.addStretch(1)
        row.addSpacing(16)
        row.addLayout(self._devices)
        self._hints: list[KeyHint] = []
        self._states: list[_Device] = []
        # Made once and used again: taking a widget out of a window walks the focus chain of all its pages.
        self._spare_hints: list[KeyHint] = []
        self._spare_states: list[_Device] = []
        self._clock: _Device | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_key_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Keys of the page shown, most important first: `("F2", "读卡")`."""
        for hint, (key, act) in zip(self._spare_hints, hints, strict=False):
            hint.set_key(key, act)
        for key, act in hints[len(self._spare_hints) :]:
            hint = KeyHint(key, act, self)
            self._spare_hints.append(hint)
            self._keys.addWidget(hint)
        self._hints = self._spare_hints[: len(hints)]
        for hint in self._spare_hints[len(hints) :]:
            hint.hide()
        self._fit()

    def set_device_states(self, states: Sequence[DeviceState]) -> None:
        """Devices from left to right."""
        for device, state in zip(self._spare_states, states, strict=False):
            device.show_state(state)
        for state in states[len(self._spare_states) :]:
            device = _Device(state, self)
            self._devices.insertWidget(len(self._spare_states), device)
            self._spare_states.append(device)
        self._states = self._spare_states[: len(states)]
        for at, device in enumerate(self._spare_states):
            device.setVisible(at < len(states))
        self._fit()

    def set_clock(self, words: str) -> None:
        """The time of day at the right end."""
        if self._clock is None:
            self._clock = _Device(DeviceState("clock", words, "text-2"), self)
            self._devices.addWidget(self._clock)
        self._clock.words.setText(words)
        self._clock.setAccessibleName(words)
        self._clock.setToolTip(words)

    def key_hints(self) -> list[tuple[str, str]]:
        """The keys named now, those hidden for want of room too."""
        return [(hint.key, hint.act) for hint in self._hints]

    def _fit(self) -> None:
        """Decide first, then show and hide: hiding lays out the window at once, which would come back here."""
        worded = self._needed(len(self._hints), True) <= self.width()
        keys = len(self._hints)
        while keys and self._needed(keys, worded) > self.width():
            keys -= 1
        for device in self._states:
            device.words.setVisible(worded)
        for at, hint in enumerate(self._hints):
            hint.setVisible(at < keys)

    def _needed(self, keys: int, worded: bool) -> int:
        """Width for the first `keys` keys and all devices, with or without the devices' words."""
        hints = sum(hint.sizeHint().width() + 15 for hint in self._hints[:keys])
        devices = sum(device.width_with(worded) + 20 for device in self._states)
        clock = self._clock.width_with(True) if self._clock is not None else 0
        return 48 + 16 + hints + devices + clock

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme_of().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme_of().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_of(), begin(self)
        painter.fillRect(self.rect(), theme.colour("header"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
