"""Every string has its Chinese, Qt's own too."""

from __future__ import annotations

import os
import re
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hukou.resources import resources_root
from tools import build_i18n
from window_client.ui import translation
from window_client.ui.main_window import MainWindow
from window_client.ui.pages.sign_in_page import SignInPage
from window_client.ui.translation import Translation
from window_client.ui.widgets.masked_field import MaskedField

LATIN = re.compile(r"[A-Za-z]{3}")
# Key names and the name of the format are not words of a language.
ALLOWED = re.compile(r"PDF|Ctrl|Shift|Alt|Enter|Esc|Del|Home|End|/[\w./-]+")


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue as it would be with every string the program has now."""
    copy = tmp_path_factory.mktemp("i18n") / build_i18n.TS.name
    shutil.copy(build_i18n.TS, copy)
    build_i18n.update(copy)
    return copy


def test_every_source_string_has_chinese(updated: Path) -> None:
    assert build_i18n.missing(updated) == []


def test_placeholders_survive_translation(updated: Path) -> None:
    wrong = []
    for message in ElementTree.parse(updated).getroot().iter("message"):
        source, text = message.findtext("source", ""), message.findtext("translation", "")
        if text and sorted(re.findall(r"\{\w*\}", source)) != sorted(re.findall(r"\{\w*\}", text)):
            wrong.append(source)
    assert wrong == []


def test_no_translation_begs_pardon_or_shouts(updated: Path) -> None:
    for message in ElementTree.parse(updated).getroot().iter("message"):
        text = message.findtext("translation", "")
        assert not re.search("抱歉|！|!", text), text


def test_the_gatherer_sees_strings_and_a_missing_translation(tmp_path: Path) -> None:
    source = tmp_path / "page.py"
    source.write_text(
        'class Page(QWidget):\n    def f(self):\n        self.tr("Nobody translated this")\n',
        encoding="utf-8",
    )
    ts = tmp_path / "x.ts"
    translation.run_tool("lupdate", [str(source), "-silent", "-target-language", "zh_CN", "-ts", str(ts)])
    assert build_i18n.missing(ts) == [("Page", "Nobody translated this")]
    assert build_i18n.fill(ts, {"Page|Nobody translated this": "没有人翻译这句"}) == 1
    assert build_i18n.missing(ts) == []


def test_the_screen_is_chinese_by_default_and_english_on_wish(
    chinese: Translation, qapp: QApplication, qtbot: QtBot
) -> None:
    field = MaskedField()
    qtbot.addWidget(field)
    assert field.button.text() == "按住显示"
    assert QLocale().language() == QLocale.Language.Chinese
    chinese.apply(qapp, "en")
    other = MaskedField()
    qtbot.addWidget(other)
    assert other.button.text() == "Hold to show"
    chinese.apply(qapp, "zh_CN")
    with pytest.raises(ValueError, match="tlh"):
        chinese.apply(qapp, "tlh")


def test_an_absent_catalogue_is_built(tmp_path: Path) -> None:
    built = translation.find_catalogue("window_client_zh_CN", tmp_path / "new")
    assert built == tmp_path / "new" / "window_client_zh_CN.qm"
    assert built.stat().st_size > 1000


def test_a_catalogue_of_another_source_is_built_again(tmp_path: Path) -> None:
    """Whatever the times of the files say: packages are unpacked with the time of their making."""
    built = translation.find_catalogue("window_client_zh_CN", tmp_path)
    assert built is not None
    whole = built.read_bytes()
    built.write_bytes(b"of an earlier version")
    built.with_suffix(".source").write_text("0" * 64)
    assert translation.find_catalogue("window_client_zh_CN", tmp_path) == built
    assert built.read_bytes() == whole
    built.write_bytes(b"of this version, left alone")
    assert translation.find_catalogue("window_client_zh_CN", tmp_path) == built
    assert built.read_bytes() == b"of this version, left alone"


def test_an_installed_program_compiles_into_the_cache_of_the_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own folder belongs to the package manager and may be read-only."""
    installed = tmp_path / "site-packages" / "hukou" / "_resources"
    shutil.copytree(resources_root() / "i18n", installed / "i18n")
    monkeypatch.setenv("WINDOW_CLIENT_RESOURCES", str(installed))
    built = translation.find_catalogue("window_client_zh_CN")
    assert built is not None
    assert built.is_relative_to(Path(os.environ["XDG_CACHE_HOME"]))
    assert sorted(path.name for path in installed.parent.iterdir()) == ["_resources"]
    assert not list(installed.rglob("*.qm"))


def test_a_source_checkout_keeps_its_catalogues_with_its_other_products() -> None:
    assert translation.catalogue_folder() == resources_root().parent / "build" / "i18n"


def test_without_the_tool_the_screen_is_english_and_the_log_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(name: str, arguments: list[str]) -> None:
        raise OSError(f"{name} is not there")

    monkeypatch.setattr(translation, "run_tool", refuse)
    assert translation.find_catalogue("window_client_zh_CN", tmp_path) is None
    assert "window_client_zh_CN" in caplog.text


def texts(root: QObject) -> Iterator[str]:
    """Everything a person could read in `root` and below."""
    for child in [root, *root.findChildren(QObject)]:
        for name in ("text", "toolTip", "windowTitle", "accessibleName", "title", "placeholderText"):
            getter = getattr(child, name, None)
            if callable(getter) and not isinstance(child, QLineEdit if name == "text" else ()):
                value = getter()
                if isinstance(value, str):
                    yield value
        if isinstance(child, QComboBox):
            yield from (child.itemText(at) for at in range(child.count()))
        if isinstance(child, QTabWidget):
            yield from (child.tabText(at) for at in range(child.count()))
        if isinstance(child, QAbstractItemView) and (model := child.model()) is not None:
            for column in range(model.columnCount()):
                header = model.headerData(column, Qt.Orientation.Horizontal)
                if isinstance(header, str):
                    yield header


def latin(root: QObject) -> list[str]:
    return [text for text in texts(root) if LATIN.search(ALLOWED.sub("", text))]


def file_dialog() -> QWidget:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDirectory("/")
    return dialog


def message_box() -> QWidget:
    buttons = QMessageBox.StandardButton
    box = QMessageBox(QMessageBox.Icon.Question, "户政窗口", "作废此张？", buttons.Cancel)
    for name in (
        "Ok", "Save", "SaveAll", "Open", "Yes", "YesToAll", "No", "NoToAll", "Abort", "Retry", "Ignore",
        "Close", "Discard", "Help", "Apply", "Reset", "RestoreDefaults",
    ):  # fmt: skip
        box.addButton(buttons[name])
    return box


def _printer(folder: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "x.pdf"))
    return printer


def test_no_dialog_of_qt_shows_three_latin_letters_in_a_row(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    printer = _printer(tmp_path)
    dialogs: list[QWidget] = [
        file_dialog(), message_box(), QInputDialog(), QProgressDialog(),
        QPrintDialog(printer), QPrintPreviewDialog(printer),
    ]  # fmt: skip
    found = {type(dialog).__name__: latin(dialog) for dialog in dialogs}
    edits = (QLineEdit(), QPlainTextEdit())
    menus = [edit.createStandardContextMenu() for edit in edits]
    found["menus"] = [text for menu in menus for text in latin(menu)]
    for dialog in dialogs:
        dialog.deleteLater()
    # Now, while the printer they paint on still lives.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert {name: words for name, words in found.items() if words} == {}


def test_paper_sizes_have_chinese_names(qapp: QApplication) -> None:
    every = [size for size in QPageSize.PageSizeId if size != QPageSize.PageSizeId.Custom]
    names = {QPageSize.name(size) for size in every}
    assert len(names) > 90
    assert [name for name in names if LATIN.search(name)] == []


def test_the_frame_and_the_sign_in_page_show_no_english(qapp: QApplication, qtbot: QtBot) -> None:
    window, page = MainWindow(), SignInPage()
    qtbot.addWidget(window)
    qtbot.addWidget(page)
    _ = window.shell
    assert latin(window) == []
    assert latin(page) == []


def test_the_walk_finds_english(qtbot: QtBot) -> None:
    box = QMessageBox(QMessageBox.Icon.Question, "", "Please wait")
    qtbot.addWidget(box)
    assert "Please wait" in latin(box)
