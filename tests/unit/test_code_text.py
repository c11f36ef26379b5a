"""The text of a code: our CBOR and base45 against other people's, and what they refuse."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import base45 as other_base45
import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper_trust import base45, cbor
from paper_trust.claims import CertificateClaims, CodeError, check_code, decode_claims, mask_name, read_code

_LEAVES = (
    st.integers(min_value=-(1 << 64), max_value=(1 << 64) - 1) | st.binary(max_size=40) | st.text(max_size=20)
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.integers(0, 99) | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=12,
)


def depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0


@given(_VALUES)
def test_cbor_is_what_another_library_reads_and_comes_back(value: Any) -> None:
    data = cbor.encode(value)
    assert cbor2.loads(data) == value
    if depth(value) <= 8:
        assert cbor.decode(data) == value


@given(st.binary(max_size=60))
def test_cbor_takes_only_its_own_encoding(data: bytes) -> None:
    """Whatever bytes are given: refused, or the one encoding of what they mean."""
    try:
        value = cbor.decode(data)
    except cbor.CborError:
        return
    assert cbor.encode(value) == data


@pytest.mark.parametrize(
    "data",
    ["", "1817", "1900ff", "5f4101ff", "f5", "f6", "f93c00", "c11a00000000", "a201010101", "a202010101",
     "818181818181818181818100", "9b00ffffffffffffff", "62c328", "0000", "40ff", "a1810101"],
)  # fmt: skip
def test_cbor_refuses(data: str) -> None:
    with pytest.raises(cbor.CborError):
        cbor.decode(bytes.fromhex(data))


@pytest.mark.parametrize("value", [True, 1.5, None, 1 << 64, {1: {2: object()}}])
def test_cbor_does_not_write(value: Any) -> None:
    with pytest.raises(cbor.CborError):
        cbor.encode(value)


@given(st.binary(max_size=300))
def test_base45_is_what_another_library_reads_and_comes_back(data: bytes) -> None:
    text = base45.encode(data)
    assert other_base45.b45decode(text) == data
    assert base45.decode(text) == data


@pytest.mark.parametrize("text", ["A", "AB CD", "::", ":::", "abc", "A\u00e9B", "ZZZZ"])
def test_base45_refuses(text: str) -> None:
    with pytest.raises(ValueError):
        base45.decode(text)


CLAIMS = CertificateClaims(
    number="WQ-2026-000123",
    kind="cancellation",
    record=bytes(range(32)),
    masked_name="罗*行",
    last_four="051X",
    station="390102510000",
    issued_at=datetime(2026, 11, 24, 2, tzinfo=UTC),
    expires_at=datetime(2026, 12, 24, 15, 59, 59, tzinfo=UTC),
    status_index=123,
)


def test_claims_come_back_and_stay_small() -> None:
    assert decode_claims(CLAIMS.encode()) == CLAIMS
    assert len(CLAIMS.encode()) <= 160


@pytest.mark.parametrize(
    ("key", "value"),
    [(1, 5), (1, "x" * 81), (2, "a\nb"), (3, bytes(31)), (3, "x"), (7, -1), (7, 1 << 40), (8, "1"),
     (9, -1), (9, "1"), (10, 1)],
)  # fmt: skip
def test_claims_of_another_shape_are_none(key: int, value: Any) -> None:
    fields = {**cbor.decode(CLAIMS.encode()), key: value}
    with pytest.raises(CodeError):
        decode_claims(cbor.encode(fields))
    with pytest.raises(CodeError):
        decode_claims(cbor.encode([1, 2]))


@pytest.mark.parametrize(
    "text", ["", "HR1:", "HR2:ABC", "hr1:ABC", "HR1:" + "A" * 3000, "HR1:BB8", "https://x/y"]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(CodeError):
        read_code(text)


@pytest.mark.parametrize(
    ("name", "masked"),
    [("罗", "罗"), ("罗行", "罗*"), ("罗景行", "罗*行"), ("欧阳景行", "欧**行"),
     ("阿卜杜热合曼·买买提艾力", "阿**力"), ("曹\U00030edd", "曹*")],
)  # fmt: skip
def test_names_are_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_the_short_code_is_easy_to_read_out() -> None:
    codes = {check_code(f"HR1:{number}") for number in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 9 and code[4] == "-" and not set(code) & set("ILOU") for code in codes)
