"""核验: a code or a file, the verdict in words and colour, and nothing of it left behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from provincial_service import revocation
from tests.fakes import PASSWORD
from tests.ui.desk_kit import Counter, visible
from tests.ui.looks import clipped_labels, nameless
from tests.ui.test_certificate_page import accepted
from window_client.services.sync.trust import TrustSync
from window_client.ui.pages.verify_page import VerifyPage
from window_client.ui.widgets.text import Label


@pytest.fixture
def page(counter: Counter, qtbot: QtBot) -> VerifyPage:
    """With the province's trust data at hand."""
    assert counter.desk.sync.run_once(force=True).error is None
    shown = counter.page("verify")
    assert isinstance(shown, VerifyPage)
    qtbot.waitUntil(counter.idle)
    return shown


@pytest.fixture
def pdf(counter: Counter) -> bytes:
    """A certificate that this window issued."""
    case_id, desk = accepted(counter), counter.desk
    desk.cases.approve(case_id, "符合规定")
    desk.session.step_up(PASSWORD)
    entry = desk.certificates.issue(case_id)
    return desk.certificates.document(entry.document_sha256).pdf


def code_of(pdf: bytes) -> str:
    found = re.search(rb"<hr:code>(.*?)</hr:code>", pdf)
    assert found is not None
    return found[1].decode()


def said(page: VerifyPage, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: page.verdict is not None)
    return page.result.fact.text()


def shown(page: VerifyPage) -> str:
    return "\n".join(label.text() for label in page.sheet.findChildren(Label) if visible(label))


def test_a_genuine_code_is_shown_with_what_was_signed(
    counter: Counter, page: VerifyPage, pdf: bytes, qtbot: QtBot
) -> None:
    assert page.nothing.isVisible()
    page.code.setPlainText(code_of(pdf))
    QTest.keyClick(page.code, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said(page, qtbot) == "核验通过（HV-100）"
    assert "这是样本" in page.result.effect.text()
    text = shown(page)
    assert "作废名单截至" in text
    assert "*" in text
    assert not page.nothing.isVisible()
    assert clipped_labels(page) == []
    assert nameless(page) == []


def test_a_file_is_chosen_and_an_altered_one_refused(
    page: VerifyPage, pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "证明.pdf"
    path.write_bytes(pdf)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page.choose.click()
    assert said(page, qtbot) == "核验通过（HV-100）"
    page.empty_all()
    path.write_bytes(pdf + b"\n")
    page.choose.click()
    assert said(page, qtbot) == "内容被改动（HV-301）"
    assert "编号" not in shown(page)


def test_what_stands_on_the_paper_is_held_against_the_code(
    page: VerifyPage, pdf: bytes, qtbot: QtBot
) -> None:
    page.code.setPlainText(code_of(pdf))
    page.number.setText("WQ-2026-999999")
    page.check.click()
    assert said(page, qtbot) == "与这张证明不符（HV-302）"


def test_a_void_certificate_is_void_here_after_a_sync(
    counter: Counter, page: VerifyPage, pdf: bytes, qtbot: QtBot
) -> None:
    desk = counter.desk
    number = re.search(rb"/Subject \(([^)]*)\)", pdf)
    assert number is not None
    assert revocation.revoke(counter.province.province, number[1].decode(), "数据有误")
    TrustSync(
        desk.session.config, desk.session.terminal, desk.session.keys.terminal, desk.province, counter.clock
    ).run(force=True)
    page.code.setPlainText(code_of(pdf))
    page.check.click()
    assert said(page, qtbot) == "已作废（HV-201）"


def test_escape_leaves_nothing_and_then_the_page(
    counter: Counter, page: VerifyPage, pdf: bytes, qtbot: QtBot
) -> None:
    page.code.setPlainText(code_of(pdf))
    page.person.setText("罗")
    page.check.click()
    said(page, qtbot)
    page.escape()
    assert page.code.toPlainText() == page.person.text() == ""
    assert page.verdict is None
    assert shown(page) == ""
    assert page.nothing.isVisible()
    page.escape()
    assert counter.window.current_page() == "counter"


def test_nonsense_and_a_missing_file_are_explained(page: VerifyPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.check.click()
    assert page.verdict is None
    page.code.setPlainText("你好")
    page.check.click()
    assert said(page, qtbot) == "不是可核验的内容（HV-601）"
    page.verify_file(tmp_path / "nothing.pdf")
    qtbot.waitUntil(page.failure.isVisible)
