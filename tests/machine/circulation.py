"""The state machine at two stations: cases go to the register place and come back, and both work on them at once."""

from __future__ import annotations

from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from hukou.case import ActionKind, Status
from tests.machine.campaign import _CHOICE, _WINDOW, SyncMachine
from tests.machine.world import SHARED, Desk, World
from window_client.services.case_views import view_of


class CirculationMachine(SyncMachine):
    """All rules of `SyncMachine`, with one window at each of two stations, and what only they can do."""

    def new_world(self) -> World:
        return World(SHARED)

    @rule(case=_CHOICE)
    def a_case_is_circulated_or_recalled(self, case: int) -> None:
        self._circulate(case)
        self.everybody_syncs()

    @rule(case=_CHOICE, here=_CHOICE, there=_CHOICE, together=st.booleans())
    def both_work_on_a_shared_case(self, case: int, here: int, there: int, together: bool) -> None:
        """Each at its own window, on what both had seen; then both send, one of them while it still circulates."""
        first, second = self.world.desks
        if not self._shared():
            self._circulate(case)
        self.everybody_syncs()
        self.everybody_syncs()
        shared = self._shared()
        if not shared:
            return
        chosen = shared[case % len(shared)]
        for desk, choice in ((first, here), (second, there)):
            self.steps += 1
            desk.guarded(lambda desk=desk, choice=choice: desk.act(chosen, choice))
        if together:
            self._step(first, chosen, ActionKind.CIRCULATE)
        self.everybody_syncs()

    @rule(window=_WINDOW, case=_CHOICE, choice=_CHOICE)
    def a_conflict_is_settled(self, window: int, case: int, choice: int) -> None:
        desk = self.world.desks[window]
        cases = desk.cases()
        held = [one for one in cases if desk.conflicts.sheets(one)]
        if held:
            self.steps += 1
            desk.guarded(lambda: desk.settle(held[case % len(held)], choice))
        self._after(desk)

    def _circulate(self, case: int) -> None:
        """The acceptance place takes a draft in first: only what was accepted circulates."""
        desk = self.world.desks[0]
        cases = self._of(desk, desk)
        if not cases:
            desk.guarded(desk.open)
            cases = self._of(desk, desk)
        if cases:
            chosen = cases[case % len(cases)]
            self._step(desk, chosen, ActionKind.ACCEPT)
            self._step(desk, chosen, ActionKind.CIRCULATE)

    def _step(self, desk: Desk, case_id: UUID, kind: ActionKind) -> None:
        with desk.store.read() as connection:
            case = view_of(connection, case_id)
        if case is not None and (kind is not ActionKind.ACCEPT or case.status is Status.DRAFT):
            self.steps += 1
            desk.guarded(lambda: desk.do(case, kind))

    def _of(self, desk: Desk, opener: Desk) -> list[UUID]:
        """The open cases at a window that were accepted at `opener`'s station."""
        found = []
        with desk.store.read() as connection:
            for case_id in desk.cases():
                case = view_of(connection, case_id)
                if case is not None and case.station == opener.staff.station and not case.status.is_final:
                    found.append(case_id)
        return found

    def _shared(self) -> list[UUID]:
        first, second = self.world.desks
        return sorted(set(self._of(first, first)) & set(self._of(second, first)))
