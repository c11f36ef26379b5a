"""核验: is the certificate that somebody brings genuine? By the text of its code or by its file, without a link."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from window_client.services import verification
from window_client.services.verification import Seen, Verdict
from window_client.ui.page_context import PageContext
from window_client.ui.pages.columns import PageScroller, SideBySide, column
from window_client.ui.pages.page import LOCAL, Page
from window_client.ui.reading import read, sentences
from window_client.ui.theme import theme_of
from window_client.ui.widgets.banner import Banner
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, SectionHeader
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.text import Label


class VerifyPage(Page):
    """What is typed is kept nowhere and is gone with the page; only signed fields are shown."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.verdict: Verdict | None = None
        left, box = column(16)
        box.addWidget(self._code_card())
        box.addWidget(self._paper_card())
        box.addStretch(1)
        inner, whole = column(0)
        whole.addWidget(SideBySide(left, self._result_card(), 480))
        self.content.addWidget(PageScroller(inner, self))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda: self.verify_code() if self.isVisible() else None)

    def _code_card(self) -> Card:
        card = Card("surface", 24, 14, self)
        card.body.addWidget(SectionHeader(self.tr("Code or file"), icon="qr", parent=card))
        self.code = QPlainTextEdit(card)
        self.code.setPlaceholderText("HR1:…")
        self.code.setTabChangesFocus(True)
        self.code.setMinimumHeight(theme_of().px(132))
        card.body.addWidget(
            FormRow(
                self.tr("Text of the QR code"),
                self.code,
                hint=self.tr("Scan the code at the lower left of the paper, or paste its whole text."),
                parent=card,
            )
        )
        row = QHBoxLayout()
        self.check = Button(self.tr("Verify"), "primary", "shield", "Ctrl+Enter", parent=card)
        self.check.clicked.connect(self.verify_code)
        self.choose = Button(self.tr("Choose a PDF file"), "secondary", "folder", parent=card)
        self.choose.clicked.connect(self._choose_file)
        self.clear = Button(self.tr("Clear"), "quiet", parent=card)
        self.clear.clicked.connect(self.empty_all)
        row.addWidget(self.check)
        row.addWidget(self.choose)
        row.addStretch(1)
        row.addWidget(self.clear)
        card.body.addLayout(row)
        return card

    def _paper_card(self) -> Card:
        """What stands on the sheet: a genuine code may have been copied onto another paper."""
        card = Card("surface", 24, 14, self)
        head = SectionHeader(self.tr("On the paper"), self.tr("Optional; held against the code"), parent=card)
        card.body.addWidget(head)
        self.number, self.person, self.last_four = (QLineEdit(card) for _ in range(3))
        self.last_four.setMaxLength(4)
        for text, field in (
            (self.tr("Number"), self.number),
            (self.tr("Name"), self.person),
            (self.tr("Last four characters of the citizen number"), self.last_four),
        ):
            card.body.addWidget(FormRow(text, field, parent=card))
        return card

    def _result_card(self) -> Card:
        card = Card("surface", 24, 14, self)
        card.body.addWidget(SectionHeader(self.tr("Result"), parent=card))
        self.nothing = EmptyState("shield", self.tr("Nothing verified yet"), parent=card)
        self.result = Banner(parent=card)
        self.result.hide()
        self.sheet = QWidget(card)
        self.rows = QGridLayout(self.sheet)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setHorizontalSpacing(16)
        self.rows.setVerticalSpacing(10)
        self.rows.setColumnStretch(1, 1)
        for part in (self.nothing, self.result, self.sheet):
            card.body.addWidget(part)
        card.body.addStretch(1)
        return card

    # -- verifying --------------------------------------------------------------------------------------

    def verify_code(self) -> None:
        """What stands in the text field; nothing happens while it is empty but that it is pointed at."""
        text = self.code.toPlainText()
        if text.strip():
            self._verify(text, None)
        else:
            self.code.setFocus()

    def verify_file(self, path: Path) -> None:
        self._verify("", path)

    def _choose_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a PDF file"), "", "PDF (*.pdf)")
        if path:
            self.verify_file(Path(path))

    def _verify(self, text: str, path: Path | None) -> None:
        self.clear_failure()
        config, now = self.context.config, self.context.clock.now()
        seen = Seen(self.number.text(), self.person.text(), self.last_four.text())

        def work() -> Verdict:
            trust = verification.trust_for(config)
            if path is not None:
                return verification.verify_file(path, trust, now, seen)
            return verification.verify_text(text, trust, now, seen)

        self.run(LOCAL, work, self._show)

    def _show(self, verdict: Verdict) -> None:
        self.verdict = verdict
        words = verdict.words
        self.nothing.hide()
        kind = "ok" if verdict.trusted else "warn" if verification.is_undecided(verdict) else "bad"
        self.result.set_banner(
            kind,
            self.tr("{0} ({1})").format(read(words.title), words.code),
            sentences(read(verification.sample_note(verdict)), read(words.message), read(words.remedy)),
        )
        self.result.show()
        self._fill(verification.facts(verdict, self.context.clock.now()))

    def _fill(self, rows: Sequence[tuple[str, str]]) -> None:
        for old in self.sheet.findChildren(Label):
            self.rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        for at, (name, value) in enumerate(rows):
            caption = Label(name, "caption", "text-3", parent=self.sheet)
            self.rows.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignTop)
            self.rows.addWidget(Label(value, "body", wrap=True, parent=self.sheet), at, 1)

    def empty_all(self) -> None:
        """Nothing of the last resident is left on the page."""
        self.code.clear()
        for field in (self.number, self.person, self.last_four):
            field.clear()
        self.verdict = None
        self.result.hide()
        self.nothing.show()
        self._fill(())
        self.clear_failure()
        self.code.setFocus()

    # -- the shell --------------------------------------------------------------------------------------

    def title(self) -> tuple[str, str]:
        return self.tr("Verify a certificate"), self.tr("Works without a link")

    def key_hints(self) -> Sequence[tuple[str, str]]:
        return (("Ctrl+Enter", self.tr("Verify")), ("Esc", self.tr("Clear")), ("Ctrl+L", self.tr("Lock")))

    def opened(self, **context: Any) -> None:
        self.code.setFocus()

    def escape(self) -> None:
        """Clear first, then back to the counter."""
        if self.code.toPlainText() or self.verdict is not None:
            self.empty_all()
        else:
            self.context.navigate("counter")
