"""What a verification says of genuine papers, of papers that do not stand any more, and where it cannot know."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hukou.certificate import Row
from paper_trust.claims import check_code, make_code
from paper_trust.trust import Trust, TrustError, new_trust, read_trust
from paper_trust.verdict import Outcome, Verdict, all_words, limits
from paper_trust.verify import Seen, verify_code, verify_pdf
from tests.basics import STATION
from tests.issuing import YEAR, TestAuthority
from tests.papers import NUMBER, make_certificate
from tests.services.sealed_papers import INDEX, ISSUED, NOW, Paper, make_paper
from window_client.__main__ import main
from window_client.services.certificates.sealing import claims_of
from window_client.services.clock import SystemClock

TOO_OLD = limits().status_list + timedelta(seconds=1)


@pytest.fixture(scope="module")
def authority() -> TestAuthority:
    return TestAuthority(sample=False)


@pytest.fixture(scope="module")
def paper(authority: TestAuthority) -> Paper:
    return make_paper(authority)


def both(paper: Paper, trust: Trust | None, now: object = NOW, seen: Seen | None = None) -> Verdict:
    """The verdict on the file, which has to be the one on the code."""
    found = verify_pdf(paper.pdf, trust, now, seen=seen)  # type: ignore[arg-type]
    assert found == verify_code(paper.code, trust, now, seen=seen)  # type: ignore[arg-type]
    return found


def test_a_genuine_paper_shows_what_was_signed(authority: TestAuthority, paper: Paper) -> None:
    verdict = both(paper, authority.trust(NOW))
    assert verdict.outcome is Outcome.GENUINE
    assert verdict.trusted
    assert [value for _, value in verdict.rows()] == [
        "QH-2026-004518", "注销户口", "罗*行", NUMBER[-4:], "澜州市公安局青禾分局望桥派出所",
        "2026年11月24日 10:17", "2026年12月24日 23:59", check_code(paper.code),
    ]  # fmt: skip
    assert NUMBER not in "".join(value for _, value in verdict.rows())


def test_a_person_without_a_number_has_no_last_four(authority: TestAuthority) -> None:
    document = make_certificate()
    named = replace(document, identity=Row("出生日期", "1988年5月5日"))
    claims = claims_of(named, station=STATION, status_index=1, issued_at=ISSUED)
    assert claims.last_four == ""
    verdict = verify_code(make_code(claims, authority.signer()), authority.trust(NOW), NOW)
    assert "无公民身份号码" in dict(verdict.rows()).values()


def test_a_sample_says_so() -> None:
    sandbox = TestAuthority(sample=True)
    paper = make_paper(sandbox)
    assert both(paper, sandbox.trust(NOW)).sample


def test_a_revoked_paper_is_revoked_however_old_the_list(authority: TestAuthority, paper: Paper) -> None:
    trust = authority.trust(NOW, {STATION: [3, INDEX]})
    assert both(paper, trust).outcome is Outcome.REVOKED
    assert both(paper, trust, NOW + YEAR).outcome is Outcome.REVOKED
    others = {STATION: [INDEX - 1, INDEX + 1, INDEX + 80], "390102520000": [INDEX]}
    assert both(paper, authority.trust(NOW, others)).outcome is Outcome.GENUINE


def test_a_list_that_is_too_old_is_not_believed(authority: TestAuthority, paper: Paper) -> None:
    trust = authority.trust(ISSUED)
    assert both(paper, trust, ISSUED + limits().status_list).outcome is Outcome.GENUINE
    verdict = both(paper, trust, ISSUED + TOO_OLD)
    assert verdict.outcome is Outcome.LIST_TOO_OLD
    assert not verdict.trusted
    without = Trust(trust.authority, trust.issuers)
    assert both(paper, without).outcome is Outcome.LIST_TOO_OLD


def test_a_paper_past_its_last_day_is_expired(authority: TestAuthority, paper: Paper) -> None:
    end = verify_code(paper.code, authority.trust(NOW), NOW).claims
    assert end is not None
    at_end, after = end.expires_at, end.expires_at + timedelta(seconds=1)
    assert both(paper, authority.trust(at_end), at_end).outcome is Outcome.GENUINE
    assert both(paper, authority.trust(after), after).outcome is Outcome.EXPIRED


def test_a_withdrawn_key_is_not_believed_from_then_on(authority: TestAuthority) -> None:
    signer = authority.signer()
    paper = make_paper(authority, signer)
    before, after = ISSUED - timedelta(hours=1), ISSUED + timedelta(hours=1)
    stolen = authority.trust(NOW, {}, {signer.kid: before})
    assert both(paper, stolen).outcome is Outcome.SIGNER_WITHDRAWN
    assert both(paper, authority.trust(NOW, {}, {signer.kid: after})).outcome is Outcome.GENUINE


def test_a_key_outside_its_term_is_not_believed(authority: TestAuthority) -> None:
    signer = authority.signer(now=ISSUED - 3 * YEAR, term=YEAR)
    assert both(make_paper(authority, signer), authority.trust(NOW)).outcome is Outcome.UNKNOWN_SIGNER


def test_a_key_speaks_for_its_own_station_only(authority: TestAuthority) -> None:
    signer = authority.signer(station="390102520000")
    verdict = both(make_paper(authority, signer), authority.trust(NOW))
    assert verdict.outcome is Outcome.ALTERED
    assert verdict.rows() == ()


def test_a_terminal_that_is_new_here_is_unknown_by_code_and_known_by_file(authority: TestAuthority) -> None:
    """The file carries the certificate, the code only names it."""
    trust = authority.trust(NOW)
    paper = make_paper(authority, authority.signer())
    assert verify_code(paper.code, trust, NOW).outcome is Outcome.UNKNOWN_SIGNER
    assert verify_pdf(paper.pdf, trust, NOW).outcome is Outcome.GENUINE


def test_a_paper_from_tomorrow_is_not_decided_on(authority: TestAuthority, paper: Paper) -> None:
    early = ISSUED - timedelta(hours=2)
    assert both(paper, authority.trust(early), early).outcome is Outcome.NOT_YET


@pytest.mark.parametrize(
    ("seen", "outcome"),
    [
        (Seen("QH-2026-004518", "罗景行", NUMBER[-4:]), Outcome.GENUINE),
        (Seen(name="罗*行"), Outcome.GENUINE),
        (Seen("QH-2026-004519"), Outcome.OTHER_PAPER),
        (Seen(name="罗景"), Outcome.OTHER_PAPER),
        (Seen(last_four="0000"), Outcome.OTHER_PAPER),
    ],
)
def test_what_is_read_on_the_paper_is_held_against_the_code(
    authority: TestAuthority, paper: Paper, seen: Seen, outcome: Outcome
) -> None:
    assert both(paper, authority.trust(NOW), seen=seen).outcome is outcome


def test_without_trust_nothing_is_said(paper: Paper) -> None:
    verdict = both(paper, None)
    assert verdict.outcome is Outcome.NO_TRUST
    assert verdict.rows() == ()


def test_broken_lines_and_lost_spaces_do_no_harm(authority: TestAuthority) -> None:
    signer = authority.signer()
    for index in range(60):
        code = make_code(
            claims_of(make_certificate(), station=STATION, status_index=index, issued_at=ISSUED), signer
        )
        trust = authority.trust(NOW)
        broken = "\ufeff" + "\r\n".join(code[at : at + 60] for at in range(0, len(code), 60)) + "\n"
        for text in (code.rstrip(" "), code + "  ", broken):
            verdict = verify_code(text, trust, NOW)
            assert verdict.outcome is Outcome.GENUINE
            assert verdict.code == code


# --- what is kept of a province ------------------------------------------------------------------------------


def test_trust_comes_back_from_its_file(authority: TestAuthority, paper: Paper) -> None:
    trust = authority.trust(NOW, {STATION: [INDEX]})
    again = read_trust(trust.to_json())
    assert again == trust
    assert both(paper, again).outcome is Outcome.REVOKED


def test_an_older_list_does_not_replace_a_newer_one(authority: TestAuthority) -> None:
    trust = authority.trust(NOW, {STATION: [INDEX]})
    with pytest.raises(TrustError):
        trust.updated([], 0, authority.status_list(NOW - timedelta(days=1)))
    stranger = TestAuthority()
    for issuers, packed in (
        ([], stranger.status_list(NOW)),
        ([], b""),
        ([stranger.certificate], authority.status_list(NOW)),
    ):
        with pytest.raises(TrustError):
            trust.updated(issuers, 0, packed)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 2}', "null", "[" * 5000])
def test_a_damaged_trust_file_is_told_as_such(text: str) -> None:
    with pytest.raises(TrustError):
        read_trust(text)


def test_a_terminals_certificate_is_no_authority(authority: TestAuthority) -> None:
    with pytest.raises(TrustError):
        new_trust(authority.signer().certificate)


# --- the command ---------------------------------------------------------------------------------------------


@pytest.fixture
def today(authority: TestAuthority, tmp_path: Path) -> tuple[Paper, Path]:
    """A paper of now with trust data of now: the command asks the machine's clock."""
    now = SystemClock().now()
    fresh = TestAuthority(sample=False, now=now - timedelta(days=2))
    document = make_certificate()
    dated = replace(document, issuer=replace(document.issuer, issued_on=now.date()))
    paper = make_paper(fresh, document=dated, issued=now - timedelta(minutes=1))
    trust = tmp_path / "trust.json"
    trust.write_text(fresh.trust(now - timedelta(minutes=2)).to_json(), encoding="utf-8")
    return paper, trust


def run(*arguments: object) -> int:
    return main(["verify", *map(str, arguments)])


def test_the_command_verifies_file_text_and_input(
    today: tuple[Paper, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper, trust = today
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper.pdf)
    assert run(path, "--trust", trust) == 0
    shown = capsys.readouterr().out
    assert "核验通过（HV-100）" in shown
    assert "作废名单截至" in shown
    assert NUMBER not in shown
    assert run(paper.code, "--trust", trust) == 0
    assert capsys.readouterr().out == shown
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(paper.code.encode())))
    assert run("-", "--trust", trust) == 0
    assert run(paper.code, "--trust", trust, "--number", "WQ-2026-000001") == 3
    path.write_bytes(paper.pdf.replace(b"/Producer", b"/Produces", 1))
    assert run(path, "--trust", trust) == 3
    path.write_bytes(b"%PDF-1.7\n%%EOF\n")
    assert run(path, "--trust", trust) == 3
    path.write_bytes(b"\xff\xfe")
    assert run(path, "--trust", trust) == 8


def test_the_command_explains_what_it_lacks(
    today: tuple[Paper, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper, _ = today
    assert run(paper.code, "--data-dir", tmp_path / "empty") == 6
    assert "HV-502" in capsys.readouterr().out
    assert run(tmp_path / "nothing.pdf") == 1
    assert run(paper.code, "--trust", tmp_path / "nothing.json") == 1
    assert "失败代码" in capsys.readouterr().err


def test_every_outcome_has_words_of_its_own() -> None:
    words = all_words()
    assert len({one.code for one in words.values()}) == len(words) == len(Outcome)
    assert [outcome for outcome, one in words.items() if one.exit == 0] == [Outcome.GENUINE]
    assert not {one.exit for one in words.values()} & {1, 2}
    for one in words.values():
        assert one.message.endswith("。")
        assert one.remedy.endswith("。")
