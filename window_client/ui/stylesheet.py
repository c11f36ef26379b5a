"""The one style sheet, written from the tokens.

Stock Qt widgets are styled here, so that the dialogs Qt brings itself look like the rest; the
project's own widgets paint themselves and only take fonts and colours of labels from here.
Lengths are pixels of the design times the text scale.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template
from typing import Any

# Tones a label may carry; the last six come with a `-soft` fill of their own.
TONES = (
    "text", "text-2", "text-3", "primary", "on-primary", "nav-text", "on-nav", "brand-ok",
    "ok", "warn", "bad", "circulation", "received", "neutral",
)  # fmt: skip

_SURFACES = Template("""
QMainWindow, QDialog, QWidget[surface="canvas"] { background: $canvas; }
QWidget[surface="plain"] { background: transparent; }
QWidget[surface="header"] { background: $header; }
QToolTip { background: $text; color: $surface; border: 1px solid $text; padding: ${p4}px ${p8}px;
  font-size: ${f12}px; }
QLabel { background: transparent; color: $text; }
QScrollArea, QScrollArea > QWidget > QWidget[surface="plain"] { background: transparent; border: 0; }
QSplitter::handle { background: $line; }
QFrame[frameShape="4"], QFrame[frameShape="5"] { color: $line; background: $line; border: 0; }
QGroupBox { border: 1px solid $line; border-radius: 8px; margin-top: ${p24}px; padding: ${p12}px; }
QGroupBox::title { subcontrol-origin: margin; left: ${p4}px; color: $text_2; }
""")

_BUTTONS = Template("""
.QPushButton { background: $surface; color: $text; border: 1px solid $control;
  border-radius: 6px; padding: 0 ${p16}px; min-height: ${h38}px; min-width: ${p48}px; }
.QPushButton:hover { background: $hover; }
.QPushButton:pressed { background: $pressed; }
.QPushButton:focus { border: 2px solid $primary; padding: 0 ${q15}px; min-height: ${h36}px; }
.QPushButton:default { background: $primary_fill; color: $on_primary; border-color: $primary_fill;
  font-weight: bold; }
.QPushButton:default:hover { background: $primary_fill_hover; }
.QPushButton:default:pressed { background: $primary_fill_pressed; }
.QPushButton:disabled { background: $sunken; color: $text_3; border-color: $line; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: 6px;
  padding: ${p4}px; }
QToolButton:hover, QToolButton:open { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $primary_soft; color: $primary; }
QToolButton:focus { border: 1px solid $primary; }
QCheckBox, .QRadioButton { color: $text; spacing: ${p8}px; min-height: ${h30}px; background: transparent;
  border: 2px solid transparent; border-radius: 6px; }
QCheckBox:disabled, .QRadioButton:disabled { color: $text_3; }
QCheckBox:focus, .QRadioButton:focus { border-color: $primary; }
QCheckBox::indicator, .QRadioButton::indicator { width: ${p20}px; height: ${p20}px; }
QCheckBox::indicator:unchecked { image: url("$art/check-off.svg"); }
QCheckBox::indicator:checked { image: url("$art/check-on.svg"); }
QCheckBox::indicator:indeterminate { image: url("$art/check-mixed.svg"); }
.QRadioButton::indicator:unchecked { image: url("$art/radio-off.svg"); }
.QRadioButton::indicator:checked { image: url("$art/radio-on.svg"); }
QCheckBox::indicator:unchecked:disabled { image: url("$art/check-off-disabled.svg"); }
QCheckBox::indicator:checked:disabled { image: url("$art/check-on-disabled.svg"); }
.QRadioButton::indicator:unchecked:disabled { image: url("$art/radio-off-disabled.svg"); }
.QRadioButton::indicator:checked:disabled { image: url("$art/radio-on-disabled.svg"); }
""")

_FIELDS = Template("""
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit { background: $surface; color: $text;
  border: 1px solid $control; border-radius: 6px; padding: 0 ${p12}px; min-height: ${h38}px;
  selection-background-color: $primary_fill; selection-color: $on_primary;
  placeholder-text-color: $text_3; }
QAbstractSpinBox { max-height: ${h38}px; }
QAbstractSpinBox:focus { max-height: ${h36}px; }
QPlainTextEdit, QTextEdit { padding: ${p8}px; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { background: $hover; }
QLineEdit:focus, QComboBox:focus, QComboBox:on, QAbstractSpinBox:focus { border: 2px solid $primary;
  background: $surface; padding: 0 ${q11}px; min-height: ${h36}px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $primary; padding: ${q7}px; }
QLineEdit[state="error"], QComboBox[state="error"], QAbstractSpinBox[state="error"] {
  border: 2px solid $bad; padding: 0 ${q11}px; min-height: ${h36}px; }
QPlainTextEdit[state="error"], QTextEdit[state="error"] { border: 2px solid $bad; padding: ${q7}px; }
QLineEdit[state="warn"], QComboBox[state="warn"], QAbstractSpinBox[state="warn"] {
  border: 2px solid $warn; padding: 0 ${q11}px; min-height: ${h36}px; }
QPlainTextEdit[state="warn"], QTextEdit[state="warn"] { border: 2px solid $warn; padding: ${q7}px; }
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"], QTextEdit[readOnly="true"],
QAbstractSpinBox[readOnly="true"] { background: $sunken; color: $text_2; border-color: $line; }
QLineEdit[readOnly="true"]:focus, QPlainTextEdit[readOnly="true"]:focus { border-color: $primary; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {
  background: $sunken; color: $text_3; border-color: $line; }
QLineEdit { lineedit-clear-button-icon: url("$art/clear.svg"); }
QLineEdit[main="true"] { min-height: ${h46}px; }
QLineEdit[main="true"]:focus { min-height: ${h44}px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QLineEdit[bare="true"] { border: 0; padding: 0;
  background: transparent; min-height: 0; }
QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus, QLineEdit[bare="true"]:focus { border: 0;
  padding: 0; min-height: 0; }
QComboBox::drop-down { border: 0; width: ${p32}px; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {
  image: url("$art/chevron-down.svg"); width: ${p16}px; height: ${p16}px; }
QDateEdit::drop-down, QDateTimeEdit::drop-down { border: 0; width: ${p32}px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; background: transparent;
  width: ${p24}px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url("$art/chevron-up.svg"); width: ${p12}px; height: ${p12}px; }
QAbstractSpinBox::down-arrow { image: url("$art/chevron-down.svg"); width: ${p12}px; height: ${p12}px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $control;
  outline: 0; padding: ${p4}px; selection-background-color: $primary_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: ${h36}px; padding: 0 ${p8}px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: $primary_soft; color: $text; }
QComboBoxPrivateContainer { background: $surface; border: 0; }
""")

_VIEWS = Template("""
QAbstractItemView { background: $surface; color: $text; border: 0; outline: 0;
  alternate-background-color: $surface; selection-background-color: $primary_soft;
  selection-color: $text; gridline-color: $line_soft; }
QAbstractItemView::item { min-height: ${h36}px; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $primary_soft; color: $text; }
QTableView::item, QTreeView::item { border-bottom: 1px solid $line_soft; padding: 0 ${p8}px; }
QHeaderView { background: $sunken; border: 0; }
QHeaderView::section { background: $sunken; color: $text_2; border: 0; border-bottom: 1px solid $line;
  padding: 0 ${p8}px; min-height: ${p32}px; font-size: ${f12}px; text-align: left; }
QTableCornerButton::section { background: $sunken; border: 0; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: ${p4}px; }
QMenu::item { padding: ${p8}px ${p24}px ${p8}px ${p12}px; border-radius: 4px; background: transparent; }
QMenu::item:selected { background: $primary_soft; color: $text; }
QMenu::item:disabled { color: $text_3; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px 0; }
QMenuBar { background: $header; color: $text; }
QMenuBar::item:selected { background: $hover; }
QTabWidget::pane { border: 1px solid $line; border-radius: 8px; background: $surface; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $text_2; padding: ${p8}px ${p12}px; border: 0;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { background: $hover; }
QTabBar::tab:selected { color: $primary; font-weight: bold; border-bottom-color: $primary; }
QTabBar::tab:focus { background: $primary_soft; }
QScrollBar { background: transparent; border: 0; }
QScrollBar:vertical { width: 12px; margin: 0; }
QScrollBar:horizontal { height: 12px; margin: 0; }
QScrollBar::handle { background: $photo; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QProgressBar { background: $neutral_soft; border: 0; border-radius: 4px; min-height: 8px; max-height: 8px;
  color: transparent; text-align: right; }
QProgressBar::chunk { background: $primary_fill; border-radius: 4px; }
QSlider:horizontal { min-height: ${p24}px; }
QSlider::groove:horizontal { height: 4px; background: $neutral_soft; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $primary_fill; border-radius: 2px; }
QSlider::handle:horizontal { background: $surface; border: 2px solid $primary; width: ${p16}px;
  height: ${p16}px; margin: -${p8}px 0; border-radius: ${p8}px; }
QSlider::handle:horizontal:focus { background: $primary; border-color: $text; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $sunken; }
QCalendarWidget QToolButton { color: $text; background: transparent; min-height: ${p32}px; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url("$art/chevron-left.svg"); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url("$art/chevron-right.svg"); }
QCalendarWidget QTableView::item { padding: 0; border: 0; }
QCalendarWidget QAbstractItemView { selection-background-color: $primary_fill;
  selection-color: $on_primary; }
""")


def build_stylesheet(
    tokens: Mapping[str, str], roles: Mapping[str, Mapping[str, Any]], scale: float, art: str
) -> str:
    """The whole sheet. `art` is the folder of ready-coloured indicator pictures, with `/` separators."""
    names: dict[str, object] = {name.replace("-", "_"): value for name, value in tokens.items()}
    names["art"] = art
    for length in (4, 8, 12, 16, 20, 24, 32, 48):
        names[f"p{length}"] = round(length * scale)
    for length in (8, 12, 16):
        names[f"q{length - 1}"] = round(length * scale) - 1
    for outer, border in ((40, 1), (40, 2), (48, 1), (48, 2), (32, 1), (38, 1)):
        names[f"h{outer - 2 * border}"] = round(outer * scale) - 2 * border
    for size in (11, 12, 13):
        names[f"f{size}"] = round(size * scale)
    parts = [sheet.substitute(names) for sheet in (_SURFACES, _BUTTONS, _FIELDS, _VIEWS)]
    for role, entry in roles.items():
        weight = "bold" if entry["bold"] else "normal"
        parts.append(
            f'QLabel[role="{role}"] {{ font-size: {round(entry["px"] * scale)}px; font-weight: {weight}; }}'
        )
    for tone in TONES:
        parts.append(f'QLabel[tone="{tone}"] {{ color: {tokens[tone]}; }}')
    return "\n".join(parts)
