"""What the strip says of a clock that is off: only when it is, in minutes, and which way."""

from __future__ import annotations

import pytest

from tests.basics import START
from window_client.services.sync.state import SyncState
from window_client.services.sync.status import Link, SyncStatus
from window_client.ui.strip_words import Found, device_states

FOUND = Found(drafts=0, numbers_left=100, reader=True, printer="ready")


def status(skew_ms: int | None) -> SyncStatus:
    return SyncStatus(
        link=Link.ONLINE,
        last_contact=START,
        data_as_of=START,
        counters=dict.fromkeys(SyncState, 0),
        next_attempt_at=None,
        parked=0,
        skew_ms=skew_ms,
        queue=(),
    )


@pytest.mark.parametrize("skew_ms", [None, 0, 120_000, -120_000])
def test_a_clock_that_is_right_is_not_spoken_of(skew_ms: int | None) -> None:
    assert "clock" not in [state.icon for state in device_states(FOUND, status(skew_ms), START)]


@pytest.mark.parametrize(("skew_ms", "word"), [(185_000, "3"), (-7_200_000, "120")])
def test_a_clock_that_is_off_says_how_far(skew_ms: int, word: str) -> None:
    shown = device_states(FOUND, status(skew_ms), START)[0]
    assert (shown.icon, shown.tone, word in shown.words) == ("clock", "warn", True)
    other = device_states(FOUND, status(-skew_ms), START)[0]
    assert shown.words != other.words
