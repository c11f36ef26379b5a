"""Failure codes: one meaning each, with a remedy, in a manual that is current."""

from __future__ import annotations

from tools.failure_codes import FAMILIES, TARGET, error_classes, problems, render


def test_every_code_is_unique_and_every_class_has_its_own() -> None:
    classes = error_classes()
    assert problems(classes) == []
    assert len(classes) > 40


def test_the_manual_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == render(error_classes()), "run python -m tools.failure_codes"


def test_wording_is_a_fact_and_a_remedy() -> None:
    for cls in error_classes():
        family, number = cls.code.split("-")
        assert family in FAMILIES and len(number) == 3 and number.isdigit(), cls
        for text in (cls.message, cls.remedy):
            assert text.endswith("。"), (cls, text)
            assert not any(word in text for word in ("抱歉", "对不起", "！", "!")), (cls, text)


def test_a_double_code_and_a_borrowed_code_are_found() -> None:
    base = error_classes()[0]

    class BorrowedError(base):  # type: ignore[misc, valid-type]
        pass

    class DoubleError(base):  # type: ignore[misc, valid-type]
        code = base.code

    found = problems([base, BorrowedError, DoubleError])
    assert any("BorrowedError has no code" in line for line in found)
    assert any("is shared by" in line and "DoubleError" in line for line in found)
