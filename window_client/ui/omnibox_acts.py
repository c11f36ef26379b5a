"""What the omnibox finds: a service, a case, or a person by the complete number. Nothing else finds a person."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from window_client.ui.reading import read

if TYPE_CHECKING:
    from hukou.catalogue import Catalogue, ServiceItem
    from window_client.ui.main_window import MainWindow

MOST = 8


class OmniboxActs(QObject):
    """Answers the header's box for as long as the window lives; `catalogue()` is None while nobody is signed in."""

    def __init__(self, window: MainWindow, catalogue: Callable[[], Catalogue | None]) -> None:
        super().__init__(window)
        self._window, self._catalogue = window, catalogue
        window.omnibox_submitted.connect(self.submit)
        window.omnibox_chosen.connect(self.choose)

    def suggest(self, text: str) -> list[Any]:
        """The services that a code, pinyin initials or a part of the name may mean, best first."""
        from window_client.ui.widgets.omnibox import Suggestion

        catalogue = self._catalogue()
        if catalogue is None:
            return []
        return [
            Suggestion(
                item.code,
                read(item.title),
                read(item.tile_text),
                item.code,
                "neutral" if item.available else "warn",
            )
            for item in catalogue.search(text)[:MOST]
        ]

    def choose(self, value: object) -> None:
        """A suggestion was taken."""
        self._window.omnibox.clear()
        self._show("counter", service_code=str(value))

    def submit(self, text: str) -> None:
        """Enter without a suggestion in hand: a complete number, a service code, the best service for initials or
        words, otherwise a case by its number."""
        catalogue = self._catalogue()
        compact = "".join(unicodedata.normalize("NFKC", text).split())
        if catalogue is None or not compact:
            return
        if _is_citizen_no(compact):
            self._leave("counter", citizen_no=compact.upper())
        elif _is_case_no(compact) or not (found := catalogue.search(compact)):
            self._leave("cases", text=compact)
        elif len(found) == 1 or _names(found[0], compact):
            self._leave("counter", service_code=found[0].code)
        else:
            # Several services may be meant: one more Enter takes the first, an arrow another.
            self._window.omnibox.offer(self.suggest(text))

    def _leave(self, key: str, **context: Any) -> None:
        self._window.omnibox.clear()
        self._show(key, **context)

    def _show(self, key: str, **context: Any) -> None:
        if self._catalogue() is not None:
            self._window.show_page(key, **context)


def _is_citizen_no(text: str) -> bool:
    """Complete as written: 18 characters, or the 15 digits of numbers before 1999. The check digit is the form's."""
    return len(text) in (15, 18) and text[:-1].isascii() and text[:-1].isdigit()


def _is_case_no(text: str) -> bool:
    """More digits than the code of a service has."""
    return sum(character.isdigit() for character in text) > 2


def _names(item: ServiceItem, text: str) -> bool:
    """Whether `text` is this item's code or initials, not only the beginning of them."""
    return text == item.code or text.lower() in item.keys
