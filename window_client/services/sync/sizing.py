"""How much to put into one request: starts small, grows slowly, halves on failure (sync.md, Push).

A line that breaks after some hundred kilobytes never carries a request of that size: so no request is larger than
0.3 × what went through between two failures.
"""

from __future__ import annotations

from dataclasses import dataclass

_SHARE = 0.3


@dataclass
class RequestSize:
    """Bytes as they travel. `allowance` is the most that the next request should have."""

    start: int
    least: int
    most: int
    allowance: int = 0
    _since_failure: int = 0
    _lasted: int | None = None
    """What went through between the last two failures; None while there was none."""

    def __post_init__(self) -> None:
        self.allowance = self.allowance or self.start

    def went_through(self, sent: int) -> None:
        """A request of `sent` bytes was answered. Only a full one shows that more would fit."""
        self._since_failure += sent
        if sent * 2 >= self.allowance:
            self._set(self.allowance + self.allowance // 4)

    def failed(self) -> None:
        """A request was not answered, or was too large."""
        self._lasted = self._since_failure
        self._since_failure = 0
        self._set(self.allowance // 2)

    def _set(self, wanted: int) -> None:
        if self._lasted is not None:
            wanted = min(wanted, int(_SHARE * max(self._lasted, self._since_failure)))
        self.allowance = max(self.least, min(self.most, wanted))
