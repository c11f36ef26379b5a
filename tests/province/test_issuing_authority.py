"""The issuing authority: made once, certifies what a terminal holds, and says what does not stand any more."""

from __future__ import annotations

import base64
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from hukou.case import ActionKind
from hukou.wire import IssuingReply, TrustPage, issuing_text
from paper_trust.crypto import (
    Authority,
    load_private_key,
    new_private_key,
    point_of,
    public_point,
    read_authority,
    read_issuer,
    sign_with,
)
from paper_trust.trust import new_trust
from provincial_service import __main__ as program
from provincial_service import enrolment, keys, revocation
from provincial_service.crypto import IssuingAuthority
from provincial_service.province import open_province
from provincial_service.settings import Settings, utc_now
from provincial_service.store import open_store
from provincial_service.store.tables import issuing_certificate, meta, number_block, revoked_certificate
from tests.province.running import Service
from tests.province.terminal import HOME, TestTerminal, b64


def request_for(terminal: TestTerminal, private: bytearray, **changes: str) -> dict[str, str]:
    point = b64(public_point(private))
    owner = b64(terminal.key.public_key().public_bytes_raw())
    proof = b64(sign_with(load_private_key(private), issuing_text(owner, point)))
    return {"issuing_key": point, "issuing_proof": proof, **changes}


def authority_of(service: Service) -> Authority:
    return read_authority(service.province.issuing.certificate)


def trust(service: Service, after: int = 0) -> TrustPage:
    answer = service.client.get(f"{service.base_url}/v1/trust?after={after}")
    assert answer.status_code == 200
    return TrustPage.model_validate_json(answer.content)


def test_a_terminal_gets_one_certificate_for_one_key(service: Service, terminal: TestTerminal) -> None:
    private = new_private_key()
    request = request_for(terminal, private)
    first = terminal.post("/v1/issuing-certificate", request)
    assert first.status == 200
    assert terminal.post("/v1/issuing-certificate", request).json() == first.json()
    reply = IssuingReply.model_validate_json(first.body)
    issuer = read_issuer(base64.b64decode(reply.issuing_certificate), authority_of(service))
    assert issuer.terminal == terminal.name
    assert issuer.station == HOME
    assert issuer.station_name == terminal.reply.station.station_name
    assert authority_of(service).sample
    page = trust(service)
    assert page.issuers == (reply.issuing_certificate,)
    assert trust(service, page.seq).issuers == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"issuing_key": ""},
        {"issuing_key": b64(b"\x04" + bytes(64))},
        {"issuing_key": b64(bytes(33))},
        {"issuing_proof": ""},
        {"issuing_proof": b64(bytes(64))},
        {"issuing_proof": b64(b"\xff" * 64)},
        {"issuing_proof": "no base64"},
    ],
)
def test_a_key_that_is_not_shown_to_be_held_is_refused(
    sqlite_service: Service, changes: dict[str, str]
) -> None:
    terminal = sqlite_service.enrol()
    answer = terminal.post("/v1/issuing-certificate", request_for(terminal, new_private_key(), **changes))
    assert (answer.status, answer.code) == (422, "PV-203")
    assert trust(sqlite_service).issuers == ()


def test_a_key_belongs_to_one_terminal(sqlite_service: Service) -> None:
    first, second, private = sqlite_service.enrol(), sqlite_service.enrol(), new_private_key()
    assert first.post("/v1/issuing-certificate", request_for(first, private)).status == 200
    assert second.post("/v1/issuing-certificate", request_for(second, private)).code == "PV-203"
    stolen = request_for(first, new_private_key())
    assert second.post("/v1/issuing-certificate", stolen).code == "PV-203"


def test_only_an_enrolled_terminal_is_certified(sqlite_service: Service) -> None:
    terminal = sqlite_service.enrol()
    body = request_for(terminal, new_private_key())
    answer = sqlite_service.client.post(f"{sqlite_service.base_url}/v1/issuing-certificate", json=body)
    assert answer.status_code == 401
    enrolment.revoke_terminal(sqlite_service.province, terminal.name)
    assert terminal.post("/v1/issuing-certificate", body).code == "PV-103"


def test_trust_comes_in_pages(sqlite_service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provincial_service.issuing.PAGE_CERTIFICATES", 2)
    for _ in range(5):
        terminal = sqlite_service.enrol()
        terminal.post("/v1/issuing-certificate", request_for(terminal, new_private_key()))
    pages, after = [], 0
    while not pages or pages[-1].more:
        pages.append(trust(sqlite_service, after))
        after = pages[-1].seq
    assert [len(page.issuers) for page in pages] == [2, 2, 1]
    assert after == 5
    known = new_trust(base64.b64decode(pages[0].issuing_authority))
    for page in pages:
        ders = [base64.b64decode(der) for der in page.issuers]
        known = known.updated(ders, page.seq, base64.b64decode(page.status_list))
    assert len(known.issuers) == 5


# --- what does not stand any more ------------------------------------------------------------------------------------


def listed(service: Service, station: str, running: int) -> bool:
    page = trust(service)
    known = new_trust(base64.b64decode(page.issuing_authority)).updated(
        [base64.b64decode(der) for der in page.issuers], page.seq, base64.b64decode(page.status_list)
    )
    assert known.status is not None
    return known.status.is_revoked(station, running)


def test_a_certificate_spoiled_at_the_window_is_on_the_list(service: Service, terminal: TestTerminal) -> None:
    numbers = terminal.lease(3)
    opened, accepted, approved, issued, *_ = terminal.story(numbers[1])
    terminal.seq -= 2
    spoiled = terminal.action(
        ActionKind.SPOIL_PRINT, opened.case_id, {"number": numbers[1], "remark": "卡纸"}, after=issued
    )
    running = int(numbers[1][-6:])
    assert not listed(service, HOME, running)
    results = terminal.push(opened, accepted, approved, issued, spoiled)
    assert [result.outcome.value for result in results] == ["applied"] * 5
    assert listed(service, HOME, running)
    assert not listed(service, HOME, running + 1)
    with service.province.store.read() as connection:
        (row,) = connection.execute(select(revoked_certificate)).all()
    assert (row.number, row.reason, row.station) == (numbers[1], "卡纸", HOME)
    # The same action again changes nothing.
    assert terminal.push(spoiled)[0].outcome.value == "duplicate"


def test_a_number_that_was_never_leased_is_not_revoked(sqlite_service: Service) -> None:
    terminal = sqlite_service.enrol()
    numbers = terminal.lease(3)
    for number in ("", "123456", "WQ-2026-", f"{numbers[-1][:-6]}999999", numbers[0] + "0", "X" + numbers[0]):
        with pytest.raises(LookupError):
            revocation.revoke(sqlite_service.province, number, "数据有误")


def test_a_prefix_may_end_in_digits(sqlite_service: Service) -> None:
    terminal = sqlite_service.enrol()
    with sqlite_service.province.store.write() as connection:
        connection.execute(
            number_block.insert().values(
                block_id=str(uuid4()),
                request_id=str(uuid4()),
                terminal=terminal.name,
                prefix="Q2026",
                first=7,
                last=9,
                leased_at=utc_now(),
            )
        )
    assert revocation.revoke(sqlite_service.province, "Q2026000008", "数据有误")
    assert listed(sqlite_service, HOME, 8)


# --- set-up ----------------------------------------------------------------------------------------------------------


def run(*arguments: object) -> int:
    return program.main([str(argument) for argument in arguments])


def test_init_makes_the_authority_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "province"
    assert run("init", "--data-dir", folder, "--sample") == 0
    path = folder / "issuing_authority.pem"
    first = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert run("init", "--data-dir", folder, "--sample") == 0
    assert path.read_bytes() == first
    assert [found.name for found in folder.glob("*.new")] == []
    assert read_authority(IssuingAuthority(first).certificate).sample
    assert (
        run("revoke-certificate", "--data-dir", folder, "--number", "WQ-2026-000001", "--reason", "数据有误")
        == 1
    )
    assert "ever leased" in capsys.readouterr().err


def test_of_two_that_start_at_once_one_authority_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = utc_now()
    first = keys.ensure_issuing_authority(tmp_path, "临江省", now, sample=True)
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    second = keys.ensure_issuing_authority(tmp_path, "临江省", now, sample=True)
    assert second.certificate == first.certificate


def test_a_damaged_authority_is_told_as_such(tmp_path: Path) -> None:
    whole = keys.ensure_issuing_authority(tmp_path, "临江省", utc_now(), sample=False)
    assert not read_authority(whole.certificate).sample
    path = tmp_path / "issuing_authority.pem"
    other = keys.crypto.new_issuing_authority("临江省", utc_now(), keys.issuing_terms()[2], sample=False)
    certificate, private = path.read_bytes().split(b"-----END CERTIFICATE-----\n")
    mixed = certificate + b"-----END CERTIFICATE-----\n" + other.split(b"-----END CERTIFICATE-----\n")[1]
    for content in (b"", b"garbage", private, mixed):
        path.write_bytes(content)
        with pytest.raises(keys.KeyFileError):
            keys.ensure_issuing_authority(tmp_path, "临江省", utc_now(), sample=False)


def test_a_database_from_before_gets_its_tables(sqlite_settings: Settings) -> None:
    store = open_store(sqlite_settings.database)
    with store.write() as connection:
        for table in (issuing_certificate, revoked_certificate):
            table.drop(connection)
        connection.execute(meta.update().where(meta.c.key == "schema_version").values(value="1"))
    store.close()
    province = open_province(sqlite_settings)
    assert revocation.signed_status_list(province)
    province.store.close()


def test_the_curve_is_p256_only(sqlite_service: Service) -> None:
    terminal = sqlite_service.enrol()
    other = ec.generate_private_key(ec.SECP384R1()).public_key()
    body = request_for(terminal, new_private_key(), issuing_key=b64(point_of(other)))
    assert terminal.post("/v1/issuing-certificate", body).code == "PV-203"
