"""More than a thousand forgeries, all refused, and no genuine paper with them.

Seeded: the same campaign every time, a longer one under `make soak` (SOAK_SEED, `soak_rounds`).
"""

from __future__ import annotations

import io
import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pypdf import PdfReader, PdfWriter

from hukou.certificate import CertificateKind
from paper_trust import base45, cbor, cms, cose
from paper_trust.claims import KIND, PREFIX, make_code
from paper_trust.crypto import SoftwareSigner, new_private_key
from paper_trust.pdf_signature import sign_pdf, signature_dictionary
from paper_trust.trust import Trust
from paper_trust.verdict import Outcome
from paper_trust.verify import Seen, verify_any, verify_code, verify_pdf
from tests.basics import STATION
from tests.issuing import TestAuthority
from tests.papers import make_certificate
from tests.services.sealed_papers import INDEX, ISSUED, NOW, Paper, make_paper
from window_client.services.certificates.sealing import claims_of

FLIPS, CODE_FLIPS = 450, 450
KINDS = (
    CertificateKind.CHANGE,
    CertificateKind.CANCELLATION,
    CertificateKind.FORMER_COHOUSEHOLD,
    CertificateKind.OTHER,
    CertificateKind.HOUSEHOLD_INFO,
)
REFUSED = set(Outcome) - {Outcome.GENUINE}


@pytest.fixture(scope="module")
def authority() -> TestAuthority:
    return TestAuthority(sample=False)


@pytest.fixture(scope="module")
def signer(authority: TestAuthority) -> SoftwareSigner:
    return authority.signer()


@pytest.fixture(scope="module")
def papers(authority: TestAuthority, signer: SoftwareSigner) -> list[Paper]:
    """One of every kind, all genuine."""
    return [
        make_paper(
            authority,
            signer,
            make_certificate(kind, number=f"WQ-2026-{INDEX + place:06d}"),
            index=INDEX + place,
        )
        for place, kind in enumerate(KINDS)
    ]


@pytest.fixture(scope="module")
def trust(authority: TestAuthority, papers: list[Paper]) -> Trust:
    return authority.trust(NOW)


@pytest.fixture
def chance() -> random.Random:
    return random.Random(int(os.environ.get("SOAK_SEED", "0")) * 1_000_003 + 20261124)


def test_no_genuine_paper_is_refused(
    authority: TestAuthority, signer: SoftwareSigner, papers: list[Paper], trust: Trust, soak_rounds: int
) -> None:
    for paper in papers:
        assert verify_pdf(paper.pdf, trust, NOW).outcome is Outcome.GENUINE
        assert verify_any(paper.code.encode(), trust, NOW).outcome is Outcome.GENUINE
    document = make_certificate()
    for index in range(200 * soak_rounds):
        claims = claims_of(document, station=STATION, status_index=index, issued_at=ISSUED)
        assert verify_code(make_code(claims, signer), trust, NOW).outcome is Outcome.GENUINE


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One to three bits turned, anywhere."""
    changed = bytearray(data)
    while bytes(changed) == data:
        for _ in range(chance.randint(1, 3)):
            changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def test_flipped_bytes_in_the_file(
    papers: list[Paper], trust: Trust, chance: random.Random, soak_rounds: int
) -> None:
    accepted = []
    for _ in range(FLIPS * soak_rounds):
        forged = flipped(chance.choice(papers).pdf, chance)
        if verify_pdf(forged, trust, NOW).outcome not in REFUSED:
            accepted.append(forged)
    assert accepted == []


def test_every_kind_of_byte_of_the_signature_counts(
    papers: list[Paper], trust: Trust, chance: random.Random
) -> None:
    """The room of the signature is the one place that no digest covers: 250 digits of it, each to another one."""
    pdf = papers[0].pdf
    room = re.search(rb"/Contents <([0-9a-f]+)>", pdf)
    assert room is not None
    used = len(room[1].rstrip(b"0"))
    for _ in range(250):
        place = room.start(1) + chance.randrange(used + 40)
        forged = bytearray(pdf)
        forged[place] = chance.choice([digit for digit in b"0123456789abcdefABCDEF >" if digit != pdf[place]])
        assert verify_pdf(bytes(forged), trust, NOW).outcome in REFUSED, place - room.start(1)


def test_flipped_characters_in_the_code(
    papers: list[Paper], trust: Trust, chance: random.Random, soak_rounds: int
) -> None:
    for _ in range(CODE_FLIPS * soak_rounds):
        code = chance.choice(papers).code
        place = chance.randrange(len(code))
        other = chance.choice([one for one in base45.ALPHABET if one != code[place]])
        forged = code[:place] + other + code[place + 1 :]
        assert verify_code(forged, trust, NOW).outcome in REFUSED, place


# --- what is appended ------------------------------------------------------------------------------------------


def incremental(pdf: bytes, **info: str) -> bytes:
    """A second revision, as any editor writes it."""
    writer = PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_metadata({f"/{name}": value for name, value in info.items()})
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(pdf)
    assert len(out.getvalue()) > len(pdf)
    return out.getvalue()


def with_stamp(pdf: bytes) -> bytes:
    """A second revision that draws over the page."""
    writer = PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_blank_page()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_wider_range(pdf: bytes) -> bytes:
    """The byte range is rewritten to take in what was appended."""
    longer = pdf + b"\n% appended\n"
    return re.sub(
        rb"(/ByteRange \[0 \d+ +\d+ +)(\d+)( *\])",
        lambda found: found[1] + str(int(found[2]) + 12).encode().ljust(len(found[2])) + found[3],
        longer,
    )


APPENDED: dict[str, Callable[[bytes], bytes]] = {
    "a second revision": lambda pdf: incremental(pdf, Title="别的证明"),
    "a second page": with_stamp,
    "a line end": lambda pdf: pdf + b"\n",
    "a null byte": lambda pdf: pdf + b"\0",
    "a comment": lambda pdf: pdf + b"% hello\n",
    "another end": lambda pdf: pdf + b"startxref\n0\n%%EOF\n",
    "a whole file": lambda pdf: pdf + pdf,
    "a wider range": with_wider_range,
    "nothing, one byte short": lambda pdf: pdf[:-1],
    "something before": lambda pdf: b"%PDF-1.7\n" + pdf,
    "a range of half the file": lambda pdf: re.sub(rb"(/ByteRange \[0 \d+ +\d+ +)\d+", rb"\g<1>9", pdf),
    "no signature": lambda pdf: pdf.replace(b"/ByteRange", b"/BiteRange"),
    "two ranges": lambda pdf: pdf + b"%/ByteRange [0 1 2 3]\n",
}


@pytest.mark.parametrize("name", APPENDED)
def test_what_is_appended_or_cut(name: str, papers: list[Paper], trust: Trust) -> None:
    for paper in papers:
        verdict = verify_pdf(APPENDED[name](paper.pdf), trust, NOW)
        assert verdict.outcome in (Outcome.ALTERED, Outcome.UNSIGNED)
        assert verdict.rows() == ()


def test_a_paper_made_anew_by_an_editor(papers: list[Paper], trust: Trust) -> None:
    """All objects copied into a file of its own, signature and all."""
    for paper in papers:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper.pdf)))
        out = io.BytesIO()
        writer.write(out)
        assert verify_pdf(out.getvalue(), trust, NOW).outcome in REFUSED


# --- other people's keys ---------------------------------------------------------------------------------------


def foreign(trust_of: TestAuthority, count: int) -> Iterator[Paper]:
    """A complete forger: an authority of the same name, a terminal of the same name, everything signed."""
    for place in range(count):
        forger = TestAuthority(name=trust_of.name, sample=False)
        document = make_certificate(number=f"WQ-2026-{INDEX + place:06d}")
        yield make_paper(forger, forger.signer(), document, index=INDEX + place)


def test_another_authority_of_the_same_name(authority: TestAuthority, trust: Trust) -> None:
    for paper in foreign(authority, 30):
        for verdict in (verify_pdf(paper.pdf, trust, NOW), verify_code(paper.code, trust, NOW)):
            assert verdict.outcome is Outcome.UNKNOWN_SIGNER
            assert verdict.rows() == ()


def test_a_terminal_may_not_certify_others(
    authority: TestAuthority, signer: SoftwareSigner, trust: Trust, papers: list[Paper]
) -> None:
    """A stolen terminal key signs a certificate for a key of the thief's own; or claims another's key."""
    thief = SoftwareSigner.load(new_private_key(), signer.certificate)
    for paper in (make_paper(authority, thief, make_certificate()),):
        assert verify_pdf(paper.pdf, trust, NOW).outcome is Outcome.ALTERED
        assert verify_code(paper.code, trust, NOW).outcome is Outcome.ALTERED


def test_an_authority_that_is_itself_no_terminal(authority: TestAuthority, trust: Trust) -> None:
    """The authority's own key signs lists and certificates, no papers."""
    root = SoftwareSigner.load(authority_key(authority), authority.certificate)
    paper = make_paper(authority, root)
    assert verify_pdf(paper.pdf, trust, NOW).outcome in REFUSED
    assert verify_code(paper.code, trust, NOW).outcome is Outcome.UNKNOWN_SIGNER


def authority_key(authority: TestAuthority) -> bytes:
    from cryptography.hazmat.primitives import serialization

    key = serialization.load_pem_private_key(authority.pem, None)
    form = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*form)


def test_a_list_signed_as_a_code_is_none(
    authority: TestAuthority, signer: SoftwareSigner, trust: Trust
) -> None:
    claims = claims_of(make_certificate(), station=STATION, status_index=1, issued_at=ISSUED)
    envelope = cose.seal("hrs1", claims.encode(), signer.kid, signer.sign)
    assert verify_code(PREFIX + base45.encode(envelope), trust, NOW).outcome is Outcome.UNREADABLE


# --- edited fields and replays -----------------------------------------------------------------------------------


def test_edited_fields_under_the_old_signature(
    papers: list[Paper], trust: Trust, chance: random.Random
) -> None:
    for _ in range(100):
        data = base45.decode(chance.choice(papers).code.removeprefix(PREFIX))
        envelope = cose.read(KIND, data)
        fields = cbor.decode(envelope.payload)
        key = chance.choice([1, 2, 4, 5, 6, 7, 8, 9])
        fields[key] = fields[key] + (1 if isinstance(fields[key], int) else "X")
        whole = [cbor.decode(data[1:])[0], {}, cbor.encode(fields), envelope.signature]
        forged = PREFIX + base45.encode(data[:1] + cbor.encode(whole))
        verdict = verify_code(forged, trust, NOW)
        assert verdict.outcome is Outcome.ALTERED
        assert verdict.claims is None


def test_a_genuine_code_on_another_paper(papers: list[Paper], trust: Trust) -> None:
    """Copied onto a sheet with another number, name or end of the citizen number."""
    for paper in papers:
        for seen in (Seen(number="WQ-2026-999999"), Seen(name="罗望山"), Seen(last_four="1234")):
            assert verify_code(paper.code, trust, NOW, seen=seen).outcome is Outcome.OTHER_PAPER


def test_a_genuine_code_in_another_file(
    authority: TestAuthority, signer: SoftwareSigner, papers: list[Paper], trust: Trust
) -> None:
    """Written into another's metadata: by a forger, and by a terminal that should not."""
    first, second = papers[0], papers[1]
    forged = second.pdf.replace(second.code.encode(), first.code.encode())
    assert verify_pdf(forged, trust, NOW).outcome is Outcome.ALTERED
    room = re.compile(rb"/ByteRange \[0 [\d ]+\]\n/Contents <[0-9a-f]+>")
    blank = signature_dictionary(ISSUED, "", "").partition(b"/M (")[0]
    blank = blank[blank.index(b"/ByteRange") :].rstrip(b"\n")
    unsigned = room.sub(lambda _: blank, forged)
    resigned = sign_pdf(unsigned, signer, more=(authority.certificate,))
    assert verify_pdf(resigned, trust, NOW).outcome is Outcome.ALTERED
    # The same steps on an honest file give an honest file: it is the code that was refused.
    honest = sign_pdf(room.sub(lambda _: blank, second.pdf), signer, more=(authority.certificate,))
    assert verify_pdf(honest, trust, NOW).outcome is Outcome.GENUINE


def test_a_certificate_of_nobody_in_the_signature(
    authority: TestAuthority, signer: SoftwareSigner, papers: list[Paper], trust: Trust
) -> None:
    """Nothing signs what a signature carries beside its own certificate."""
    pdf = papers[0].pdf
    found = re.search(rb"/Contents <([0-9a-f]+)>", pdf)
    assert found is not None
    digest = cms.read(
        bytes.fromhex(found[1].decode().rstrip("0") + "0" * (len(found[1].rstrip(b"0")) % 2))
    ).digest
    stranger = TestAuthority().certificate
    swapped = cms.sign(digest, signer, more=(stranger,)).hex().encode().ljust(len(found[1]), b"0")
    assert verify_pdf(pdf.replace(found[1], swapped), trust, NOW).outcome is Outcome.ALTERED
    assert verify_pdf(pdf, trust, NOW).outcome is Outcome.GENUINE


def test_expired_and_withdrawn_papers_stay_refused(authority: TestAuthority, papers: list[Paper]) -> None:
    later = ISSUED.replace(year=2027)
    for paper in papers:
        assert verify_pdf(paper.pdf, authority.trust(later), later).outcome is Outcome.EXPIRED
        assert verify_code(paper.code, authority.trust(later), later).outcome is Outcome.EXPIRED


def test_garbage_is_refused_without_an_error(trust: Trust, chance: random.Random) -> None:
    for size in range(200):
        data = chance.randbytes(size * 7)
        for head in (b"", b"%PDF-", b"%PDF-1.7 /ByteRange [0 5 9 2]", PREFIX.encode()):
            assert verify_any(head + data, trust, NOW).outcome in REFUSED


def test_a_code_with_anything_in_its_payload_is_refused(
    signer: SoftwareSigner, trust: Trust, chance: random.Random
) -> None:
    """Even a terminal's own signature makes no code of what is none."""
    for size in range(120):
        envelope = cose.seal(KIND, chance.randbytes(size), signer.kid, signer.sign)
        assert verify_code(PREFIX + base45.encode(envelope), trust, NOW).outcome in REFUSED
    claims = claims_of(make_certificate(), station=STATION, status_index=1, issued_at=ISSUED)
    assert verify_code(make_code(replace(claims, kind="unknown"), signer), trust, NOW).trusted
