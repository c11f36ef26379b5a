"""An answer to a conflict that was itself overtaken: whoever leaves it is asked the first question again."""

from __future__ import annotations

import pytest

from hukou.case import ActionKind, Side
from provincial_service.sample_register.people import PersonDraft
from tests.counter import Counter
from tests.fakes import LiveProvince
from tests.services.stations import in_sync
from tests.services.sync.conftest import Opener
from tests.services.sync.test_conflicts import opposed, same, sheet_of


@pytest.fixture
def second(another: Opener) -> Counter:
    return another()


def test_an_answer_that_is_left_brings_its_question_back(
    first: Counter, second: Counter, province: LiveProvince, people: list[PersonDraft]
) -> None:
    case_id = opposed(first, second, people[0])
    question = sheet_of(second, case_id)
    second.desk.conflicts.resolve(question, {"fields.purpose": Side.MINE})
    assert second.desk.conflicts.sheets(case_id) == ()
    first.desk.cases.amend(case_id, {"purpose": "入伍"})
    for counter in (first, second, first):
        in_sync(counter)
    answer = next(one for one in second.desk.conflicts.sheets(case_id) if one.kind is ActionKind.RESOLVE)
    paths = [one.path for one in answer.choices] or ["step"]
    second.desk.conflicts.resolve(answer, dict.fromkeys(paths, Side.THEIRS))
    for counter in (second, first, second):
        in_sync(counter)
    again = sheet_of(second, case_id)
    assert (again.conflict_id, again.kind, again.is_own) == (question.conflict_id, ActionKind.AMEND, True)
    second.desk.conflicts.resolve(again, {"fields.purpose": Side.THEIRS})
    for counter in (second, first, second):
        in_sync(counter)
    assert same(province, case_id, first, second).fields["purpose"] == "入伍"
