"""The tables that a person and a case are judged with: read from files once, on a lane and before they are wanted."""

from __future__ import annotations

from hukou.calendar import working_calendar
from hukou.certificate import gate_rules
from hukou.circulation import circulation_reasons
from hukou.codes import relation, sex
from hukou.divisions import division_table
from hukou.names import rare_characters


def load_rules(sample: bool) -> None:
    """Afterwards the first card read and the first form opened wait for no file. `sample` is the terminal's."""
    division_table(sandbox=sample)
    working_calendar()
    gate_rules()
    circulation_reasons()
    sex("1")
    relation("01")
    rare_characters("一")
