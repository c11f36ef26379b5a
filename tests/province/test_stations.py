"""The list of stations that windows circulate cases to. On both databases."""

from __future__ import annotations

from hukou.station_wire import StationList, digest_of
from hukou.wire import StationProfile
from provincial_service.store.terminals import save_station
from tests.province.running import Service
from tests.province.terminal import ELSEWHERE

NEW = StationProfile(
    station="390102990000",
    station_name="澜州市公安局青禾分局新塘派出所",
    bureau_name="澜州市公安局青禾分局",
    province_name="临江省",
    division="390102",
    phone="0390-555-0199",
    address="临江省澜州市青禾区新塘路 1 号",
    number_prefix="XT-{year}-",
)


def test_stations_in_the_order_of_their_codes_and_only_when_they_changed(service: Service) -> None:
    terminal = service.enrol()
    answer = terminal.get("/v1/stations")
    assert answer.status == 200, answer.body
    found = StationList.model_validate_json(answer.body)
    assert found.stations is not None
    codes = [entry.station for entry in found.stations]
    assert codes == sorted(codes) and ELSEWHERE in codes
    assert digest_of(found.stations) == found.digest
    assert "phone" not in answer.body.decode() and "number_prefix" not in answer.body.decode()
    again = StationList.model_validate_json(terminal.get(f"/v1/stations?known={found.digest}").body)
    assert (again.digest, again.stations) == (found.digest, None)
    with service.province.store.write() as connection:
        save_station(connection, NEW)
    changed = StationList.model_validate_json(terminal.get(f"/v1/stations?known={found.digest}").body)
    assert changed.digest != found.digest and changed.stations is not None
    assert {entry.station for entry in changed.stations} - set(codes) <= {NEW.station}


def test_only_a_terminal_is_told(service: Service) -> None:
    assert service.client.get(f"{service.base_url}/v1/stations").status_code == 401
