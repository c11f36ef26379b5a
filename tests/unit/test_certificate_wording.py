"""What papers say: never a blank, full-width punctuation, dates as the form wants them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hukou.certificate import (
    FORM_BOXES,
    CertificateDocument,
    CertificateKind,
    CertificateRequest,
    CertificateWordingError,
    Matter,
    PrivateKind,
    RefusalBox,
    Refused,
    RefusedApplicant,
    check_request,
    compose_certificate,
    compose_refusal,
    format_date,
    format_moment,
)
from hukou.certificate.wording import read_wording, typed_text
from hukou.household import EventKind, RegisterEvent
from hukou.resources import ResourceError, resource
from tests.papers import (
    BIRTH,
    DIED,
    FATHER,
    FATHER_NUMBER,
    FORMER,
    ISSUER,
    MOVED_OUT,
    NUMBER,
    RENAMED,
    allow,
    make_certificate,
    make_extract,
    make_receipt,
    make_refusal,
    make_supplement,
    one_of_each,
)

HALF_WIDTH = re.compile(r"[,;:?!()\"']")


def body(document: CertificateDocument) -> str:
    return "".join(document.body)


def test_moved_out_reads_as_in_the_form() -> None:
    assert body(make_certificate()) == (
        "兹证明罗景行（公民身份号码见上），原户籍地址：临江省澜州市青禾区望桥街道槐里巷31号，"
        "因工作调动迁往海渡省平沙市，于2019年9月3日注销本址户口。特此证明。"
    )


def test_each_cancellation_says_why() -> None:
    def cancelled(kind: EventKind, place: str = "") -> str:
        event = RegisterEvent(
            kind=kind, recorded_on=date(2020, 3, 9), place=place, occurred_on=date(2020, 3, 1)
        )
        return body(make_certificate(matter=Matter(events=(event,))))

    assert "因死亡于2020年3月9日注销户口（登记的死亡日期：2020年3月1日）。" in cancelled(
        EventKind.CANCELLED_DEATH
    )
    hmt = cancelled(EventKind.CANCELLED_SETTLED_HMT, "香港")
    assert "因经批准前往香港定居，于2020年3月9日注销户口。" in hmt
    abroad = cancelled(EventKind.CANCELLED_SETTLED_ABROAD, "某国")
    assert "因在某国定居，于2020年3月9日注销户口。" in abroad
    assert "因迁往海渡省，于2020年3月9日注销本址户口。" in cancelled(EventKind.MOVE_OUT, "海渡省")


def test_changes_are_told_one_after_the_other() -> None:
    corrected = RegisterEvent(
        kind=EventKind.CORRECTION, recorded_on=date(2016, 1, 2), item="出生日期", old="1988年5月6日",
        new="1988年5月5日", reason="原登记有误",
    )  # fmt: skip
    added = RegisterEvent(
        kind=EventKind.CHANGE, recorded_on=date(2016, 1, 3), item="曾用名", new="罗景航", reason="补登"
    )
    text = body(make_certificate(CertificateKind.CHANGE, Matter(events=(RENAMED, corrected, added))))
    assert "姓名由“罗景航”变更为“罗景行”，变更原因：本人申请，经批准；于2016年1月2日" in text
    assert "出生日期由“1988年5月6日”更正为“1988年5月5日”，更正原因：原登记有误；" in text
    assert text.endswith("曾用名登记为“罗景航”，变更原因：补登。特此证明。")


def test_kinship_names_archive_period_and_both_persons() -> None:
    text = body(make_certificate(CertificateKind.FORMER_COHOUSEHOLD))
    assert f"罗望山（公民身份号码：{FATHER_NUMBER}）于1988年5月20日至2009年7月1日期间曾为同一户" in text
    assert "（望桥派出所户籍档案1988年第12卷第45页）" in text
    assert "罗望山系罗景行之父亲。" in text


def test_household_information_names_its_reason() -> None:
    document = make_certificate(CertificateKind.HOUSEHOLD_INFO)
    text = body(document)
    assert "罗景行，男，汉族，1988年5月5日出生" in text
    assert "户别：家庭户" in text
    assert "（出具情形：户口簿（卡）遗失尚未补办）" in text
    assert [box.text for box in document.boxes if box.ticked] == ["其他（户籍信息）"]


@pytest.mark.parametrize(
    "kind", [kind for kind in CertificateKind if kind is not CertificateKind.TEMP_IDENTITY]
)
def test_exactly_one_of_four_boxes_is_ticked(kind: CertificateKind) -> None:
    boxes = make_certificate(kind).boxes
    assert len(boxes) == len(FORM_BOXES) == 4
    assert sum(box.ticked for box in boxes) == 1


def test_without_a_number_the_birth_date_identifies() -> None:
    document = make_certificate(extract=make_extract(citizen_no=""))
    assert (document.identity.label, document.identity.value) == ("出生日期", "1988年5月5日")
    assert "罗景行（出生日期见上）" in body(document)
    assert [part.kind for part in document.private] == [PrivateKind.BIRTH_DATE]
    notice = make_refusal(citizen_no="")
    assert "出生日期：1988年5月5日" in notice.opening
    assert "公民身份号码" not in notice.opening


@pytest.mark.parametrize("name", one_of_each())
def test_no_blank_and_no_half_width_punctuation(name: str) -> None:
    for text in texts_of(one_of_each()[name]):
        assert text.strip() == text
        assert not re.search(r"[{}]|__|□", text), text
        assert not HALF_WIDTH.search(text), text


def texts_of(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in texts_of(part)]
    if hasattr(value, "__dataclass_fields__"):
        return [t for field in value.__dataclass_fields__ for t in texts_of(getattr(value, field)) if t]
    return []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": " "}, "number"),
        ({"purpose": "______"}, "purpose"),
        ({"purpose": ""}, "purpose"),
        ({"validity_days": 0}, "validity_days"),
        ({"extract": make_extract(name=" ")}, "name"),
        ({"matter": Matter(events=(MOVED_OUT.model_copy(update={"place": ""}),))}, "place"),
        ({"matter": Matter(events=(DIED.model_copy(update={"occurred_on": None}),))}, "occurred_on"),
        ({"matter": Matter(events=(DIED, MOVED_OUT))}, "events"),
        ({"matter": Matter(events=(RENAMED,))}, "events"),
        ({"matter": Matter()}, "events"),
    ],
)
def test_a_blank_is_refused_and_named(change: dict[str, object], field: str) -> None:
    with pytest.raises(CertificateWordingError) as caught:
        make_certificate(**change)  # type: ignore[arg-type]
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("kind", "matter", "field"),
    [
        (CertificateKind.CHANGE, Matter(), "events"),
        (CertificateKind.CHANGE, Matter(events=(MOVED_OUT,)), "events"),
        (CertificateKind.CHANGE, Matter(events=(RENAMED.model_copy(update={"reason": ""}),)), "reason"),
        (CertificateKind.FORMER_COHOUSEHOLD, Matter(), "former_household"),
        (
            CertificateKind.FORMER_COHOUSEHOLD,
            Matter(former_household=FORMER, former_member=FATHER.model_copy(update={"name": "林书瑶"})),
            "former_member",
        ),
        (CertificateKind.OTHER, Matter(statement="登记在册"), "legal_basis"),
        (CertificateKind.OTHER, Matter(legal_basis="某法"), "statement"),
    ],
)
def test_a_matter_that_does_not_fit_its_kind_is_refused(
    kind: CertificateKind, matter: Matter, field: str
) -> None:
    with pytest.raises(CertificateWordingError) as caught:
        make_certificate(kind, matter)
    assert caught.value.field == field


def test_names_of_the_register_are_never_changed() -> None:
    name = "阿卜杜热合曼·买买提\uf92c\U00030edd"
    document = make_certificate(extract=make_extract(name=name))
    assert document.name == name
    assert body(document).startswith(f"兹证明{name}（")
    assert document.notes[-1] == "姓名用字的字形以户口登记为准。"


def test_what_staff_type_gets_full_width_punctuation() -> None:
    assert typed_text(" 办理贷款(购房),自用. ") == "办理贷款（购房），自用"
    assert make_certificate(purpose="办理贷款(购房)").purpose == "办理贷款（购房）"


def test_private_texts_name_every_number_and_birth_date() -> None:
    document = make_certificate(CertificateKind.FORMER_COHOUSEHOLD)
    assert {part.text for part in document.private} == {
        NUMBER,
        "1988年5月5日",
        FATHER_NUMBER,
        "1962年2月10日",
    }


@pytest.mark.parametrize("box", RefusalBox)
def test_the_refusal_ticks_the_gates_box_and_no_other(box: RefusalBox) -> None:
    refused = Refused(box, ("“姓名”可由居民户口簿证明。",), ())
    applicant = RefusedApplicant("罗景行", NUMBER, BIRTH, date(2026, 11, 24))
    notice = compose_refusal(
        refused, CertificateKind.CHANGE, applicant, ISSUER, number="G-1", detail="不属于户籍登记内容"
    )
    lead, *inner, unverified = notice.boxes
    assert len(inner) == 3
    assert unverified.ticked is (box is RefusalBox.UNVERIFIED)
    assert lead.ticked is (box is not RefusalBox.UNVERIFIED)
    assert sum(item.ticked for item in inner) == lead.ticked
    if box is RefusalBox.OTHER:
        assert inner[2].text == "其他事项：不属于户籍登记内容"


def test_the_other_box_needs_its_text() -> None:
    refused = Refused(RefusalBox.OTHER, ("不属于户籍登记内容。",), ())
    applicant = RefusedApplicant("罗景行", NUMBER, BIRTH, date(2026, 11, 24))
    with pytest.raises(CertificateWordingError):
        compose_refusal(refused, CertificateKind.CHANGE, applicant, ISSUER, number="G-1")


def test_the_refusal_follows_the_form() -> None:
    result = check_request(CertificateRequest(CertificateKind.HOUSEHOLD_INFO, ("marital_status",)))
    assert isinstance(result, Refused)
    notice = make_refusal("marital_status")
    assert notice.title == "不予出具证明告知书"
    assert notice.opening == (
        f"申请人罗景行，公民身份号码：{NUMBER}，于2026年11月24日申请开具“户籍信息”类户籍事项证明，经核查："
    )
    assert notice.grounds == ("“婚姻状况”由民政部门依法定职责证明。",)
    assert notice.closing == "据此，不予出具相关证明。"


def test_receipt_masks_and_tells_the_limit() -> None:
    values = {row.label: row.value for row in make_receipt().rows}
    assert values["证件号码"] == f"{NUMBER[:6]}********{NUMBER[14:]}"
    assert values["办理期限"] == "2026年11月27日前办结"
    on_the_spot = {row.label: row.value for row in make_receipt(due_on=None).rows}
    assert "当场办结" in on_the_spot["办理期限"]
    assert len(make_receipt(waiting=True).notes) == len(make_receipt().notes) + 1


def test_supplement_tells_everything_at_once() -> None:
    notice = make_supplement()
    assert [row.label for row in notice.missing] == ["委托书", "受托人居民身份证"]
    with pytest.raises(CertificateWordingError):
        make_supplement(missing=[])
    with pytest.raises(CertificateWordingError):
        make_supplement(missing=[("委托书", "")])


@given(st.dates(min_value=date(1900, 1, 1)))
def test_dates_have_no_leading_zeros(day: date) -> None:
    text = format_date(day)
    assert re.fullmatch(r"[1-9]\d{3}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日", text)


def test_moments_are_china_time() -> None:
    assert format_moment(datetime(2026, 11, 24, 18, 5, tzinfo=UTC)) == "2026年11月25日2时05分"
    with pytest.raises(ValueError, match="time zone"):
        format_moment(datetime(2026, 11, 24))


BLANK = st.text(alphabet=" \u3000\t\n", max_size=5)
NAMES = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FEF),
        st.characters(min_codepoint=0x20000, max_codepoint=0x2A6D6),
        st.sampled_from("·"),
    ),
    min_size=1,
    max_size=50,
)


@given(BLANK)
def test_property_blank_names_never_pass(blank: str) -> None:
    with pytest.raises(CertificateWordingError):
        make_certificate(extract=make_extract(name=blank))


@given(NAMES, st.sampled_from(CertificateKind))
def test_property_every_kind_says_the_name_exactly(name: str, kind: CertificateKind) -> None:
    document = make_certificate(kind, extract=make_extract(name=name))
    text = body(document)
    assert name in text
    assert not re.search(r"[{}]", text)
    assert not HALF_WIDTH.search(text)
    assert text.endswith("特此证明。")


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("（{identity}）{entries}", "({identity}){entries}", "half-width"),
        ("{entries}。特此证明。", "{entries。特此证明。", "bodies.change"),
        ("{entries}。特此证明。", "{}。特此证明。", "no field name"),
    ],
)
def test_a_bad_wording_file_is_named_with_its_fault(
    tmp_path: Path, before: str, after: str, complaint: str
) -> None:
    text = resource("certificate", "wording.toml").read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "wording.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ResourceError, match=complaint):
        read_wording(path)


def test_an_absent_text_is_a_damaged_resource(tmp_path: Path) -> None:
    path = tmp_path / "wording.toml"
    path.write_text('a = "b"\nnumber = 3\n', encoding="utf-8")
    wording = read_wording(path)
    assert wording.number("number") == 3
    with pytest.raises(ResourceError):
        wording.text("c")
    with pytest.raises(ResourceError):
        wording.number("a")


def test_a_former_member_without_number_is_named_by_birth_date() -> None:
    member = FATHER.model_copy(update={"citizen_no": ""})
    household = FORMER.model_copy(update={"members": (member,)})
    matter = Matter(former_household=household, former_member=member)
    document = make_certificate(CertificateKind.FORMER_COHOUSEHOLD, matter, make_extract(former=(household,)))
    assert "罗望山（出生日期：1962年2月10日）" in body(document)


def test_a_common_period_that_ends_before_it_starts_is_refused() -> None:
    household = FORMER.model_copy(update={"start": FORMER.end, "end": FORMER.start})
    matter = Matter(former_household=household, former_member=FATHER)
    with pytest.raises(CertificateWordingError) as caught:
        make_certificate(CertificateKind.FORMER_COHOUSEHOLD, matter, make_extract(former=(household,)))
    assert caught.value.field == "common_period"


def test_a_line_break_in_a_value_is_refused() -> None:
    with pytest.raises(CertificateWordingError, match="control character"):
        make_certificate(extract=make_extract(name="罗\n景行"))


def test_household_information_is_not_written_without_its_reason() -> None:
    allowed = replace(allow(CertificateKind.HOUSEHOLD_INFO), reason=None)
    with pytest.raises(CertificateWordingError) as caught:
        compose_certificate(allowed, make_extract(), Matter(), ISSUER, number="QH-1", purpose="办理落户")
    assert caught.value.field == "reason"
