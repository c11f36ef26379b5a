"""A terminal enters the province once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from provincial_service.enrolment import make_activation_code, revoke_terminal
from provincial_service.settings import Settings, utc_now
from tests.province.running import Service, run_service
from tests.province.terminal import ELSEWHERE, HOME, b64


def request(code: str, **changes: str) -> dict[str, str]:
    public = b64(Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    message = {
        "activation_code": code,
        "public_key": public,
        "sign_in_key": public,
        "master_key": b64(bytes(32)),
    }
    return {**message, **changes}


def post(service: Service, message: dict[str, str]) -> tuple[int, Any]:
    answer = service.client.post(f"{service.base_url}/v1/enrol", json=message)
    return answer.status_code, answer.json()


def test_the_reply_is_the_stations_profile(service: Service) -> None:
    first, second = service.enrol(), service.enrol()
    elsewhere = service.enrol(ELSEWHERE)
    assert [t.reply.window_no for t in (first, second, elsewhere)] == [1, 2, 1]
    assert len({t.name for t in (first, second, elsewhere)}) == 3
    profile = first.reply.station
    assert profile.station_name == "澜州市公安局青禾分局望桥派出所"
    assert (profile.province_name, profile.number_prefix) == ("临江省", "WQ-{year}-")
    assert first.reply.sample


def test_a_lost_answer_can_be_asked_for_again_with_the_same_key(service: Service) -> None:
    message = request(make_activation_code(service.province, HOME))
    first = post(service, message)
    assert first[0] == 200
    assert post(service, message) == first
    other = request(message["activation_code"])
    assert post(service, other)[1]["code"] == "PV-201"
    revoke_terminal(service.province, first[1]["terminal"])
    assert post(service, message)[1]["code"] == "PV-201"


def test_a_code_may_be_typed_in_small_letters_and_with_spaces(service: Service) -> None:
    code = make_activation_code(service.province, HOME)
    assert post(service, request(code.lower().replace("-", " ")))[0] == 200


def test_unknown_used_and_expired_codes_get_the_same_words(settings: Settings) -> None:
    now = utc_now()
    with run_service(replace(settings, clock=lambda: now)) as service:
        expired = make_activation_code(service.province, HOME, valid_hours=1)
        used = make_activation_code(service.province, HOME)
        assert post(service, request(used))[0] == 200
        now += timedelta(hours=2)
        answers = [post(service, request(code)) for code in ("AAAAA-BBBBB-CCCCC-DDDDD", used, expired)]
    assert answers[0][0] == 422
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("field", ["public_key", "sign_in_key", "master_key"])
@pytest.mark.parametrize("value", ["", "!!!!", b64(bytes(31)), b64(bytes(33))])
def test_malformed_keys_are_refused_and_the_code_stays_good(service: Service, field: str, value: str) -> None:
    code = make_activation_code(service.province, HOME)
    assert post(service, request(code, **{field: value}))[1]["code"] == "PV-202"
    assert post(service, request(code))[0] == 200


def test_no_code_for_an_unknown_station(service: Service) -> None:
    with pytest.raises(LookupError):
        make_activation_code(service.province, "390102999999")


def test_the_master_key_lies_sealed_in_the_database(sqlite_service: Service) -> None:
    terminal = sqlite_service.enrol()
    with sqlite_service.province.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    folder = sqlite_service.province.settings.data_dir
    assert all(terminal.master_key not in path.read_bytes() for path in folder.glob("province.sqlite3*"))
