"""A failure where it happened: the fact, what to do, the code."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from window_client.errors import RemoteUnreachableError, WindowClientError
from window_client.ui.reading import read, sentences
from window_client.ui.widgets.banner import Banner
from window_client.ui.widgets.button import IconButton

_log = logging.getLogger(__name__)


def failure_line(error: WindowClientError) -> str:
    """What to do and the code, on one line."""
    code = QCoreApplication.translate("FailureBanner", "Failure code {0}").format(error.code)
    return sentences(read(error.remedy), code)


def with_code(text: str, error: type[WindowClientError]) -> str:
    """Fact and remedy of a message beside a field, with the code at the end."""
    code = QCoreApplication.translate("FailureBanner", "Failure code {0}").format(error.code)
    return sentences(read(text), code)


def failure_words(error: Exception) -> tuple[str, str]:
    """The fact, and what to do with the code. Anything but a `WindowClientError` is a bug and told as one."""
    if isinstance(error, WindowClientError):
        return read(error.message), failure_line(error)
    return (
        QCoreApplication.translate(
            "FailureBanner", "The program met a fault of its own. What was typed is kept."
        ),
        QCoreApplication.translate(
            "FailureBanner", "Repeat the step; when it happens again, tell the support. Failure code {0}"
        ).format(WindowClientError.code),
    )


def failure_text(error: Exception) -> str:
    """`failure_words` as one text, for a place that has no banner."""
    return sentences(*failure_words(error))


class FailureBanner(Banner):
    """Stays until it is closed or overtaken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bad", parent=parent)
        close = IconButton("close", self.tr("Close this message"), size="small", parent=self)
        close.clicked.connect(self.hide)
        self.add_action(close)
        self.hide()

    def words(self) -> tuple[str, str]:
        """The fact, and what to do."""
        return self.fact.text(), self.effect.text()

    def show_failure(self, error: Exception) -> None:
        """Say what `error` means.

        The code goes to the log too, so that one that is quoted on the telephone can be followed up.
        """
        code = error.code if isinstance(error, WindowClientError) else WindowClientError.code
        _log.info("shown: %s %s", code, getattr(error, "detail", ""))
        kind = "warn" if isinstance(error, RemoteUnreachableError) else "bad"
        self.set_banner(kind, *failure_words(error))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
