"""What a withdrawn terminal leaves behind: certificate numbers that it held and that no certificate is known for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from provincial_service.numbers import lies_in
from provincial_service.store.tables import certificate_number, number_block


@dataclass(frozen=True)
class NumberRange:
    """`{prefix}{n:06d}` for `first <= n <= last`."""

    prefix: str
    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    def __str__(self) -> str:
        ends = [f"{self.prefix}{n:06d}" for n in sorted({self.first, self.last})]
        return " .. ".join(ends)


def unaccounted_numbers(connection: Connection, terminal_id: str) -> tuple[NumberRange, ...]:
    """Ranges leased to the terminal without the numbers of certificates that reached the province, in order.

    They are leased to nobody else: one of them may stand on a paper that was handed out before its action was sent.
    """
    used = set(
        connection.execute(
            select(certificate_number.c.number).where(certificate_number.c.terminal == terminal_id)
        ).scalars()
    )
    blocks = connection.execute(
        select(number_block.c.prefix, number_block.c.first, number_block.c.last)
        .where(number_block.c.terminal == terminal_id)
        .order_by(number_block.c.prefix, number_block.c.first)
    ).all()
    found: list[NumberRange] = []
    for prefix, first, last in blocks:
        taken = sorted(int(n.removeprefix(prefix)) for n in used if lies_in(n, prefix, first, last))
        start = first
        for number in (*taken, last + 1):
            if start < number:
                found.append(NumberRange(prefix, start, number - 1))
            start = number + 1
    return tuple(found)
