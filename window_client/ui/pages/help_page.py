"""Help at the counter: keys, the sync words, failure codes, and how to work without a link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from window_client.errors import WindowClientError
from window_client.services.devices import device_errors  # noqa: F401  its leaves belong to the tree
from window_client.ui import wording
from window_client.ui.page_context import PageContext
from window_client.ui.pages.code_list import CodeList, FailureCode
from window_client.ui.pages.columns import PageScroller, Scroller, SideBySide, Switch, column
from window_client.ui.pages.page import Page
from window_client.ui.reading import read
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.card import Card, InfoRow, SectionHeader
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.keycap import Keycap
from window_client.ui.widgets.text import Label


def failure_codes() -> list[FailureCode]:
    """Every code of the error tree in their order."""
    found = {
        error.code: FailureCode(error.code, read(error.message), read(error.remedy), _meaning(error))
        for error in _leaves(WindowClientError)
    }
    return [found[code] for code in sorted(found)]


def _meaning(error: type[WindowClientError]) -> str:
    """The first paragraph of the documentation, in English; '' where the program was built without it."""
    return " ".join((error.__doc__ or "").split("\n\n")[0].split())


def _leaves(error: type[WindowClientError]) -> Iterator[type[WindowClientError]]:
    yield error
    for leaf in error.__subclasses__():
        if leaf.__module__.startswith("window_client."):
            yield from _leaves(leaf)


class HelpPage(Page):
    """`opened(code=…)` looks a failure code up."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._codes = failure_codes()

    def build(self) -> Iterator[None]:
        left, box = column(16)
        box.addWidget(self._keys_card())
        yield
        box.addWidget(self._offline_card())
        box.addWidget(self._words_card())
        yield
        box.addStretch(1)
        words = Scroller(left, None, 0)
        words.setMinimumHeight(360)
        codes = self._codes_card()
        yield
        self._columns = SideBySide(words, codes, 480, self)
        inner, whole = column(0)
        whole.addWidget(self._columns)
        self.content.addWidget(PageScroller(inner, self), 1)
        self._filled = False

    def _keys_card(self) -> Card:
        card = Card("surface", 24, 14, self)
        card.body.addWidget(SectionHeader(self.tr("Keys"), parent=card))
        sheet = QWidget(card)
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        keys = (
            ("Ctrl+K", self.tr("Code, case number or complete citizen number")),
            ("F1", self.tr("This help")),
            ("F2", self.tr("Read the card")),
            ("F3", self.tr("Type by hand")),
            ("F4", self.tr("Hold to show the number")),
            ("F5", self.tr("Refresh, look up, send now")),
            ("F6", self.tr("Hold the draft, change the person")),
            ("F7", self.tr("Did not print")),
            ("F8", self.tr("Next problem")),
            ("F9", self.tr("Print")),
            ("F10", self.tr("Print again, with a reason")),
            ("F12", self.tr("Void a paper")),
            ("Alt+1…7", self.tr("The pages")),
            ("Alt+←", self.tr("One step back")),
            ("Ctrl+S", self.tr("Hold the draft")),
            ("Ctrl+F", self.tr("Filter the cases")),
            ("Ctrl+Enter", self.tr("Next, approve, issue")),
            ("Ctrl+L", self.tr("Lock")),
        )
        half = (len(keys) + 1) // 2
        for at, (key, act) in enumerate(keys):
            row, side = at % half, at // half * 2
            grid.addWidget(Keycap(key, sheet), row, side, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(act, "body", wrap=True, parent=sheet), row, side + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        card.body.addWidget(sheet)
        return card

    def _offline_card(self) -> Card:
        card = Card("surface", 24, 12, self)
        card.body.addWidget(SectionHeader(self.tr("Working without a link"), parent=card))
        term = self.tr("You can sign in offline until {0}; then one sign-in with a link is needed.").format(
            wording.full_time(self.context.session.offline_until)
        )
        rows = (
            (
                "receipt",
                self.tr("Accepting goes on"),
                self.tr("Cases are accepted and saved here; the receipt says that they wait to be sent."),
            ),
            (
                "certificate",
                self.tr("Certificates need data"),
                self.tr(
                    "They are issued only from data that the province delivered for the same case, with a number "
                    "of this window's block. Otherwise give the receipt and issue later."
                ),
            ),
            (
                "sync",
                self.tr("Sending is automatic"),
                self.tr("When the link is back everything is sent in order. Nothing has to be typed twice."),
            ),
            ("key", self.tr("Sign-in has a term"), term),
        )
        for icon, title, text in rows:
            card.body.addWidget(InfoRow(icon, "primary", title, text, card))
        return card

    def _words_card(self) -> Card:
        card = Card("surface", 24, 12, self)
        card.body.addWidget(SectionHeader(self.tr("What the states mean"), parent=card))
        sheet = QWidget(card)
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        meanings = {
            "local_only": self.tr("A draft, saved on this computer"),
            "queued": self.tr("Complete and in the queue"),
            "sent": self.tr("The province received it and has not answered"),
            "accepted": self.tr("The province gave it a number"),
            "conflict": self.tr("Both sides changed it; a person has to look"),
            "returned": self.tr("The province refused it and says why"),
        }
        for row, state in enumerate(wording.SYNC_ORDER):
            mark = wording.sync_mark(state)
            grid.addWidget(Badge(mark.text, mark.kind, mark.icon, sheet), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(meanings[state], "body", wrap=True, parent=sheet), row, 1)
        card.body.addWidget(sheet)
        return card

    def _codes_card(self) -> Card:
        card = Card("surface", 0, 10, self)
        card.body.setContentsMargins(1, 16, 1, 8)
        title = SectionHeader(self.tr("Failure codes"), parent=card)
        title.layout().setContentsMargins(16, 0, 16, 0)  # type: ignore[union-attr]
        card.body.addWidget(title)
        holder, inner = column(0)
        inner.setContentsMargins(16, 0, 16, 0)
        self.search = QLineEdit(holder)
        self.search.setPlaceholderText(self.tr("Code or word, e.g. SY-101"))
        self.search.setAccessibleName(self.tr("Look up a failure code"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        inner.addWidget(self.search)
        card.body.addWidget(holder)
        self._switch = Switch(card)
        self.codes = CodeList(self.tr("Failure codes"), card)
        self.empty = EmptyState("search", self.tr("No such code"), parent=card)
        self._switch.add(self.codes)
        self._switch.add(self.empty)
        card.body.addWidget(self._switch, 1)
        card.setMinimumHeight(360)
        return card

    def _filter(self, text: str) -> None:
        self._filled = True
        wanted = text.strip().upper()
        found = [
            code
            for code in self._codes
            if not wanted or wanted in f"{code.code} {code.message} {code.remedy} {code.meaning}".upper()
        ]
        self.codes.set_codes(found)
        self._switch.show_only(self.codes if found else self.empty)
        self.codes.select(wanted)

    # -- the shell --------------------------------------------------------------------------------------

    def title(self) -> tuple[str, str]:
        return self.tr("Help"), self.tr("Keys, words and failure codes")

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (("Esc", self.tr("Back to the counter")), ("Ctrl+L", self.tr("Lock")))

    def opened(self, code: str = "", **context: Any) -> None:
        if code:
            self.search.setText(code)
        self.search.setFocus()
        # All the codes are measured and laid out once the page itself is on the screen.
        QTimer.singleShot(0, self, self._fill)

    def _fill(self) -> None:
        if not self._filled:
            self._filter(self.search.text())

    def escape(self) -> None:
        """Clear the search first."""
        if self.search.text():
            self.search.clear()
        else:
            self.context.navigate("counter")
