"""The signed paper: read by other people's readers, from paper too, and the same bytes wherever it is made."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import zxingcpp
from asn1crypto import x509
from PIL import Image, ImageFilter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from hukou.certificate import CertificateKind
from paper_trust.pdf_signature import ROOM_BYTES, sign_pdf
from paper_trust.verdict import Outcome
from paper_trust.verify import verify_code
from tests.issuing import TestAuthority
from tests.papers import NUMBER, make_certificate
from tests.services.sealed_papers import ISSUED, NOW, Paper, make_paper
from tests.services.test_certificate_drawing import raster
from window_client.services.certificates.drawing import canonical_bytes
from window_client.services.certificates.marks import Mark

KINDS = tuple(CertificateKind)


@pytest.fixture(scope="module")
def authority() -> TestAuthority:
    return TestAuthority()


@pytest.fixture(scope="module")
def papers(authority: TestAuthority) -> list[Paper]:
    signer = authority.signer()
    return [
        make_paper(authority, signer, make_certificate(kind, number=f"WQ-2026-{place:06d}"), index=place)
        for place, kind in enumerate(KINDS, 1)
    ]


def others_word(pdf: bytes, authority: TestAuthority) -> PdfSignatureStatus:
    """pyHanko's verdict, with this authority as the only root."""
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(authority.certificate)],
        moment=ISSUED + timedelta(hours=1),
        allow_fetching=False,
    )
    return validate_pdf_signature(signature, context)


def test_another_validator_finds_the_signature_good(papers: list[Paper], authority: TestAuthority) -> None:
    """`bottom_line` alone is not enough: the signature has to cover the entire file."""
    for paper in papers:
        status = others_word(paper.pdf, authority)
        assert status.bottom_line
        assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        assert status.md_algorithm == "sha256"
        (signature,) = PdfFileReader(io.BytesIO(paper.pdf)).embedded_signatures
        assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
        kinds = {attribute["type"].native for attribute in signature.signer_info["signed_attrs"]}
        assert kinds == {"content_type", "message_digest", "signing_certificate_v2"}


def test_another_validator_trusts_no_other_authority(papers: list[Paper]) -> None:
    assert not others_word(papers[0].pdf, TestAuthority()).bottom_line


def test_the_file_is_small_and_sound(papers: list[Paper], tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    for paper in papers:
        assert len(paper.pdf) <= 140 * 1024
        path.write_bytes(paper.pdf)
        check = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert check.returncode == 0, check.stdout + check.stderr
        assert paper.drawn.sha256 == hashlib.sha256(paper.pdf).hexdigest()
        assert ROOM_BYTES * 2 > paper.pdf.count(b"0") > 100


def test_metadata_name_no_person(papers: list[Paper]) -> None:
    for paper in papers:
        start = paper.pdf.index(b"<?xpacket begin")
        packet = paper.pdf[start : paper.pdf.index(b"<?xpacket end")].decode()
        assert paper.code in packet
        for private in (paper.document.name, NUMBER, NUMBER[6:14], paper.document.issuer.clerk):
            assert private not in packet


# --- the code on the paper -----------------------------------------------------------------------------------------


def read_codes(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize(
    "worsen",
    [
        lambda image: image,
        lambda image: image.filter(ImageFilter.GaussianBlur(0.7)),
        lambda image: image.rotate(7, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC),
        lambda image: image.point([96 + value * 128 // 255 for value in range(256)]),
        lambda image: (
            image.point([80 + value * 150 // 255 for value in range(256)])
            .rotate(-7, expand=True, fillcolor=230, resample=Image.Resampling.BICUBIC)
            .filter(ImageFilter.GaussianBlur(0.5))
        ),
    ],
    ids=["clean", "blurred", "turned", "grey", "all of it"],
)
def test_the_code_is_read_from_a_print_of_100_dpi(
    worsen: object, papers: list[Paper], authority: TestAuthority, tmp_path: Path
) -> None:
    path = tmp_path / "paper.pdf"
    for paper in papers:
        path.write_bytes(paper.pdf)
        (text,) = read_codes(worsen(raster(path, 100)))  # type: ignore[operator]
        assert text == paper.code
        assert verify_code(text, authority.trust(NOW), NOW).outcome is Outcome.GENUINE


def test_the_code_stands_clear_of_everything(papers: list[Paper], tmp_path: Path) -> None:
    """Four modules of white around it, sample mark or not, and the short code below."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(papers[0].pdf)
    image = raster(path, 254)
    left, top, side = 210, 2440, 367
    module = side / 57
    outer = (left - 4 * module, top - 4 * module, left + side + 4 * module, top + side + 4 * module)
    area = image.crop(tuple(round(edge) for edge in outer))  # type: ignore[arg-type]
    inner = round(4 * module) - 2
    for strip in (
        area.crop((0, 0, area.width, inner)),
        area.crop((0, 0, inner, area.height)),
        area.crop((area.width - inner, 0, area.width, area.height)),
        area.crop((0, area.height - inner, area.width, area.height)),
    ):
        assert strip.getextrema() == (255, 255)


# --- the same bytes ------------------------------------------------------------------------------------------------

_ELSEWHERE = """
import hashlib, sys
from datetime import datetime
from tests.papers import make_certificate
from window_client.services.certificates import draw
from window_client.services.certificates.marks import Mark
mark = Mark(sys.argv[1], datetime.fromisoformat(sys.argv[2]), "望桥派出所", "户籍事项证明")
print(hashlib.sha256(draw(make_certificate(), mark=mark).pdf).hexdigest())
"""


def test_the_file_before_signing_is_the_same_in_every_process(papers: list[Paper]) -> None:
    from window_client.services.certificates import draw

    mark = Mark(papers[0].code, ISSUED, "望桥派出所", "户籍事项证明")
    here = hashlib.sha256(draw(make_certificate(), mark=mark).pdf).hexdigest()
    for seed in ("0", "1", "4711"):
        command = [sys.executable, "-c", _ELSEWHERE, mark.code, ISSUED.isoformat()]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        found = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        assert found.stdout.strip() == here


def test_the_same_key_signs_the_same_file(authority: TestAuthority) -> None:
    signer = authority.signer()
    assert make_paper(authority, signer).pdf == make_paper(authority, signer).pdf
    assert make_paper(authority, signer).pdf != make_paper(authority, signer, index=1).pdf


def test_the_code_is_bound_to_the_record(authority: TestAuthority) -> None:
    paper = make_paper(authority)
    verdict = verify_code(paper.code, authority.trust(NOW), NOW)
    assert verdict.claims is not None
    sample = make_certificate(sample=True)
    assert verdict.claims.record == hashlib.sha256(canonical_bytes(sample)).digest()


def test_a_file_without_room_is_not_signed(authority: TestAuthority, papers: list[Paper]) -> None:
    from window_client.services.certificates import draw

    for pdf in (draw(make_certificate()).pdf, papers[0].pdf):
        with pytest.raises(ValueError, match="room"):
            sign_pdf(pdf, authority.signer())
    mark = Mark(papers[0].code, ISSUED, "望桥派出所", "户籍事项证明")
    drawn = draw(make_certificate(), mark=mark).pdf
    with pytest.raises(ValueError, match="fit"):
        sign_pdf(
            drawn, authority.signer(), more=(bytes.fromhex("0482") + (8000).to_bytes(2, "big") + bytes(8000),)
        )
