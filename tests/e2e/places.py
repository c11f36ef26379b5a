"""A province that can be switched off and on at one address, and the windows of one station."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from hukou.case import Action, Case
from provincial_service.province import open_province
from provincial_service.sample_register import SampleRegister
from provincial_service.settings import Settings
from provincial_service.store.tables import applied_action
from provincial_service.store.tables import case as case_file
from tests.fakes import FakeClock, LiveProvince, found_province, serve
from tests.people import load_sample


@dataclass
class SwitchedProvince:
    """The real service; `off` closes its port, `on` opens the same one over the same database."""

    settings: Settings
    live: LiveProvince
    stack: ExitStack = field(default_factory=ExitStack)

    @classmethod
    def found(cls, folder: Path, clock: FakeClock) -> tuple[SwitchedProvince, SampleRegister]:
        province = found_province(folder, clock=clock)
        register = load_sample(province)
        stack = ExitStack()
        live = stack.enter_context(serve(province))
        return cls(province.settings, live, stack), register

    @property
    def port(self) -> int:
        return int(self.live.url.rpartition(":")[2])

    def off(self) -> None:
        self.stack.close()

    def on(self) -> None:
        self.live = self.stack.enter_context(serve(open_province(self.settings), port=self.port))

    def actions(self) -> list[Action]:
        """Every action that took effect, in the order of the province."""
        with self.live.province.store.read() as connection:
            texts = connection.execute(
                sa.select(applied_action.c.text).where(applied_action.c.outcome == "applied")
            ).scalars()
            return [Action.model_validate_json(text) for text in texts]

    def cases(self) -> dict[str, Case]:
        with self.live.province.store.read() as connection:
            rows = connection.execute(sa.select(case_file.c.case_id, case_file.c.text)).all()
        return {row.case_id: Case.model_validate_json(row.text) for row in rows}
