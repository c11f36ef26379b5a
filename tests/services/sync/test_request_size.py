"""How much goes into one request: bytes that a line has shown to carry."""

from __future__ import annotations

import pytest

from window_client.services.sync.sizing import RequestSize


def test_it_grows_slowly_and_halves_at_once() -> None:
    size = RequestSize(40_000, 2_000, 240_000)
    size.went_through(40_000)
    assert size.allowance == 50_000
    size.failed()
    assert size.allowance <= 25_000


def test_a_small_request_shows_nothing_about_larger_ones() -> None:
    size = RequestSize(40_000, 2_000, 240_000)
    for _ in range(50):
        size.went_through(900)
    assert size.allowance == 40_000


def test_it_stays_within_its_bounds() -> None:
    size = RequestSize(40_000, 2_000, 240_000)
    for _ in range(40):
        size.went_through(size.allowance)
    assert size.allowance == 240_000
    for _ in range(20):
        size.failed()
    assert size.allowance == 2_000


@pytest.mark.parametrize("breaks_after", [60_000, 120_000, 300_000])
def test_no_request_is_larger_than_a_part_of_what_the_line_carries(breaks_after: int) -> None:
    """A line that breaks every so many bytes: after the first break no request is over 0.3 × of that."""
    size, since, sent = RequestSize(40_000, 2_000, 240_000), 0, []
    for _ in range(200):
        wanted = size.allowance
        if since + wanted > breaks_after:
            since = 0
            size.failed()
            continue
        since += wanted
        sent.append(wanted)
        size.went_through(wanted)
    assert max(sent[100:]) <= max(2_000, 0.3 * breaks_after)
    assert sum(sent[100:]) > 0
