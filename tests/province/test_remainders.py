"""The numbers of a withdrawn terminal: every one is used or named, and none is given out again."""

from __future__ import annotations

import pytest

from hukou.wire import Outcome
from provincial_service.__main__ import main
from provincial_service.remainders import NumberRange, unaccounted_numbers
from tests.province.running import Service
from tests.province.terminal import TestTerminal


def remainder(service: Service, terminal: str) -> list[NumberRange]:
    with service.province.store.read() as connection:
        return list(unaccounted_numbers(connection, terminal))


def test_used_numbers_cut_the_block(service: Service, terminal: TestTerminal) -> None:
    numbers = terminal.lease()
    used = numbers[1]
    assert all(result.outcome is Outcome.APPLIED for result in terminal.push(*terminal.story(used)))
    left = remainder(service, terminal.name)
    prefix = left[0].prefix
    named = [f"{one.prefix}{n:06d}" for one in left for n in range(one.first, one.last + 1)]
    assert named == [number for number in numbers if number != used]
    assert str(left[0]) == numbers[0]
    assert str(left[1]) == f"{numbers[2]} .. {numbers[-1]}"
    assert all(number.startswith(prefix) for number in numbers)


def test_another_terminal_gets_none_of_them(service: Service, terminal: TestTerminal) -> None:
    held = set(terminal.lease())
    assert held.isdisjoint(service.enrol().lease())
    assert sum(one.count for one in remainder(service, terminal.name)) == len(held)


def test_a_terminal_that_held_no_numbers_leaves_none(service: Service, terminal: TestTerminal) -> None:
    assert remainder(service, terminal.name) == []
    assert remainder(service, "no-such-terminal") == []


def test_the_command_names_them(sqlite_service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = sqlite_service.enrol()
    numbers = terminal.lease()
    folder = str(sqlite_service.province.settings.data_dir)
    order = ["revoke-terminal", "--data-dir", folder, "--database", "", "--terminal", terminal.name]
    assert main(order) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith(f"{len(numbers)} certificate numbers")
    assert lines[2:] == [f"{numbers[0]} .. {numbers[-1]}"]
    assert main(order) == 1
    assert "is in use" in capsys.readouterr().err
