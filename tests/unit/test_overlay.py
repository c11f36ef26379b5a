"""A province's files laid over the national ones: what is merged, what is replaced, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hukou.certificate import CertificateKind, DocumentKind, gate_rules
from hukou.certificate.paper_forms import paper_forms
from hukou.certificate.wording import wording
from hukou.overlay import laid_over, overlay, use_overlay
from hukou.resources import ResourceError
from tests.papers import make_certificate, office_papers

Write = Callable[[str, str], Path]


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Write]:
    """Write a file of the province; afterwards there is no province any more."""
    folder = tmp_path / "certificate"
    folder.mkdir()
    use_overlay(tmp_path)

    def write(name: str, text: str) -> Path:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    yield write
    use_overlay(None)


@pytest.mark.parametrize(
    ("base", "top", "merged"),
    [
        ({"a": 1, "b": 2}, {"b": 3}, {"a": 1, "b": 3}),
        ({"t": {"a": 1}}, {"t": {"b": 2}}, {"t": {"a": 1, "b": 2}}),
        ({"limit": {"value": 3, "unit": "day"}}, {"limit": {"value": 5}}, {"limit": {"value": 5}}),
        ({"l": ["x"]}, {"l": ["y"]}, {"l": ["y"]}),
        ({"l": [{"id": "a", "n": 1}]}, {"l": [{"id": "a", "m": 2}]}, {"l": [{"id": "a", "n": 1, "m": 2}]}),
        ({"l": [{"id": "a"}]}, {"l": [{"id": "b"}]}, {"l": [{"id": "a"}, {"id": "b"}]}),
        ({"l": [{"id": "a"}, {"id": "b"}]}, {"l": [{"id": "a", "remove": True}]}, {"l": [{"id": "b"}]}),
    ],
)
def test_what_is_merged_and_what_is_replaced(
    base: dict[str, Any], top: dict[str, Any], merged: dict[str, Any]
) -> None:
    assert laid_over(base, top, ("limit",)) == merged


def test_a_file_is_found_only_where_a_province_has_it(province: Write) -> None:
    assert overlay("certificate", "wording.toml") is None
    path = province("wording.toml", "")
    assert overlay("certificate", "wording.toml") == path
    use_overlay(None)
    assert overlay("certificate", "wording.toml") is None


def test_a_province_changes_a_sentence_and_a_term(province: Write) -> None:
    province(
        "wording.toml",
        '[certificate]\nvalidity_days = 60\n[bodies]\nmove_out = "兹证明{name}已于{date}迁往{place}。"\n',
    )
    document = make_certificate()
    assert document.body == ("兹证明罗景行已于2019年9月3日迁往海渡省平沙市。",)
    assert document.validity_days == 60
    assert document.title == "户籍事项证明"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[bodies]\nmove_out = "兹证明{name}，血型{blood}。"\n', "nothing fills blood"),
        ('[bodies]\nmoved = "兹证明。"\n', "no such text"),
        ('[bodies]\nmove_out = "兹证明{name},迁出。"\n', "half-width"),
        ('[bodies]\nmove_out = "兹证明{name"\n', "move_out"),
    ],
)
def test_a_wrong_sentence_is_found_when_it_is_read(province: Write, text: str, told: str) -> None:
    path = province("wording.toml", text)
    with pytest.raises(ResourceError, match=told) as caught:
        wording()
    assert caught.value.path == path


def test_a_province_sets_the_days_of_a_use_and_adds_none_that_nobody_certifies(province: Write) -> None:
    province("gate.toml", '[[uses]]\nid = "train"\ndays = 3\n')
    rules = gate_rules()
    assert (rules.uses["train"].days, rules.uses["train"].label, rules.uses["exam"].days) == (
        3,
        "乘坐列车",
        15,
    )
    assert make_certificate(CertificateKind.TEMP_IDENTITY).validity == "至2026年11月27日止"


@pytest.mark.parametrize("days", ["0", "true", '"three"'])
def test_days_are_a_number(province: Write, days: str) -> None:
    province("gate.toml", f'[[uses]]\nid = "train"\ndays = {days}\n')
    with pytest.raises(ResourceError, match="days"):
        gate_rules()


def test_a_province_changes_the_parts_of_a_paper(province: Write) -> None:
    province(
        "papers.toml",
        '[settings]\nreply_working_days = 5\n[[papers]]\nid = "pickup_voucher"\ntitle = "领取单"\n'
        '[[papers.parts]]\nid = "notes"\nremove = true\n'
        '[[papers.parts]]\nid = "thanks"\ntype = "paragraph"\ntext = "{name}：请按时领取。"\n',
    )
    paper = office_papers()["pickup_voucher"]
    assert paper.title == "领取单"
    assert getattr(paper.blocks[-1], "text", "") == "罗景行：请按时领取。"
    assert not any(hasattr(block, "notes") for block in paper.blocks)
    assert paper_forms().reply_working_days == 5
    assert office_papers()["stub"].title == "户籍事项证明存根"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[papers]]\nid = "warrant"\n', "is no paper"),
        ("[settings]\nreply_working_days = 0\n", "reply_working_days"),
        ('[[papers]]\nid = "stub"\nsource = ""\n', "source"),
        ('[[papers]]\nid = "stub"\n[[papers.parts]]\nid = "x"\ntype = "seal"\n', "is no part"),
        ('[[papers]]\nid = "stub"\n[[papers.parts]]\nid = "x"\ntype = "paragraph"\n', "'text' is missing"),
        (
            '[[papers]]\nid = "stub"\n[[papers.parts]]\nid = "x"\ntype = "paragraph"\ntext = "{blood}"\n',
            "blood",
        ),
        ('[[papers]]\nid = "daily_register"\n[[papers.parts]]\nid = "cases"\nwidths = [1.0]\n', "7 columns"),
        ('[[papers]]\nid = "daily_register"\n[[papers.parts]]\nid = "cases"\nlines = "people"\n', "people"),
        ('[[papers]]\nid = "stub"\nremove = true\n', "no entry for stub"),
    ],
)
def test_a_wrong_form_is_found_when_it_is_read(province: Write, text: str, told: str) -> None:
    province("papers.toml", text)
    with pytest.raises(ResourceError, match=told):
        paper_forms()


def test_every_paper_names_its_source() -> None:
    assert set(paper_forms().by_kind) == {
        DocumentKind.NOT_ACCEPTED_NOTICE,
        DocumentKind.PICKUP_VOUCHER,
        DocumentKind.VERIFICATION_REQUEST,
        DocumentKind.STUB,
        DocumentKind.DAILY_REGISTER,
    }
    assert set(paper_forms().asked) == set(CertificateKind)
