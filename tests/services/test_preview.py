"""What is said of a certificate before it is decided on: the gate's word and the preview."""

from __future__ import annotations

from pathlib import Path

import pytest

from hukou.certificate import Allowed, ReasonRequired, Refused
from tests.factories import make_person
from tests.fakes import FakeClock
from tests.services.paper_desk import (
    Desk,
    approved_case,
    note_link,
    open_case,
    open_desk,
    plain_config,
    text_of,
)
from tests.services.paper_people import FORMS, make_extract
from window_client.errors import (
    FormIncompleteError,
    InputError,
    NoDataOfflineError,
    NotCertifiableError,
)
from window_client.services.store import Store

REFUSED_ELSEWHERE = {"requested_fact": "marital_status", "purpose": "办理贷款"}


@pytest.fixture
def desk(store: Store, clock: FakeClock, tmp_path: Path) -> Desk:
    """An officer with 200 leased numbers, not stepped up."""
    desk = open_desk(store, clock, plain_config(tmp_path))
    desk.lease()
    return desk


def test_the_gate_judges_drafts_and_cases(desk: Desk) -> None:
    draft = open_case(desk, "certificate.other", fields=REFUSED_ELSEWHERE)
    asked = open_case(desk, "certificate.other", fields={"requested_fact": "other_by_law", "purpose": "x"})
    approved = approved_case(desk)

    assert isinstance(desk.certificates.check_gate(draft), Refused)
    assert isinstance(desk.certificates.check_gate(asked), ReasonRequired)
    assert isinstance(desk.certificates.check_gate(approved), Allowed)


def test_the_gate_judges_a_form_as_it_is_typed(desk: Desk) -> None:
    judge = desk.certificates.gate_for

    assert isinstance(judge("certificate.other", REFUSED_ELSEWHERE, None), Refused)
    assert isinstance(judge("certificate.other", FORMS["certificate.other"], None), Allowed)
    with pytest.raises(NotCertifiableError):
        judge("id_card.renew", {}, None)
    with pytest.raises(FormIncompleteError):
        judge("certificate.other", {"requested_fact": "no such fact"}, None)
    with pytest.raises(InputError):
        judge("no.such_service", {}, None)


def test_a_preview_is_marked_and_kept_nowhere(desk: Desk) -> None:
    case_id = open_case(desk)
    desk.deliver(make_extract(case_id, make_person()))
    before = desk.everything()

    drawn = desk.certificates.draw_preview(case_id)

    text = text_of(drawn.pdf)
    assert "编号：预览" in text
    assert "待审批" in text
    assert "WQ-2026" not in text
    assert drawn.masked_areas
    assert desk.everything() == before
    assert desk.audited("preview") == [("done", "certificate.cancellation")]


def test_a_preview_after_approval_names_who_decided(desk: Desk) -> None:
    case_id = approved_case(desk)

    text = text_of(desk.certificates.draw_preview(case_id).pdf)

    assert "待审批" not in text
    assert "编号：预览" in text


def test_missing_data_are_called_offline_only_when_the_link_is_down(desk: Desk) -> None:
    case_id = open_case(desk)
    note_link(desk, attempts=0)

    with pytest.raises(NoDataOfflineError) as online:
        desk.certificates.draw_preview(case_id)
    note_link(desk, attempts=3)
    with pytest.raises(NoDataOfflineError) as offline:
        desk.certificates.draw_preview(case_id)

    assert "离线" not in online.value.message
    assert offline.value.message.startswith("离线")
