"""核验证明, the public page: takes a code or a file, shows what is signed and nothing that was sent, keeps nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import select

from paper_trust.crypto import SoftwareSigner, new_private_key
from provincial_service import revocation
from provincial_service.issuing import certify
from provincial_service.settings import Settings, utc_now
from provincial_service.store.tables import metadata
from provincial_service.verify_page.form import FormError, VerifyForm, read_form
from provincial_service.verify_page.page import STYLE_HASH
from provincial_service.verify_page.rate import RateLimit
from tests.issuing import TestAuthority
from tests.papers import NUMBER, make_certificate
from tests.province.running import Service, run_service
from tests.province.terminal import b64
from tests.province.test_issuing_authority import request_for
from tests.services.sealed_papers import Paper, make_paper


@pytest.fixture
def service(sqlite_settings: Settings) -> Iterator[Service]:
    with run_service(sqlite_settings) as running:
        yield running


@pytest.fixture
def paper(service: Service) -> Paper:
    """A certificate of now, with a number that was leased."""
    terminal, private = service.enrol(), new_private_key()
    number = terminal.lease(1)[0]
    request = request_for(terminal, private)
    with service.province.store.write() as connection:
        der = certify(
            connection,
            service.province,
            terminal=terminal.name,
            station=terminal.reply.station.station,
            terminal_key=b64(terminal.key.public_key().public_bytes_raw()),
            issuing_key=request["issuing_key"],
            proof=request["issuing_proof"],
        )
    authority = TestAuthority()
    authority.__dict__["key"] = service.province.issuing
    now = utc_now()
    document = make_certificate(number=number)
    dated = replace(document, issuer=replace(document.issuer, issued_on=now.date()))
    signer = SoftwareSigner.load(private, der)
    return make_paper(authority, signer, dated, index=int(number[-6:]), issued=now)


def post(service: Service, *, file: bytes | None = None, **fields: str) -> httpx.Response:
    files = {name: (None, value.encode()) for name, value in fields.items()}
    if file is not None:
        files["file"] = ("paper.pdf", file)  # type: ignore[assignment]
    return service.client.post(f"{service.base_url}/verify", files=files)


def said(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.text
    found = re.search(r"<h2 id=\"result\">(.*?)</h2>.*?代码 (HV-\d{3})", answer.text, re.DOTALL)
    assert found is not None, answer.text
    return f"{found[2]} {found[1]}"


def test_the_page_is_plain_and_closed_to_everything_else(service: Service) -> None:
    answer = service.client.get(f"{service.base_url}/verify")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert STYLE_HASH in policy
    text = answer.text
    assert len(answer.content) < 12_000
    for never in ("<script", "http://", "https://", "<img", "<link", "@import", "url("):
        assert never not in text
    assert 'lang="zh-CN"' in text
    assert 'name="viewport"' in text
    named = set(re.findall(r'<label for="(\w+)"', text))
    assert named == set(re.findall(r'<(?:input|textarea) id="(\w+)"', text))
    assert re.findall(r"<h1>(.*?)</h1>", text) == ["户籍证明核验"]


def test_a_genuine_paper_by_file_and_by_code(service: Service, paper: Paper) -> None:
    for answer in (
        post(service, file=paper.pdf),
        post(service, text=paper.code),
        post(service, text=f"\r\n{paper.code}\r\n"),
    ):
        assert said(answer) == "HV-100 核验通过"
        assert "罗*行" in answer.text
        assert "这是样本" in answer.text
        assert paper.document.number in answer.text
        for private in (NUMBER, "罗景行", "王岚", "槐里巷"):
            assert private not in answer.text


def test_a_form_without_script_works_urlencoded_too(service: Service, paper: Paper) -> None:
    answer = service.client.post(f"{service.base_url}/verify", data={"text": paper.code})
    assert said(answer) == "HV-100 核验通过"


def test_a_revocation_is_known_here_at_once(service: Service, paper: Paper) -> None:
    assert said(post(service, text=paper.code)) == "HV-100 核验通过"
    revocation.revoke(service.province, paper.document.number, "数据有误")
    for answer in (post(service, text=paper.code), post(service, file=paper.pdf)):
        assert said(answer) == "HV-201 已作废"
        assert "数据有误" not in answer.text


def test_forgeries_are_refused_and_show_nothing(service: Service, paper: Paper) -> None:
    altered = paper.pdf.replace(b"/Producer", b"/Produces", 1)
    stranger = TestAuthority()
    foreign = make_paper(stranger, stranger.signer())
    for answer, code in (
        (post(service, file=altered), "HV-301"),
        (post(service, file=paper.pdf + b"\n"), "HV-301"),
        (post(service, file=b"%PDF-1.7\n%%EOF"), "HV-303"),
        (post(service, file=b"\x89PNG"), "HV-601"),
        (post(service, file=foreign.pdf), "HV-401"),
        (post(service, text=foreign.code), "HV-401"),
        (post(service, text=paper.code[:-3] + "000"), "HV-301"),
        (post(service, text="HR1:<script>alert(1)</script>"), "HV-601"),
    ):
        assert said(answer).startswith(code)
        assert "<dt>编号</dt>" not in answer.text
        assert "<script" not in answer.text
    assert said(post(service, text=paper.code, number="WQ-2026-999999")) == "HV-302 与这张证明不符"
    assert said(post(service, text=paper.code, name="罗景行", last_four=NUMBER[-4:])) == "HV-100 核验通过"


def test_an_empty_or_broken_form_is_asked_for_again(service: Service) -> None:
    assert "请粘贴二维码的文字" in post(service, text=" ").text
    broken = service.client.post(
        f"{service.base_url}/verify", content=b"{}", headers={"content-type": "application/json"}
    )
    assert broken.status_code == 400
    assert "请重新填写" in broken.text
    assert service.client.post(f"{service.base_url}/verify", content=bytes(1_100_000)).status_code == 413


def test_nothing_is_kept(service: Service, paper: Paper, caplog: pytest.LogCaptureFixture) -> None:
    def rows() -> dict[str, list[object]]:
        with service.province.store.read() as connection:
            return {table.name: list(connection.execute(select(table))) for table in metadata.sorted_tables}

    before = rows()
    files = sorted(path.name for path in service.province.settings.data_dir.iterdir())
    post(service, file=paper.pdf, name="罗景行")
    post(service, text=paper.code)
    assert rows() == before
    assert sorted(path.name for path in service.province.settings.data_dir.iterdir()) == files
    assert paper.code[10:60] not in caplog.text
    assert "罗" not in caplog.text


def test_an_address_that_asks_too_often_waits(service: Service) -> None:
    service_limit = RateLimit(per_minute=60, burst=3)
    clock = 100.0
    assert [service_limit.wait("192.0.2.1", clock) for _ in range(3)] == [0, 0, 0]
    assert 0 < service_limit.wait("192.0.2.1", clock) <= 1
    assert service_limit.wait("192.0.2.2", clock) == 0
    assert service_limit.wait("192.0.2.1", clock + 1.1) == 0
    answers = [post(service, text="x") for _ in range(32)]
    assert answers[0].status_code == 200
    late = answers[-1]
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) >= 1
    assert "次数过多" in late.text


def test_the_limit_forgets_the_oldest_address() -> None:
    limit = RateLimit(per_minute=1, burst=1)
    for number in range(10_050):
        assert limit.wait(f"2001:db8::{number:x}", 1.0) == 0
    assert len(limit._buckets) == 10_000
    assert limit.wait("2001:db8::0", 1.0) == 0


PART = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=x", b"nothing"),
        ("text/plain", b"text=1"),
        ("", b""),
        ("application/x-www-form-urlencoded", "text=罗".encode()),
        ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(20))),
        ("multipart/form-data; boundary=x", PART + b"1\r\n" + (PART + b"1\r\n") * 20 + b"--x--\r\n"),
        ("multipart/form-data; boundary=x", PART + b"\xff\xfe\r\n--x--\r\n"),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises(FormError):
        read_form(kind, body)


def test_a_form_is_read_as_browsers_send_it() -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nHR1: A\r\n'
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="\xe8\xaf\x81.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n%PDF-1.7\r\n\xff\x00--b\r\n--b--\r\n"
    )
    assert read_form("multipart/form-data; boundary=b", body) == VerifyForm(
        text="HR1: A", file=b"%PDF-1.7\r\n\xff\x00--b"
    )
