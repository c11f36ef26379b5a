"""The catalogue as data: the tiles of the counter page, the loader's complaints, and a province's overlay."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from hukou.calendar import LimitUnit
from hukou.catalogue import Catalogue, CatalogueError, FieldType, catalogue, load_catalogue
from hukou.certificate import CertificateKind, gate_rules
from hukou.certificate.rules import FactGroup
from hukou.eligibility import CONDITIONS
from hukou.resources import ResourceError, resource

CODES = [
    *("11", "12", "13", "14"),
    *("21", "22", "23", "24", "25", "26"),
    *("31", "32", "33", "34"),
    *("41", "42", "43", "44"),
]
REAL = (
    "certificate.change",
    "certificate.cancellation",
    "certificate.former_cohousehold",
    "certificate.other",
    "certificate.household_info",
    "certificate.temp_identity",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped catalogue that a test may spoil."""
    return Path(shutil.copytree(resource("catalogue"), tmp_path / "catalogue"))


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    path = tmp_path / "overlay"
    path.mkdir()
    return path


def spoil(folder: Path, name: str, old: str, new: str) -> Path:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


# --- what is shipped -----------------------------------------------------------------------------------------


def test_the_tiles_in_four_rows() -> None:
    shipped = catalogue()
    assert [item.code for item in shipped] == CODES
    rows = {group.name: [item.code for item in shipped.in_group(group.id)] for group in shipped.groups}
    assert rows == {
        "居民身份证": CODES[0:4],
        "户籍证明": CODES[4:10],
        "户口登记": CODES[10:14],
        "居住登记": CODES[14:18],
    }


@pytest.mark.parametrize(
    ("code", "name", "fee", "limit"),
    [
        ("11", "首次申领", "免费", "45 日内"),
        ("12", "到期换领", "20 元", "45 日内"),
        ("13", "遗失补领", "40 元", "45 日内"),
        ("14", "临时身份证", "10 元", "3 日内"),
        ("21", "变更更正证明", "免费", "当场办结"),
        ("22", "注销户口证明", "免费", "当场办结"),
        ("23", "曾经同户证明", "免费", "当场办结"),
        ("24", "其他户籍事项", "免费", "当场办结"),
        ("25", "户籍信息证明", "免费", "当场办结"),
        ("26", "临时身份证明", "免费", "当场办结"),
        ("31", "户口迁入", "免费", "7 个工作日"),
        ("32", "户口迁出", "免费", "5 个工作日"),
        ("33", "户口簿补发", "免费", "当场办结"),
        ("34", "户口簿换发", "免费", "当场办结"),
        ("41", "居住登记", "免费", "当场办结"),
        ("42", "居住证申领", "免费", "15 日内"),
        ("43", "居住证签注", "免费", "当场办结"),
        ("44", "居住证补领", "工本费", "15 日内"),
    ],
)
def test_fee_and_limit_of_every_tile(code: str, name: str, fee: str, limit: str) -> None:
    item = catalogue().by_code[code]
    assert (item.name, item.fee_text, item.limit_text) == (name, fee, limit)


def test_the_second_line_of_a_tile() -> None:
    items = catalogue().by_code
    assert items["22"].tile_text == "免费 · 当场办结"
    assert items["24"].tile_text == "免费 · 先核资格"
    assert items["12"].tile_text == "本窗口尚未开通"


def test_only_the_certificates_are_open() -> None:
    assert tuple(item.id for item in catalogue() if item.available) == REAL


def test_every_entry_names_its_sources_and_has_its_icon() -> None:
    for item in catalogue():
        assert item.sources
        assert resource("icons", f"{item.icon}.svg").is_file(), item.id
    for group in catalogue().groups:
        assert resource("icons", f"{group.icon}.svg").is_file(), group.id


def test_the_id_card_keeps_the_shorter_of_two_limits() -> None:
    item = catalogue().by_id["id_card.first"]
    assert (item.limit.value, item.limit.unit) == (60, LimitUnit.DAY)
    assert item.promised is not None
    assert item.promised.value == 45


@pytest.mark.parametrize("service", REAL)
def test_certificates_ask_for_a_purpose_and_know_their_kind(service: str) -> None:
    item = catalogue().by_id[service]
    # A temporary identity proof is for one of the listed uses and nothing else.
    purpose = item.field("use") if item.certificate_kind == "temp_identity_proof" else item.field("purpose")
    assert purpose is not None
    assert purpose.required
    CertificateKind(item.certificate_kind)
    assert item.conditions
    assert all(not m.required or m.shared or m.how_to_get for m in item.materials)
    assert any(m.shared for m in item.materials)


def test_nothing_forbidden_is_asked_for() -> None:
    forbidden = ("religion", "blood", "height", "marital", "military", "political", "health", "criminal")
    for item in catalogue():
        ids = [f.id for f in item.fields] + [m.id for m in item.materials]
        assert not [name for name in ids if any(word in name for word in forbidden)]


def test_the_facts_offered_are_those_of_the_gate() -> None:
    item = catalogue().by_id["certificate.other"]
    spec = item.field("requested_fact")
    assert spec is not None
    offered = {choice.id: choice.label for choice in spec.choices}
    own = {"household_information", "other_by_law"}
    facts = {fact.id: fact.label for fact in gate_rules().facts.values()}
    assert {key: label for key, label in offered.items() if key not in own} == facts
    groups = [fact.group for fact in gate_rules().facts.values()]
    assert groups.count(FactGroup.DOCUMENT) == 9
    assert groups.count(FactGroup.REGISTER_BOOK) == 5


def test_the_reasons_offered_are_those_of_the_gate() -> None:
    rules = gate_rules().reasons_for(CertificateKind.HOUSEHOLD_INFO)
    for service in ("certificate.other", "certificate.household_info"):
        spec = catalogue().by_id[service].field("reason")
        assert spec is not None
        assert [c.id for c in spec.choices] == [*(reason.id for reason in rules), "none"]


def test_the_uses_offered_are_those_of_the_gate() -> None:
    spec = catalogue().by_id["certificate.temp_identity"].field("use")
    assert spec is not None
    offered = {choice.id: choice.label for choice in spec.choices}
    assert offered == {use.id: use.label for use in gate_rules().uses.values()}


# --- search --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("22", ["22"]),
        ("２２", ["22"]),
        (" zxhk ", ["22"]),
        ("ZXHK", ["22"]),
        ("zx", ["22"]),
        ("2", ["21", "22", "23", "24", "25", "26"]),
        ("注销", ["22"]),
        ("居住证", ["42", "43", "44"]),
        ("jzz", ["42", "43", "44"]),
        ("亲属", ["23"]),
        ("", []),
        ("户籍 事项", ["24", "21", "22", "23", "25"]),
        ("qqqq", []),
        ("*", []),
    ],
)
def test_search_by_code_initials_or_name(text: str, codes: list[str]) -> None:
    found = [item.code for item in catalogue().search(text)]
    assert sorted(found) == sorted(codes)
    if text in ("22", "zx"):
        assert found == codes


def test_an_exact_hit_comes_first() -> None:
    assert catalogue().search("bl")[0].code == "13"


# --- files that are wrong ------------------------------------------------------------------------------------


def load_error(folder: Path, overlay: Path | None = None) -> CatalogueError:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder, overlay)
    return caught.value


def test_an_unknown_condition_names_file_key_and_what_is_known(folder: Path) -> None:
    path = spoil(folder, "certificate.change.toml", '"change_recorded"', '"moon_is_full"')
    error = load_error(folder)
    assert (error.path, error.key) == (path, "conditions")
    assert "moon_is_full" in error.detail
    assert all(name in error.detail for name in CONDITIONS)


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ('code = "22"', 'code = "2"', "code", "pattern"),
        ('group = "certificate"', 'group = "papers"', "group", "known: id_card, certificate"),
        ("fee = { yuan = 0 }", "fee = { }", "fee", "yuan or label"),
        ("fee = { yuan = 0 }", "fee = { yuan = -1 }", "fee.yuan", "greater than"),
        ('icon = "document-check"', 'icom = "document-check"', "icom", "Extra inputs"),
        ('unit = "working_day"', 'unit = "fortnight"', "limit.unit", "working_day"),
        ('type = "choice"', 'type = "chioce"', "fields.0.type", "choice"),
        ('section = "matter"', 'section = "mater"', "", "unknown section mater"),
        ('in = ["cancelled_death"]', 'in = ["died"]', "", "died"),
        ('field = "cancellation_reason"', 'field = "nothing"', "", "known before it"),
        ('relation", in = ["agent"]', 'relation", in = ["x"]', "", "guardian"),
        ('id = "purpose"', 'id = "register_book"', "", "occurs twice"),
        (
            'type = "text"',
            'type = "text"\nchoices = [{ id = "a", label = "b" }]',
            "fields.1",
            "choices belong",
        ),
    ],
)
def test_a_slip_in_a_file_is_named(folder: Path, old: str, new: str, key: str, said: str) -> None:
    path = spoil(folder, "certificate.cancellation.toml", old, new)
    error = load_error(folder)
    assert error.path == path
    assert error.key == key
    assert said in error.detail


def test_two_entries_cannot_share_a_code(folder: Path) -> None:
    spoil(folder, "certificate.cancellation.toml", 'code = "22"', 'code = "21"')
    error = load_error(folder)
    assert error.key == "code"
    named = f"{error.path.stem} {error.detail}"
    assert "certificate.change" in named
    assert "certificate.cancellation" in named


def test_a_required_paper_says_how_to_get_it(folder: Path) -> None:
    spoil(folder, "certificate.cancellation.toml", 'how_to_get = "请代办人携带本人居民身份证原件。"\n', "")
    assert "how_to_get" in load_error(folder).detail


def test_what_is_not_available_says_why(folder: Path) -> None:
    spoil(folder, "id_card.first.toml", 'unavailable_reason = "本窗口尚未开通"\n', "")
    assert "unavailable_reason" in load_error(folder).detail


def test_a_file_is_named_after_its_entry(folder: Path) -> None:
    (folder / "certificate.change.toml").rename(folder / "changes.toml")
    error = load_error(folder)
    assert (error.path.name, error.key) == ("changes.toml", "id")


def test_broken_toml_names_the_line(folder: Path) -> None:
    (folder / "broken.toml").write_text('id = "broken\n', "utf-8")
    with pytest.raises(ResourceError, match="line 1"):
        load_catalogue(folder)


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    assert "no catalogue entry" in load_error(tmp_path).detail


def test_groups_are_needed(folder: Path) -> None:
    (folder / "groups.toml").write_text("source = 'x'\n", "utf-8")
    assert load_error(folder).key == "group"
    (folder / "groups.toml").write_text("[[group]]\nid = 'certificate'\n", "utf-8")
    error = load_error(folder)
    assert error.path.name == "groups.toml"
    assert "more" in error.detail


# --- the overlay of a province -------------------------------------------------------------------------------


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, "utf-8")


def laid_over(folder: Path, overlay: Path) -> Catalogue:
    return load_catalogue(folder, overlay)


def test_an_overlay_changes_a_limit_and_a_fee(folder: Path, overlay: Path) -> None:
    write(
        overlay,
        "residence_permit.reissue.toml",
        'id = "residence_permit.reissue"\nfee = { yuan = 15 }\nlimit = { value = 8, unit = "working_day" }\n',
    )
    item = laid_over(folder, overlay).by_code["44"]
    assert (item.fee_text, item.limit_text, item.name) == ("15 元", "8 个工作日", "居住证补领")


def test_an_overlay_merges_lists_by_id(folder: Path, overlay: Path) -> None:
    write(
        overlay,
        "certificate.change.toml",
        """
id = "certificate.change"
[[fields]]
id = "purpose"
max_length = 12
[[fields]]
id = "asking_unit"
remove = true
[[fields]]
id = "change_item"
choices = [{ id = "sex", label = "性别（旧）" }, { id = "address", label = "住址" }]
[[fields]]
id = "contact"
label = "联系电话"
type = "phone"
section = "use"
[[materials]]
id = "register_book"
remove = true
""",
    )
    item = laid_over(folder, overlay).by_id["certificate.change"]
    national = catalogue().by_id["certificate.change"]
    purpose, change_item = item.field("purpose"), item.field("change_item")
    assert purpose is not None
    assert change_item is not None
    assert (purpose.max_length, purpose.label) == (12, "用途")
    assert item.field("asking_unit") is None
    assert [c.label for c in change_item.choices if c.id in ("sex", "address")] == ["性别（旧）", "住址"]
    assert len(change_item.choices) == 7
    contact = item.fields[-1]
    assert (contact.id, contact.type) == ("contact", FieldType.PHONE)
    assert item.material("register_book") is None
    assert len(item.materials) == len(national.materials) - 1


def test_an_overlay_adds_an_entry_and_its_own_groups(folder: Path, overlay: Path) -> None:
    groups = (folder / "groups.toml").read_text("utf-8")
    write(overlay, "groups.toml", groups + '\n[[group]]\nid = "points"\nname = "积分落户"\nicon = "house"\n')
    write(
        overlay,
        "points.apply.toml",
        """
id = "points.apply"
code = "51"
name = "积分落户"
title = "积分落户 申请"
keys = ["jflh"]
group = "points"
icon = "house"
limit = { value = 2, unit = "month" }
sources = [{ title = "居住证暂行条例第十六条", effective = 2016-01-01 }]
""",
    )
    found = laid_over(folder, overlay)
    assert found.groups[-1].name == "积分落户"
    assert found.by_code["51"].limit_text == "2 个月内"
    assert found.by_code["51"].fee_text == "免费"


def test_a_slip_in_an_overlay_names_the_overlay(folder: Path, overlay: Path) -> None:
    write(overlay, "certificate.change.toml", 'id = "certificate.change"\nconditions = ["nobody"]\n')
    assert load_error(folder, overlay).path.parent == overlay


# --- what is asked for at present ------------------------------------------------------------------------------


def asked(service: str, **values: Any) -> list[str]:
    return [spec.id for spec in catalogue().by_id[service].visible_fields(values)]


def test_fields_appear_with_what_they_hang_on() -> None:
    assert "change_item_name" not in asked("certificate.change", change_item="name")
    assert "change_item_name" in asked("certificate.change", change_item="other")
    assert "legal_basis" in asked("certificate.other", requested_fact="other_by_law")
    assert "reason" not in asked("certificate.other", requested_fact="other_by_law")
    assert "reason" in asked("certificate.other", requested_fact="birth_date")


def test_papers_appear_with_the_applicant_and_the_reason() -> None:
    item = catalogue().by_id["certificate.other"]

    def papers(**values: str) -> set[str]:
        return {m.id for m in item.visible_materials({k.replace("__", "."): v for k, v in values.items()})}

    assert "power_of_attorney" not in papers(applicant__relation="self")
    assert {"power_of_attorney", "agent_id_card"} <= papers(applicant__relation="agent")
    assert "loss_statement" in papers(requested_fact="household_information", reason="book_lost")
    # The reason was typed before the fact was changed to one that needs none: its paper is not asked for.
    assert "loss_statement" not in papers(requested_fact="other_by_law", reason="book_lost")


def test_the_dead_authorise_nobody() -> None:
    item = catalogue().by_id["certificate.cancellation"]
    values = {"applicant.relation": "agent", "cancellation_reason": "move_out"}
    assert "power_of_attorney" in {m.id for m in item.visible_materials(values)}
    values["cancellation_reason"] = "cancelled_death"
    papers = {m.id for m in item.visible_materials(values)}
    assert "power_of_attorney" not in papers
    assert {"agent_id_card", "kinship_evidence"} <= papers


def test_show_if_says_one_thing(folder: Path) -> None:
    spoil(
        folder, "certificate.other.toml", 'in = ["other_by_law"]', 'in = ["other_by_law"], not_in = ["name"]'
    )
    assert "either in or not_in" in load_error(folder).detail
