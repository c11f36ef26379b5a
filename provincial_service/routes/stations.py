"""The stations of the province."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from hukou.station_wire import StationList, digest_of
from provincial_service.routes.context import TheProvince, TheTerminal, problems
from provincial_service.store.terminals import station_entries

router = APIRouter(tags=["派出所"])


@router.get("/v1/stations", summary="本省派出所名录，供办件流转选择", responses=problems(401))
def get_stations(
    province: TheProvince,
    terminal: TheTerminal,
    known: Annotated[str, Query(description="窗口已有名录的摘要；相同时答复不含名录", max_length=64)] = "",
) -> StationList:
    """答复由省厅签名，不含个人信息；窗口保存后离线可用。"""
    with province.store.read() as connection:
        entries = station_entries(connection)
    digest = digest_of(entries)
    return StationList(digest=digest, stations=None if digest == known else entries)
