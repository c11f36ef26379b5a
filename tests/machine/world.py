"""Two windows of one station or of two, their province, and what an outsider wrote down of all they said."""

from __future__ import annotations

import atexit
import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hukou.case import ActionKind, Case, MaterialCheck, MaterialState, Side, Subject, allowed_kinds
from hukou.conflict import STEP
from hukou.ownership import writers
from hukou.staff import StaffMember
from hukou.wire import EnrolReply, EnrolRequest
from provincial_service.app import build_app
from provincial_service.enrolment import enrol, make_activation_code
from provincial_service.province import Province as ProvinceState
from provincial_service.province import open_province
from provincial_service.settings import Limits, Settings
from provincial_service.store import open_store
from provincial_service.store.schema import rotate_epoch
from tests.basics import OFFICER, OTHER_OFFICER, OTHER_STATION, FakeClock
from tests.fakes import found_province
from tests.machine.network import KilledError, Line
from window_client.config import Config
from window_client.errors import (
    ClockJumpedError,
    InputError,
    NotAuthorisedError,
    NumbersExhaustedError,
    TransitionRefusedError,
    WindowClientError,
)
from window_client.services import crypto, keys
from window_client.services.actions import ActionLog
from window_client.services.case_views import view_of
from window_client.services.clock import IdMaker
from window_client.services.conflicts import Conflicts
from window_client.services.enrolment import Terminal
from window_client.services.keys import SessionKeys
from window_client.services.session import Session
from window_client.services.store import Store, tables
from window_client.services.sync.cycle import SyncCycle, SyncReport
from window_client.services.sync.numbers import take_number
from window_client.services.sync.remote import Province
from window_client.services.sync.transport import Signer

WINDOWS = 2
_SHARED_MEMORY = Path("/dev/shm")
SMALL = Limits(reoffer_days=400)
"""Windows come back within the days that a campaign pretends to last."""

_PREFERRED = (
    *(ActionKind.AMEND, ActionKind.ACCEPT, ActionKind.ISSUE, ActionKind.CONFIRM_PRINT, ActionKind.ADD_NOTE),
    *(ActionKind.APPROVE, ActionKind.SUBMIT_FOR_REVIEW, ActionKind.ADD_MATERIAL),
    ActionKind.REQUEST_SUPPLEMENT,
    *(ActionKind.SPOIL_PRINT, ActionKind.COMPLETE, ActionKind.REFUSE_ACCEPTANCE, ActionKind.REJECT),
    *(ActionKind.WITHDRAW, ActionKind.OPEN),
)
"""What clerks do most comes first: a case that ends at once shows little."""
_SHARED = (ActionKind.CIRCULATE, *_PREFERRED, ActionKind.MARK_DISTINCT)
ALONE, SHARED = (OFFICER, OFFICER), (OFFICER, OTHER_OFFICER)
"""Who sits at the two windows: of one station, or of two that share cases."""


def scratch() -> Path:
    """A folder in memory where there is one: what is proven here is logic; real disks are killed elsewhere."""
    return Path(tempfile.mkdtemp(prefix="machine-", dir=_SHARED_MEMORY if _SHARED_MEMORY.is_dir() else None))


@dataclass(frozen=True)
class Identity:
    reply: EnrolReply
    seed: bytes
    store_key: bytes


@dataclass(frozen=True)
class Template:
    """A founded province with its windows enrolled, and empty stores: made once, copied for every run."""

    folder: Path
    identities: tuple[Identity, ...]


@cache
def template(staff: tuple[StaffMember, ...]) -> Template:
    folder = scratch()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "province").mkdir()
    province = found_province(folder / "province")
    identities = []
    for number, member in enumerate(staff):
        seed, sign_in = crypto.new_signing_key(), crypto.new_signing_key()
        request = EnrolRequest(
            activation_code=make_activation_code(province, member.station),
            public_key=keys.encode(crypto.public_key(seed)),
            sign_in_key=keys.encode(crypto.public_key(sign_in)),
            master_key=keys.encode(crypto.new_key()),
        )
        key = crypto.new_key()
        identities.append(Identity(enrol(province, request), bytes(seed), bytes(key)))
        Store.open(folder / f"window-{number}" / "store.db", key).close()
    province.store.close()
    return Template(folder, tuple(identities))


class CrashPoint:
    """Kills whatever talks to a database before its n-th next statement or commit."""

    def __init__(self, engine: sa.Engine) -> None:
        self.left = 0
        sa.event.listen(engine, "before_cursor_execute", lambda *_a, **_k: self._count())
        sa.event.listen(engine, "commit", lambda _connection: self._count())

    def _count(self) -> None:
        if self.left:
            self.left -= 1
            if not self.left:
                raise KilledError


@dataclass(frozen=True)
class Saved:
    """What a window called saved, written down outside of it."""

    window: int
    action_id: UUID
    case_id: UUID
    kind: ActionKind


@dataclass
class Desk:
    """One window: its store outlives it, everything else is made anew after a kill."""

    number: int
    identity: Identity
    world: World
    store: Store
    clock: FakeClock
    line: Line
    crash: CrashPoint
    staff: StaffMember
    kills: int = 0
    session: Session = field(init=False)
    cycle: SyncCycle = field(init=False)
    log: ActionLog = field(init=False)
    conflicts: Conflicts = field(init=False)

    def start(self) -> None:
        """A new process on the same store."""
        reply, folder = self.identity.reply, self.store.path.parent
        config = Config(
            data_dir=folder, secret_dir=folder, log_dir=folder, province_url="http://province.invalid"
        )
        public = keys.decode(reply.province_public_key)
        signer = Signer(reply.terminal, bytearray(self.identity.seed), public)
        province = Province(config, signer)
        province._transport._session.mount("http://", self.line)
        self.session = Session(
            config=config,
            clock=self.clock,
            staff=self.staff,
            terminal=Terminal(
                reply.terminal, reply.window_no, reply.station, public, True, self.clock.now(), b"", b""
            ),
            store=self.store,
            keys=SessionKeys(
                bytearray(self.identity.store_key),
                bytearray(32),
                bytearray(32),
                bytearray(self.identity.seed),
            ),
            offline_until=self.clock.now(),
            prove=lambda _password: None,
        )
        self.cycle = SyncCycle(
            self.store, province, self.clock, scope=self.staff.station, province_public_key=public
        )
        self.log = ActionLog(self.session, self.session.audit, self.clock)
        self.conflicts = Conflicts(self.session, self.log, self.clock)

    def guarded(self, work: Callable[[], Any], crash_at: int = 0) -> Any:
        """Do some work; killed in the middle of it when ordered so, and started again."""
        self.crash.left = crash_at
        try:
            return work()
        except KilledError:
            self.kills += 1
            self.crash.left = 0
            # A dead process holds no connection.
            self.store._engine.dispose()
            self.start()
            return None
        finally:
            self.crash.left = 0

    # --- the clerk ---------------------------------------------------------------------------------------

    def open(self) -> UUID:
        case_id = self.clock.new_id()
        subject = Subject(name="林书瑶", birth_date=date(1990, 3, 14))
        payload = {"service": "certificate.other", "subject": subject.model_dump(mode="json")}
        self._append(ActionKind.OPEN, case_id, payload)
        return case_id

    def act(self, case_id: UUID, choice: int) -> bool:
        """One of the steps that the screen would offer; False when it offers none, or it is refused here."""
        with self.store.read() as connection:
            case = view_of(connection, case_id)
        if case is None:
            return False
        order = _SHARED if self.world.is_shared else _PREFERRED
        allowed = sorted(allowed_kinds(case.status, self.staff.role).intersection(order), key=order.index)
        own = [kind for kind in allowed if self.staff.station in writers(case, kind)]
        # What is the other station's is tried as well, and refused here.
        kinds = [*allowed, *own[:-2], *own[:2], *own[:2]]
        return bool(kinds) and self.do(case, kinds[choice % len(kinds)])

    def do(self, case: Case, kind: ActionKind) -> bool:
        """One step; False when it is refused here."""
        case_id = case.case_id
        try:
            self._append(kind, case_id, lambda uow: self._payload(kind, case, uow))
        except (TransitionRefusedError, NumbersExhaustedError, ClockJumpedError):
            return False
        return True

    def settle(self, case_id: UUID, choice: int) -> bool:
        """Answer the oldest conflict of a case, each value one way or the other; False without one, or refused."""
        sheet = next(iter(self.conflicts.sheets(case_id)), None)
        if sheet is None or sheet.state != "conflict":
            return False
        paths = [one.path for one in sheet.choices] or [STEP]
        sides = {path: Side.MINE if (choice + at) % 2 else Side.THEIRS for at, path in enumerate(paths)}
        self.clock.advance(seconds=1)
        before = self._own()
        try:
            self.conflicts.resolve(sheet, sides)
        except (InputError, NotAuthorisedError, NumbersExhaustedError, ClockJumpedError):
            return False
        for number, kind in self._own() - before:
            self.world.saved.append(Saved(self.number, number, case_id, kind))
        return True

    def _own(self) -> set[tuple[UUID, ActionKind]]:
        with self.store.read() as connection:
            rows = connection.execute(sa.select(tables.action.c.action_id, tables.action.c.kind))
            return {(row.action_id, ActionKind(row.kind)) for row in rows}

    def _append(self, kind: ActionKind, case_id: UUID, payload: Any) -> None:
        self.clock.advance(seconds=1)
        with self.store.unit_of_work() as uow:
            given = payload(uow) if callable(payload) else payload
            case = self.log.append(uow, kind, case_id, given)
            uow.commit()
        self.world.saved.append(Saved(self.number, case.last_action, case_id, kind))

    def _payload(self, kind: ActionKind, case: Case, uow: Any) -> dict[str, Any]:
        now, mark = self.clock.now().isoformat(), self.world.mark()
        live = case.live_certificate
        if kind is ActionKind.ISSUE:
            return {
                "number": take_number(uow, case.case_id, self.clock),
                "certificate_kind": "other",
                "sha256": "ab" * 32,
                "data_as_of": now,
            }
        check = MaterialCheck(
            material="id_card", state=MaterialState.ORIGINAL_SEEN, seen_by="039217", seen_at=self.clock.now()
        )
        payloads: dict[ActionKind, dict[str, Any]] = {
            ActionKind.ACCEPT: {
                "case_no": f"20261123-{self.number + 1:02d}{mark}",
                "subject": case.subject.model_dump(mode="json"),
                "applicant": {},
                "fields": {"purpose": mark},
                "materials": [],
            },
            ActionKind.AMEND: {"fields": {"purpose": mark}},
            ActionKind.ADD_NOTE: {"text": mark},
            ActionKind.ADD_MATERIAL: {"check": check.model_dump(mode="json")},
            ActionKind.REQUEST_SUPPLEMENT: {"missing": ["id_card"]},
            ActionKind.CIRCULATE: {"station": "" if case.circulation else OTHER_STATION, "reason": mark},
            ActionKind.MARK_DISTINCT: {"other": str(self.clock.new_id()), "reason": mark},
            ActionKind.CONFIRM_PRINT: {"number": live.number if live else "x"},
            ActionKind.SPOIL_PRINT: {"number": live.number if live else "x", "remark": "卡纸"},
        }
        return payloads.get(kind, {"reason": mark})

    # --- the lane ----------------------------------------------------------------------------------------

    def sync(self, *, force: bool) -> SyncReport | None:
        report = self.cycle.run_once(force=force)
        if report.error is not None and not isinstance(report.error, WindowClientError):
            raise report.error
        return report

    def cases(self) -> list[UUID]:
        with self.store.read() as connection:
            table = tables.case_view
            return list(connection.execute(sa.select(table.c.case_id).order_by(table.c.case_id)).scalars())


class World:
    def __init__(self, staff: tuple[StaffMember, ...] = ALONE) -> None:
        """`staff` is who sits at each window."""
        made = template(staff)
        self.staff = staff
        self.folder = scratch()
        shutil.copytree(made.folder, self.folder, dirs_exist_ok=True)
        self.clock = FakeClock()
        self.state = open_province(
            Settings(self.folder / "province", clock=self.clock.now, limits=SMALL, password_memory_kib=64)
        )
        self.app = build_app(self.state)
        self.province_crash = CrashPoint(self.state.store.engine)
        self.saved: list[Saved] = []
        self.marks = 0
        self.restores = 0
        self.deliveries = [0]
        self.backup: Path | None = None
        self.desks = [self._desk(number, identity) for number, identity in enumerate(made.identities)]

    def _desk(self, number: int, identity: Identity) -> Desk:
        store = Store.open(self.folder / f"window-{number}" / "store.db", bytearray(identity.store_key))
        line = Line(lambda: self.app, self.deliveries, self._arm_province, self._province_died)
        clock = FakeClock()
        # Ids order cases: a run that is repeated meets them in the same order.
        clock._ids = IdMaker(random.Random(number).randbytes)
        desk = Desk(number, identity, self, store, clock, line, CrashPoint(store._engine), self.staff[number])
        desk.start()
        return desk

    def _arm_province(self, statements: int) -> None:
        self.province_crash.left = statements

    def _province_died(self) -> None:
        self.state.store.engine.dispose()

    @property
    def province(self) -> ProvinceState:
        return self.state

    @property
    def is_shared(self) -> bool:
        """Whether the windows are of two stations."""
        return len({member.station for member in self.staff}) > 1

    @property
    def opened(self) -> int:
        return sum(saved.kind is ActionKind.OPEN for saved in self.saved)

    def mark(self) -> str:
        """A text that no other action bears."""
        self.marks += 1
        return f"{self.marks:05d}"

    def advance(self, seconds: float) -> None:
        for clock in (self.clock, *(desk.clock for desk in self.desks)):
            clock.advance(seconds=seconds)

    def jump(self, number: int, days: int) -> None:
        """Somebody changes a window's calendar."""
        clock = self.desks[number].clock
        clock.set_wall(self.clock.now() + timedelta(days=days))

    def back_up(self) -> None:
        self.backup = self.folder / "backup"
        shutil.copyfile(self._database, self.backup)

    def restore(self) -> None:
        """The disk failed: the copy takes its place, and the epoch turns."""
        assert self.backup is not None
        self.state.store.close()
        shutil.copyfile(self.backup, self._database)
        object.__setattr__(self.state, "store", open_store(self.state.settings.database))
        self.province_crash = CrashPoint(self.state.store.engine)
        rotate_epoch(self.state.store, self.clock.now())
        self.restores += 1

    @property
    def _database(self) -> Path:
        return self.folder / "province" / "province.sqlite3"

    def close(self) -> None:
        for desk in self.desks:
            desk.store.close()
        self.state.store.close()
        shutil.rmtree(self.folder, ignore_errors=True)
