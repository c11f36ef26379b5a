"""A field for a person's name, with an offer for every way a space inside it can be meant."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from hukou.names import spaceless_names
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.flow_layout import FlowLayout
from window_client.ui.widgets.form_row import FormRow


class NameRow(FormRow):
    """Names of the register have no spaces, but what one stands for only the document can tell: taking an
    offer is as typing it, and nothing is changed before.
    """

    def __init__(
        self,
        label: str,
        edit: QLineEdit,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, edit, required, hint, parent)
        self._edit = edit
        self._offers = QWidget(self)
        self._flow = FlowLayout(self._offers, 8, 6)
        self._buttons: list[Button] = []
        box = self.layout()
        assert box is not None
        box.addWidget(self._offers)
        self._offers.hide()

    def offers(self) -> list[Button]:
        """What may be pressed now."""
        return list(self._buttons)

    def set_message(self, kind: str, text: str) -> None:
        super().set_message(kind, text)
        self._offer(spaceless_names(self._edit.text()) if kind == "error" else ())

    def clear_message(self) -> None:
        super().clear_message()
        if self._buttons:
            self._offer(())

    def _offer(self, names: tuple[str, ...]) -> None:
        if [button.property("name") for button in self._buttons] == list(names):
            return
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for name in names:
            button = Button(self.tr("Change to {0}").format(name), "soft", size="small", parent=self._offers)
            button.setProperty("name", name)
            button.clicked.connect(lambda _checked=False, name=name: self._take(name))
            self._flow.addWidget(button)
            self._buttons.append(button)
        self._offers.setVisible(bool(names))

    def _take(self, name: str) -> None:
        self._edit.setText(name)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edit.textEdited.emit(name)
        self._edit.editingFinished.emit()
