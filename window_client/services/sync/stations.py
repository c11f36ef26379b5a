"""Keeps the list of the province's stations, so that a case can be circulated offline as well. Part of a sync cycle;
it never stops one."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from hukou.station_wire import StationEntry, digest_of
from window_client.errors import RemoteAnswerError, RemoteRefusedError
from window_client.services.clock import Clock
from window_client.services.store import Store, tables
from window_client.services.sync.remote import Province

_log = logging.getLogger(__name__)

REFRESH = timedelta(hours=6)
"""Stations change a few times a year; at every start of a session they are asked for anyway."""
_DIGEST = "stations"


@dataclass
class StationSync:
    """For the remote lane."""

    store: Store
    province: Province
    clock: Clock
    _asked_at: datetime | None = None

    def run(self) -> None:
        """Fetch the list when it is due and not the one that is here. Raises the `SyncError` family; what cannot be
        used is logged, and the list that is here goes on being used."""
        now, asked = self.clock.now(), self._asked_at
        if asked is not None and timedelta() <= now - asked < REFRESH:
            return
        try:
            found = self.province.stations(self._known())
            if found.stations is not None:
                if digest_of(found.stations) != found.digest:
                    raise RemoteAnswerError(detail="stations: digest")
                self._keep(found.digest, found.stations)
        except RemoteRefusedError as error:
            # A province of an earlier version does not have the call; everything else goes on.
            if error.status != 404:
                raise
            _log.warning("the province has no list of stations")
        except RemoteAnswerError as error:
            _log.warning("the stations were not taken: %s", error.detail)
        self._asked_at = now

    def _known(self) -> str:
        with self.store.read() as connection:
            wanted = sa.select(tables.meta.c.value).where(tables.meta.c.key == _DIGEST)
            return connection.execute(wanted).scalar_one_or_none() or ""

    def _keep(self, digest: str, stations: tuple[StationEntry, ...]) -> None:
        with self.store.unit_of_work() as uow:
            uow.connection.execute(sa.delete(tables.station))
            if stations:
                uow.connection.execute(sa.insert(tables.station), [one.model_dump() for one in stations])
            statement = insert(tables.meta).values(key=_DIGEST, value=digest)
            uow.connection.execute(
                statement.on_conflict_do_update(index_elements=["key"], set_={"value": digest})
            )
            uow.commit()
