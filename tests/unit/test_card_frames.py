"""The SAM_V frame codec and the text block of a chip: published vectors, damage, and any bytes at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from window_client.services.devices.card_frames import (
    LENGTH_MAX,
    PREAMBLE,
    Answer,
    Command,
    Damage,
    DamageKind,
    Frame,
    FrameError,
    FrameParser,
    build_answer,
    build_command,
    build_frame,
    read_answer,
    text_block,
)
from window_client.services.devices.card_record import CardKind, CardRecord, CardWarningKind
from window_client.services.devices.card_simulator import encode_text
from window_client.services.devices.card_status import error_for, status_table
from window_client.services.devices.card_text import LAYOUTS, decode_text
from window_client.services.devices.device_errors import (
    CardReaderError,
    CardUnreadableError,
    ReaderFaultError,
    ReaderUnauthorisedError,
)

TODAY = date(2026, 11, 23)
RESIDENT = CardRecord(
    kind=CardKind.ID_CARD,
    name="欧阳青禾",
    number="11010519491231002X",
    sex="2",
    birth_date=date(1949, 12, 31),
    address="临江省澜州市青禾区柳荫路12号3幢402室",
    issuing_authority="澜州市公安局青禾分局",
    valid_from=date(2010, 1, 31),
    long_term=True,
)
HMT = replace(
    RESIDENT,
    kind=CardKind.HMT_PERMIT,
    name="陈维岚",
    number="810000198001010014",
    sex="1",
    birth_date=date(1980, 1, 1),
    valid_to=date(2030, 1, 31),
    long_term=False,
    travel_permit_no="H12345678",
    issue_count="01",
)
FOREIGN_2017 = CardRecord(
    kind=CardKind.FOREIGN_PR_CARD_2017,
    name="安若澜",
    number="ATL110081010101",
    sex="2",
    birth_date=date(1981, 1, 1),
    valid_from=date(2018, 5, 1),
    valid_to=date(2028, 4, 30),
    english_name="ANDERSEN, ROLANDA MARGARETHA",
    country="ATL",
)
FOREIGN_2023 = CardRecord(
    kind=CardKind.FOREIGN_PR_CARD,
    name="安若澜",
    number="939036198101010024",
    sex="2",
    birth_date=date(1981, 1, 1),
    valid_from=date(2023, 12, 1),
    valid_to=date(2033, 11, 30),
    english_name="ANDERSEN, ROLANDA MARGARETHA ALEXA WILHELMINA",
    country="036",
    issue_count="01",
)


def frames_in(data: bytes) -> list[Frame | Damage]:
    return FrameParser().feed(data)


class TestFrames:
    @pytest.mark.parametrize(
        ("command", "after_preamble"),
        [
            (Command.RESET, "00 03 10 FF EC"),
            (Command.STATUS, "00 03 11 FF ED"),
            (Command.MODULE_NUMBER, "00 03 12 FF EE"),
            (Command.FIND, "00 03 20 01 22"),
            (Command.SELECT, "00 03 20 02 21"),
            (Command.READ_TEXT_PHOTO, "00 03 30 01 32"),
        ],
    )
    def test_commands_are_the_published_bytes(self, command: Command, after_preamble: str) -> None:
        assert build_command(command) == bytes.fromhex("AA AA AA 96 69" + after_preamble)

    @pytest.mark.parametrize(
        ("line", "status", "data"),
        [
            ("00 08 00 00 9F 00 00 00 00 97", 0x9F, bytes(4)),
            ("00 04 00 00 80 84", 0x80, b""),
            ("00 0C 00 00 90 00 00 00 00 00 00 00 00 9C", 0x90, bytes(8)),
            ("00 04 00 00 81 85", 0x81, b""),
        ],
    )
    def test_published_answers_are_understood(self, line: str, status: int, data: bytes) -> None:
        raw = PREAMBLE + bytes.fromhex(line)
        (frame,) = frames_in(raw)
        assert isinstance(frame, Frame)
        assert read_answer(frame) == Answer(status, data)
        assert build_answer(status, data) == raw

    def test_text_and_photo_are_1295_bytes_and_only_text_comes_out(self) -> None:
        raw = build_answer(0x90, bytes.fromhex("01000400") + b"T" * 256 + b"P" * 1024)
        assert len(raw) == 1295
        assert raw[5:14] == bytes.fromhex("0508 000090 01000400")
        (frame,) = frames_in(raw)
        assert isinstance(frame, Frame)
        assert text_block(read_answer(frame)) == b"T" * 256

    @pytest.mark.parametrize(
        "data", [b"", bytes.fromhex("01000400") + b"T" * 256, bytes.fromhex("00ff0400") + b"T" * 1279]
    )
    def test_blocks_of_another_size_are_refused(self, data: bytes) -> None:
        with pytest.raises(FrameError):
            text_block(Answer(0x90, data))

    def test_answer_without_status_bytes_is_refused(self) -> None:
        with pytest.raises(FrameError):
            read_answer(Frame(b"\x00\x00"))

    def test_payload_beyond_the_longest_frame_is_refused(self) -> None:
        with pytest.raises(FrameError):
            build_frame(bytes(LENGTH_MAX))

    def test_wrong_checksum_is_damage_and_the_next_frame_is_found(self) -> None:
        bad = bytearray(build_answer(0x9F, bytes(4)))
        bad[-1] ^= 1
        assert frames_in(bytes(bad) + build_answer(0x80)) == [
            Damage(DamageKind.CHECKSUM),
            Frame(b"\x00\x00\x80"),
        ]

    def test_fingerprint_answer_is_refused_by_its_length(self) -> None:
        assert frames_in(PREAMBLE + (1288 + 1026).to_bytes(2, "big")) == [Damage(DamageKind.LENGTH)]

    def test_frame_swallowed_by_a_wrong_length_is_found(self) -> None:
        swallower = PREAMBLE + bytes.fromhex("0020 000090")
        found = frames_in(swallower + build_answer(0x80) + bytes(40))
        assert found == [Damage(DamageKind.CHECKSUM), Frame(b"\x00\x00\x80")]

    def test_repr_shows_no_payload(self) -> None:
        assert "secret" not in repr(Frame(b"secret")) + repr(Answer(0x90, b"secret"))


stream = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.just(PREAMBLE),
        st.sampled_from([PREAMBLE[:size] for size in range(1, 5)]),
        st.binary(min_size=2, max_size=60).map(build_frame),
        st.integers(0, 0xFFFF).map(lambda length: PREAMBLE + length.to_bytes(2, "big")),
    ),
    max_size=12,
).map(b"".join)


class TestAnyStream:
    @given(stream, st.lists(st.integers(1, 30), min_size=1))
    def test_result_does_not_depend_on_how_the_line_cuts_it(self, data: bytes, sizes: list[int]) -> None:
        parser, found, start, turn = FrameParser(), [], 0, 0
        while start < len(data):
            size = sizes[turn % len(sizes)]
            found += parser.feed(data[start : start + size])
            start, turn = start + size, turn + 1
        assert found == frames_in(data)

    @given(stream)
    def test_memory_is_bounded_and_reset_forgets(self, data: bytes) -> None:
        parser = FrameParser()
        parser.feed(data)
        assert len(parser._buffer) < LENGTH_MAX + 7
        parser.reset()
        assert not parser.in_frame
        assert parser.feed(build_answer(0x80)) == [Frame(b"\x00\x00\x80")]

    @given(
        st.binary(max_size=300).map(lambda noise: noise.replace(b"\x69", b"\x00")),
        st.binary(min_size=2, max_size=300),
    )
    def test_frame_behind_noise_is_found(self, noise: bytes, payload: bytes) -> None:
        assert Frame(payload) in frames_in(noise + build_frame(payload))

    @given(st.binary(min_size=2, max_size=200), st.data())
    def test_one_changed_byte_never_gives_another_frame(self, payload: bytes, data: st.DataObject) -> None:
        raw = bytearray(build_frame(payload))
        position = data.draw(st.integers(7, len(raw) - 1))
        raw[position] ^= data.draw(st.integers(1, 255))
        assert not any(isinstance(item, Frame) for item in frames_in(bytes(raw)))

    def test_half_a_megabyte_of_preambles_is_done_at_once(self) -> None:
        found = frames_in(PREAMBLE * 100_000)
        assert set(found) == {Damage(DamageKind.LENGTH)}


class TestText:
    @pytest.mark.parametrize("record", [RESIDENT, HMT, FOREIGN_2017, FOREIGN_2023], ids=lambda r: r.kind.name)
    def test_every_kind_of_card_comes_back(self, record: CardRecord) -> None:
        expected = record
        if record.kind is not CardKind.ID_CARD and record.kind is not CardKind.HMT_PERMIT:
            expected = replace(record, address="", issuing_authority="")
        assert decode_text(encode_text(record), TODAY) == expected

    def test_layouts_fill_their_place_without_overlap(self) -> None:
        for layout in LAYOUTS.values():
            places = sorted(layout.values())
            assert all(a + size <= b for (a, size), (b, _) in pairwise(places))
            assert places[-1] == (248, 2)

    def test_rare_character_beyond_the_bmp(self) -> None:
        record = decode_text(encode_text(replace(RESIDENT, name="𬴊䶮")), TODAY)
        assert record.name == "𬴊䶮"
        assert not record.needs_manual_name_check

    def test_gbk_private_use_is_converted_and_flagged(self) -> None:
        record = decode_text(encode_text(replace(RESIDENT, name="王\ue863")), TODAY)
        assert record.name == "王䶮"
        assert record.warnings == (CardWarningKind.NAME_CONVERTED,)
        assert record.needs_manual_name_check

    def test_unknown_private_use_is_kept_and_flagged(self) -> None:
        record = decode_text(encode_text(replace(RESIDENT, name="王\ue001")), TODAY)
        assert record.name == "王\ue001"
        assert record.warnings == (CardWarningKind.NAME_PRIVATE_USE,)

    def test_half_a_surrogate_pair_is_flagged(self) -> None:
        record = decode_text(encode_text(replace(RESIDENT, name="王\ud873")), TODAY)
        assert record.warnings == (CardWarningKind.NAME_MALFORMED,)

    def test_name_dot_is_normalised(self) -> None:
        record = decode_text(encode_text(replace(RESIDENT, name="阿依努尔•买买提")), TODAY)
        assert record.name == "阿依努尔·买买提"
        assert record.warnings == ()

    @pytest.mark.parametrize("name", ["阿卜杜热合曼·买买提艾力·吾斯曼江", "阿卜杜热合曼·买买提艾力·吾𬴊𬴊"])
    def test_name_longer_than_the_field_is_flagged(self, name: str) -> None:
        record = decode_text(encode_text(replace(RESIDENT, name=name)), TODAY)
        assert name.startswith(record.name)
        assert len(record.name) < len(name)
        assert record.warnings == (CardWarningKind.NAME_MAY_BE_CUT,)

    @pytest.mark.parametrize(
        ("change", "warnings"),
        [
            ({"number": "110105194912310021"}, [CardWarningKind.NUMBER_CHECK]),
            ({"birth_date": date(1949, 12, 30)}, [CardWarningKind.BIRTH_MISMATCH]),
            ({"birth_date": None}, [CardWarningKind.BIRTH_UNREADABLE]),
            ({"sex": "1"}, [CardWarningKind.SEX_MISMATCH]),
            ({"sex": "7"}, [CardWarningKind.SEX_UNREADABLE]),
            ({"long_term": False}, [CardWarningKind.VALIDITY_UNREADABLE]),
            ({"valid_from": None}, [CardWarningKind.VALIDITY_UNREADABLE]),
        ],
    )
    def test_doubtful_items_are_warnings(
        self, change: dict[str, object], warnings: list[CardWarningKind]
    ) -> None:
        record = decode_text(encode_text(replace(RESIDENT, **change)), TODAY)  # type: ignore[arg-type]
        assert list(record.warnings) == warnings

    @pytest.mark.parametrize("change", [{"name": ""}, {"number": ""}])
    def test_card_without_name_or_number_is_unreadable(self, change: dict[str, str]) -> None:
        with pytest.raises(CardUnreadableError):
            decode_text(encode_text(replace(RESIDENT, **change)), TODAY)  # type: ignore[arg-type]

    def test_unknown_type_and_length_are_unreadable(self) -> None:
        block = bytearray(encode_text(RESIDENT))
        block[248] = ord("Q")
        for bad in (bytes(block), bytes(block)[:-1]):
            with pytest.raises(CardUnreadableError):
                decode_text(bad, TODAY)

    def test_foreigner_without_chinese_name_goes_by_the_english_one(self) -> None:
        record = decode_text(encode_text(replace(FOREIGN_2023, name=FOREIGN_2023.english_name)), TODAY)
        assert record.name == FOREIGN_2023.english_name

    def test_repr_and_ethnic_group(self) -> None:
        record = decode_text(encode_text(RESIDENT), TODAY)
        assert RESIDENT.name not in repr(record)
        assert RESIDENT.number not in repr(record)
        assert not any("ethnic" in name for name in record.__dataclass_fields__)

    def test_expiry(self) -> None:
        assert not HMT.is_expired(date(2030, 1, 31))
        assert HMT.is_expired(date(2030, 2, 1))
        assert not RESIDENT.is_expired(date(2099, 1, 1))

    @given(st.binary(min_size=256, max_size=256))
    def test_any_block_is_a_record_or_unreadable(self, block: bytes) -> None:
        try:
            record = decode_text(block, TODAY)
        except CardUnreadableError:
            return
        assert record.name and record.number

    @given(
        st.text(st.characters(codec="utf-16"), max_size=128).map(
            lambda text: (
                text.encode("utf-16-le")[:248].ljust(248, b" ") + "JIY "[len(text) % 4].encode() + bytes(7)
            )
        )
    )
    def test_any_text_is_a_record_or_unreadable(self, block: bytes) -> None:
        try:
            record = decode_text(block, TODAY)
        except CardUnreadableError:
            return
        assert record.name and record.number


class TestStatus:
    def test_every_fault_has_its_own_words_and_code(self) -> None:
        for code, row in status_table().items():
            error = error_for(code)
            if row.fault:
                assert row.meaning in error.text and row.remedy in error.text
            assert error.code.startswith("DV-1")

    def test_table_covers_the_protocol(self) -> None:
        listed = "10 11 21 23 24 31 32 33 37 40 41 47 60 66 80 81 90 91 9F"
        assert set(status_table()) == set(bytes.fromhex(listed))

    @pytest.mark.parametrize("status", range(256))
    def test_any_status_byte_is_some_error(self, status: int) -> None:
        assert isinstance(error_for(status), CardReaderError)

    def test_authorisation_and_unknown(self) -> None:
        assert isinstance(error_for(0x66), ReaderUnauthorisedError)
        assert isinstance(error_for(0x77), ReaderFaultError)
        assert "77" in error_for(0x77).message
