"""The services of one session, put together in one place for the window, the command line and the tests."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from hukou.catalogue import Catalogue, CatalogueError, load_catalogue
from hukou.overlay import use_overlay
from hukou.resources import ResourceError, resource
from window_client.config import Config
from window_client.errors import ConfigurationError, ResourceDamagedError
from window_client.services.actions import ActionLog
from window_client.services.audit import AuditEvent
from window_client.services.cases import Cases
from window_client.services.certificates.issuing import Certificates
from window_client.services.certificates.ledger import PrintLedger
from window_client.services.clock import Clock
from window_client.services.conflicts import Conflicts
from window_client.services.register import Register
from window_client.services.session import Session
from window_client.services.sync.cycle import SyncCycle
from window_client.services.sync.remote import Province
from window_client.services.sync.stations import StationSync
from window_client.services.sync.trust import TrustSync

if TYPE_CHECKING:
    from window_client.services.devices.card_reader import CardReader
    from window_client.services.devices.printers import PrintService


@dataclass(frozen=True)
class Desk:
    """Everything a signed-in person works with. `close` gives the connection back; locking is the session's."""

    session: Session
    clock: Clock
    catalogue: Catalogue
    province: Province
    actions: ActionLog
    sync: SyncCycle
    cases: Cases
    register: Register
    certificates: Certificates
    ledger: PrintLedger
    conflicts: Conflicts

    def record_reveal(self, citizen_no: str, case_id: UUID | None) -> None:
        """A masked number was held open on the screen: an act of its own in the audit."""
        with self.session.store.unit_of_work() as uow:
            self.session.audit.record(uow, AuditEvent("reveal", case_id=case_id, person_no=citizen_no))
            uow.commit()

    def close(self) -> None:
        self.province.close()


def load_services(config: Config) -> Catalogue:
    """The service catalogue, with the province's overlay where one is installed: `catalogue` and `certificate` in
    the data folder, files of the same names as in `resources`.

    `ResourceDamagedError` names the file, the key and what is wrong with it.
    """
    use_overlay(config.data_dir)
    folder = config.data_dir / "catalogue"
    try:
        found = load_catalogue(resource("catalogue"), folder if folder.is_dir() else None)
        if (config.data_dir / "certificate").is_dir():
            _check_papers()
        return found
    except (CatalogueError, ResourceError) as error:
        raise ResourceDamagedError(f"业务配置文件有误：{error}。", detail=type(error).__name__) from error


def _check_papers() -> None:
    """Read what a province lays over the papers now, and not first when somebody waits for one."""
    from hukou.certificate import gate_rules
    from hukou.certificate.paper_forms import paper_forms
    from hukou.certificate.wording import wording
    from window_client.services.certificates.layout import layout

    for read in (gate_rules, wording, paper_forms, layout):
        read()


def open_desk(session: Session, clock: Clock, catalogue: Catalogue, printers: PrintService) -> Desk:
    """Wire the services of a session. Cheap: nothing is read and nobody is asked yet."""
    station = session.terminal.station.station
    province = session.province()
    sync = SyncCycle(
        session.store,
        province,
        clock,
        scope=station,
        province_public_key=session.terminal.province_public_key,
        trust=TrustSync(session.config, session.terminal, session.keys.terminal, province, clock),
        stations=StationSync(session.store, province, clock),
    )
    actions = ActionLog(session, session.audit, clock)
    return Desk(
        session=session,
        clock=clock,
        catalogue=catalogue,
        province=province,
        actions=actions,
        sync=sync,
        cases=Cases(session, actions, clock, catalogue),
        register=Register(session, province, sync, clock),
        certificates=Certificates(session, actions, clock, catalogue),
        ledger=PrintLedger(session, actions, clock, printers),
        conflicts=Conflicts(session, actions, clock),
    )


class Devices:
    """The devices of this terminal, opened when first asked for and closed at the end."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._simulator: object | None = None

    @cached_property
    def card_reader(self) -> CardReader | None:
        """The reader that the settings name; None when there is none."""
        from window_client.services.devices.card_line import serial_port_factory
        from window_client.services.devices.card_reader import SerialCardReader

        kind, _, where = self._config.card_reader.partition(":")
        if kind == "serial":
            return SerialCardReader(serial_port_factory(where), self._clock)
        if kind != "simulated":
            return None
        from window_client.services.devices.card_deck import CardDeck
        from window_client.services.devices.card_simulator import SimulatedReader

        if self._config.card_deck is None:
            raise ConfigurationError("模拟读卡器需要一份证件清单。", detail="card_deck")
        try:
            simulator = SimulatedReader(CardDeck(self._config.card_deck))
        except OSError as error:  # without a pseudo terminal there is no reader, and numbers are typed
            logging.getLogger(__name__).warning("the simulated reader has no line", exc_info=error)
            return None
        self._simulator = simulator
        return SerialCardReader(simulator.port_factory, self._clock)

    @cached_property
    def printers(self) -> PrintService:
        """The print service of this system, or one that says truthfully that there is none."""
        from window_client.services.devices.printers import system_print_service

        return system_print_service()

    def close(self) -> None:
        reader = self.__dict__.get("card_reader")
        if reader is not None:
            reader.close()
        if self._simulator is not None:
            self._simulator.close()  # type: ignore[attr-defined]
