"""The key that signs certificates: certified at enrolment, renewed by sync, sealed at rest; and the trust data."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from hukou.catalogue import catalogue
from hukou.wire import NumberLeaseRequest
from paper_trust.trust import Trust
from paper_trust.verdict import Outcome, limits
from paper_trust.verify import verify_code, verify_pdf
from provincial_service import enrolment as province_enrolment
from provincial_service import revocation
from tests.basics import STATION, FakeClock
from tests.fakes import LiveProvince
from tests.issuing import YEAR, TestAuthority, give_key
from tests.papers import make_certificate
from tests.services.paper_desk import Desk, KeptPrints, approved_case, open_desk, plain_config
from tests.services.sealed_papers import make_paper
from window_client import desk as whole_desk
from window_client.config import Config
from window_client.errors import IssuingKeyMissingError, RemoteAnswerError, StorageError
from window_client.services import crypto, keys
from window_client.services.enrolment import Terminal
from window_client.services.issuing_key import NewKey, issuing_path, keep_key, load_key, make_key, open_signer
from window_client.services.session import Session
from window_client.services.store import Store
from window_client.services.sync.trust import REFRESH, TrustSync
from window_client.services.trust_file import keep_trust, load_trust, trust_path


def sync_of(session: Session, clock: FakeClock) -> TrustSync:
    return TrustSync(session.config, session.terminal, session.keys.terminal, session.province(), clock)


def known(config: Config) -> Trust:
    trust = load_trust(config)
    assert trust is not None
    return trust


# --- enrolment and renewal -------------------------------------------------------------------------------------------


def test_enrolment_brings_a_certified_key(config: Config, terminal: Terminal, session: Session) -> None:
    key = load_key(config)
    assert key is not None
    assert key.issuer.terminal == terminal.terminal
    assert key.issuer.station == STATION
    assert key.issuer.station_name == terminal.station.station_name
    assert key.authority.sample
    assert issuing_path(config).stat().st_mode & 0o777 == 0o600
    signer = open_signer(key, session.keys.terminal, session.clock.now())
    assert signer.kid == key.issuer.kid


def test_a_terminal_from_before_gets_its_key_with_the_first_sync(
    config: Config, session: Session, clock: FakeClock
) -> None:
    issuing_path(config).unlink()
    assert load_key(config) is None
    sync_of(session, clock).run()
    key = load_key(config)
    assert key is not None
    assert known(config).issuer(key.issuer.kid) == key.issuer


def test_a_key_is_renewed_before_its_certificate_ends(
    config: Config, session: Session, clock: FakeClock
) -> None:
    first = load_key(config)
    assert first is not None
    clock.advance(seconds=(first.issuer.not_after - clock.now() - timedelta(days=61)).total_seconds())
    sync_of(session, clock).run()
    assert load_key(config) == first
    clock.advance(days=2)
    sync_of(session, clock).run()
    second = load_key(config)
    assert second is not None
    assert second.issuer.kid != first.issuer.kid
    assert known(config).issuer(first.issuer.kid) is not None


def test_the_key_opens_with_the_terminals_key_only(
    config: Config, session: Session, clock: FakeClock
) -> None:
    key = load_key(config)
    assert key is not None
    with pytest.raises(StorageError):
        open_signer(key, crypto.new_signing_key(), clock.now())
    with pytest.raises(IssuingKeyMissingError):
        open_signer(key, session.keys.terminal, key.issuer.not_after + timedelta(seconds=1))
    text = issuing_path(config).read_text(encoding="utf-8")
    signer = open_signer(key, session.keys.terminal, clock.now())
    secret = signer._key.private_numbers().private_value.to_bytes(32, "big")
    assert keys.encode(secret)[:40] not in text
    assert secret.hex() not in text


def test_a_certificate_for_another_key_or_terminal_is_not_kept(tmp_path: Path) -> None:
    authority, config, seed = TestAuthority(), plain_config(tmp_path), crypto.new_signing_key()
    give_key(config, "T-1", seed, authority)
    new = make_key(crypto.public_key(seed))
    others = authority.certify(
        keys.decode(make_key(crypto.public_key(seed)).request.issuing_key), terminal="T-1"
    )
    elsewhere = authority.certify(keys.decode(new.request.issuing_key), terminal="T-2")
    foreign = TestAuthority().certify(keys.decode(new.request.issuing_key), terminal="T-1")
    before = issuing_path(config).read_bytes()
    for certificate in (others, elsewhere, foreign, b"", b"\x30\x03"):
        with pytest.raises(RemoteAnswerError):
            keep(config, new, seed, authority, certificate)
    assert issuing_path(config).read_bytes() == before
    new.wipe()
    assert not any(new.private)


def keep(config: Config, new: NewKey, seed: bytearray, authority: TestAuthority, certificate: bytes) -> None:
    encoded = keys.encode(authority.certificate)
    keep_key(config, new, "T-1", seed, authority=encoded, certificate=keys.encode(certificate))


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"authority": "AA==", "certificate": "", "sealed_key": ""}']
)
def test_a_damaged_file_counts_as_none(text: str, tmp_path: Path) -> None:
    config = plain_config(tmp_path)
    issuing_path(config).parent.mkdir(parents=True)
    issuing_path(config).write_text(text, encoding="utf-8")
    assert load_key(config) is None


# --- what is issued --------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(store: Store, clock: FakeClock, tmp_path: Path) -> Desk:
    desk = open_desk(store, clock, plain_config(tmp_path))
    desk.lease(first=41)
    return desk


def test_a_certificate_leaves_signed_and_coded(desk: Desk, clock: FakeClock) -> None:
    case_id = approved_case(desk)
    desk.step_up()
    entry = desk.certificates.issue(case_id)
    pdf = desk.certificates.document(entry.document_sha256).pdf
    key = load_key(desk.session.config)
    assert key is not None
    trust = Trust(key.authority, {key.issuer.kid.hex(): key.issuer.der})
    verdict = verify_pdf(pdf, trust, clock.now())
    # Nothing but the status list is missing: this desk has no province.
    assert verdict.outcome is Outcome.LIST_TOO_OLD
    assert verdict.claims is not None
    assert verdict.claims.number == entry.number == "WQ-2026-000041"
    assert verdict.claims.status_index == 41
    assert verdict.claims.issued_at == clock.now().replace(microsecond=0)
    assert verdict.sample


def test_without_a_key_no_certificate_leaves_and_no_number_is_used(desk: Desk) -> None:
    case_id = approved_case(desk)
    desk.step_up()
    issuing_path(desk.session.config).unlink()
    before = desk.everything()
    with pytest.raises(IssuingKeyMissingError):
        desk.certificates.issue(case_id)
    assert desk.everything() == before
    assert [event for event in desk.audited("issue") if event[0] != "ok"]
    # A preview and the working papers need no key.
    assert desk.certificates.draw_preview(case_id).pdf
    assert desk.certificates.make_receipt(case_id).number is None


def test_an_expired_key_signs_nothing(desk: Desk, clock: FakeClock) -> None:
    case_id = approved_case(desk)
    key = load_key(desk.session.config)
    assert key is not None
    clock.advance(seconds=(key.issuer.not_after - clock.now() + timedelta(days=1)).total_seconds())
    desk.step_up()
    with pytest.raises(IssuingKeyMissingError):
        desk.certificates.issue(case_id)


# --- the trust data --------------------------------------------------------------------------------------------------


def test_a_revocation_reaches_the_window_by_sync(
    config: Config, session: Session, clock: FakeClock, province: LiveProvince
) -> None:
    sync = sync_of(session, clock)
    sync.run()
    key = load_key(config)
    assert key is not None
    block = session.province().lease_numbers(lease_request(clock))
    signer = open_signer(key, session.keys.terminal, clock.now())
    number = f"{block.prefix}{block.first:06d}"
    document = make_certificate(number=number)
    authority = TestAuthority()
    authority.__dict__["key"] = province.province.issuing
    paper = make_paper(authority, signer, document, index=block.first, issued=clock.now())
    assert verify_pdf(paper.pdf, known(config), clock.now()).outcome is Outcome.GENUINE
    assert revocation.revoke(province.province, number, "数据有误")
    assert not revocation.revoke(province.province, number, "数据有误")
    sync.run()
    assert verify_code(paper.code, known(config), clock.now()).outcome is Outcome.GENUINE, "asked too soon"
    clock.advance(seconds=REFRESH.total_seconds() + 1)
    sync.run()
    assert verify_code(paper.code, known(config), clock.now()).outcome is Outcome.REVOKED
    clock.advance(seconds=limits().status_list.total_seconds() * 2)
    assert verify_pdf(paper.pdf, known(config), clock.now()).outcome is Outcome.REVOKED


def lease_request(clock: FakeClock) -> NumberLeaseRequest:
    return NumberLeaseRequest(request_id=clock.new_id(), count=5)


def test_a_revoked_terminal_is_withdrawn_from_then_on(
    config: Config, session: Session, clock: FakeClock, province: LiveProvince
) -> None:
    key = load_key(config)
    assert key is not None
    signer = open_signer(key, session.keys.terminal, clock.now())
    authority = TestAuthority()
    authority.__dict__["key"] = province.province.issuing
    before = make_paper(authority, signer, index=1, issued=clock.now())
    clock.advance(seconds=60)
    assert province_enrolment.revoke_terminal(province.province, session.terminal.terminal)
    clock.advance(seconds=60)
    after = make_paper(authority, signer, index=2, issued=clock.now())
    # The terminal itself is not answered any more, but anyone may ask what is trusted.
    sync_of(session, clock).run(force=True)
    assert verify_code(before.code, known(config), clock.now()).outcome is Outcome.GENUINE
    assert verify_code(after.code, known(config), clock.now()).outcome is Outcome.SIGNER_WITHDRAWN


def test_damaged_trust_is_fetched_anew(config: Config, session: Session, clock: FakeClock) -> None:
    sync_of(session, clock).run()
    whole = trust_path(config).read_bytes()
    for damage in (b"", b"{", json.dumps({"format": 1}).encode()):
        trust_path(config).write_bytes(damage)
        assert load_trust(config) is None
        sync_of(session, clock).run()
        assert trust_path(config).read_bytes() == whole


def test_trust_of_another_authority_is_replaced(config: Config, session: Session, clock: FakeClock) -> None:
    stranger = TestAuthority()
    stranger.signer()
    keep_trust(config, stranger.trust(clock.now() - YEAR))
    sync_of(session, clock).run()
    assert known(config).authority.der != stranger.certificate
    assert known(config).status is not None


def test_the_whole_cycle_carries_trust(config: Config, session: Session, clock: FakeClock) -> None:
    desk = whole_desk.open_desk(session, clock, catalogue(), KeptPrints())
    try:
        assert desk.sync.run_once(force=True).error is None
    finally:
        desk.close()
    assert known(config).status is not None
