"""Tokens, contrast, type scale, icons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hukou.resources import ResourceError, load_toml, resource
from tools.build_theme_art import art
from window_client.ui import fonts, icons
from window_client.ui.stylesheet import TONES, build_stylesheet
from window_client.ui.theme import Theme, theme_of

TOKENS = load_toml(resource("theme", "tokens.toml"))
SCHEMES = ("light", "dark")

# What the design guide prints, contrast on its ground, light and dark.
GUIDE = [
    ("text", "surface", 16.4, 13.7),
    ("text-2", "surface", 8.1, 8.9),
    ("text-3", "surface", 5.6, 6.1),
    ("control", "surface", 3.7, 4.3),
    ("primary", "surface", 8.0, 7.8),
    ("on-primary", "primary-fill", 8.0, 5.7),
    ("primary", "primary-soft", 6.9, 6.2),
    ("ok", "ok-soft", 5.7, 7.5),
    ("warn", "warn-soft", 5.7, 8.0),
    ("bad", "bad-soft", 6.1, 7.3),
    ("circulation", "circulation-soft", 7.2, 6.9),
    ("received", "received-soft", 6.1, 7.4),
    ("neutral", "neutral-soft", 6.9, 7.1),
    ("chart-2", "surface", 3.5, 5.9),
    ("nav-text", "nav", 8.6, 9.4),
]

# Pairs the guide does not name but the widgets use: WCAG AA for text.
ALSO_READ = [
    ("on-nav", "nav-selected"), ("on-nav", "brand-top"), ("nav-text", "brand-top"), ("brand-ok", "brand-top"),
    ("on-brass", "brass"), ("on-alert", "alert"), ("on-primary", "bad-fill"), ("on-primary", "primary-fill-hover"),
    ("on-primary", "primary-fill-pressed"), ("text-3", "canvas"), ("text-3", "sunken"), ("text-3", "header"),
    ("text", "hover"), ("text", "pressed"), ("primary", "hover"), ("text", "primary-soft"), ("text-2", "primary-soft"),
    ("text", "ok-soft"), ("text-2", "warn-soft"), ("text-2", "bad-soft"), ("ok", "surface"), ("warn", "surface"),
    ("bad", "surface"), ("circulation", "surface"), ("warn", "sunken"),
]  # fmt: skip


def luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    shade = QColor(colour)
    return 0.2126 * linear(shade.redF()) + 0.7152 * linear(shade.greenF()) + 0.0722 * linear(shade.blueF())


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground", "light", "dark"), GUIDE)
def test_every_pair_of_the_guide_has_the_contrast_it_promises(
    ink: str, ground: str, light: float, dark: float
) -> None:
    assert contrast(TOKENS["light"][ink], TOKENS["light"][ground]) == pytest.approx(light, abs=0.15)
    assert contrast(TOKENS["dark"][ink], TOKENS["dark"][ground]) == pytest.approx(dark, abs=0.15)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), ALSO_READ)
def test_every_other_text_can_be_read(scheme: str, ink: str, ground: str) -> None:
    assert contrast(TOKENS[scheme][ink], TOKENS[scheme][ground]) >= 4.5


def test_both_schemes_have_the_same_tokens() -> None:
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_ready_coloured_pictures_match_the_tokens(scheme: str) -> None:
    wanted = art(TOKENS[scheme])
    folder = resource("theme", scheme)
    assert {path.name for path in folder.iterdir()} == wanted.keys()
    for name, text in wanted.items():
        assert (folder / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("scale", [0.9, 1.0, 2.0])
def test_the_sheet_names_only_files_and_colours_that_exist(scheme: str, scale: float) -> None:
    folder = resource("theme", scheme)
    sheet = build_stylesheet(TOKENS[scheme], TOKENS["type"], scale, folder.as_posix())
    assert "$" not in sheet
    for path in re.findall(r'url\("([^"]+)"\)', sheet):
        assert Path(path).is_file()
    assert set(re.findall(r"#[0-9A-Fa-f]{6,8}\b", sheet)) <= set(TOKENS[scheme].values())
    for tone in TONES:
        assert f'tone="{tone}"' in sheet


def test_a_theme_gives_the_application_its_palette(theme: Theme, qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(TOKENS["dark"]["canvas"])
    assert theme.colour("text") == QColor(TOKENS["dark"]["text"])
    theme.apply(qapp, "light")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(TOKENS["light"]["canvas"])
    assert theme_of() is theme


def test_a_change_is_told_after_it_is_in_force(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    seen: list[str] = []
    theme.changed.connect(lambda: seen.append(theme.colour("canvas").name().upper()))
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, "dark")
    assert seen == [TOKENS["dark"]["canvas"]]


def test_an_unknown_mode_is_refused(theme: Theme, qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme.apply(qapp, "sepia")


def test_system_is_light_where_the_system_does_not_say(theme: Theme, qapp: QApplication) -> None:
    theme.apply(qapp, "system")
    assert theme.mode == "system"
    assert theme.scheme in SCHEMES


@pytest.mark.parametrize(("asked", "given"), [(0.5, 0.9), (1.25, 1.25), (3.0, 2.0)])
def test_the_scale_stays_in_its_limits(theme: Theme, qapp: QApplication, asked: float, given: float) -> None:
    theme.apply(qapp, "light", asked)
    assert theme.scale == given
    assert theme.font("body").pixelSize() == round(14 * given)
    assert theme.px(40) == round(40 * given)


def test_the_type_scale_is_the_one_of_the_guide(theme: Theme) -> None:
    sizes = {entry["px"] for entry in TOKENS["type"].values()}
    assert sizes == {28, 24, 20, 16, 15, 14, 13, 12, 11}
    assert theme.font("name").bold()
    assert not theme.font("body").bold()


def test_changing_a_font_that_was_handed_out_changes_no_other(theme: Theme) -> None:
    theme.font("body").setPixelSize(99)
    assert theme.font("body").pixelSize() == 14


def test_controls_are_forty_high_and_grow_with_the_text(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    for scale in (1.0, 2.0):
        theme.apply(qapp, "light", scale)
        box = QWidget()
        qtbot.addWidget(box)
        column = QVBoxLayout(box)
        controls = [QLineEdit(), QComboBox(), QSpinBox()]
        for control in controls:
            column.addWidget(control)
        column.addStretch(1)
        box.resize(400, 600)
        box.show()
        assert [control.height() for control in controls] == [round(40 * scale)] * 3
        controls[0].setFocus()
        assert controls[0].height() == round(40 * scale)


def test_this_machine_can_show_chinese(theme: Theme) -> None:
    assert not theme.missing_cjk_font()


def test_a_font_without_the_character_is_noticed(theme: Theme) -> None:
    # U+10FFFD is the last private-use code point: no font here draws it.
    assert not fonts.can_show("户\U0010fffd", theme.families())


def test_a_font_folder_that_is_absent_or_holds_no_font_adds_nothing(theme: Theme, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("not a font", encoding="utf-8")
    (tmp_path / "broken.ttf").write_bytes(b"not a font either")
    assert theme.add_rare_fonts(None) == []
    assert theme.add_rare_fonts(tmp_path / "nowhere") == []
    assert theme.add_rare_fonts(tmp_path) == []


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_is_drawn_on_the_grid_and_in_the_colour_asked_for(path: Path, theme: Theme) -> None:
    text = path.read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert 'fill="none"' in text
    picture = icons.pixmap(path.stem, QColor("#FF0000"), 24, 2.0)
    assert picture.size().toTuple() == (48, 48)
    assert picture.devicePixelRatio() == 2.0
    image = picture.toImage()
    inked = [
        image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 200
    ]
    assert inked
    if path.stem != "logo":
        assert 'stroke-width="1.75"' in text
        assert all(ink.red() > 240 and ink.green() < 15 for ink in inked)
    edge = [image.pixelColor(at, side).alpha() for at in range(48) for side in (0, 47)]
    assert max(edge) == 0, "the stroke leaves the grid"


def test_small_icons_have_the_stronger_stroke(theme: Theme) -> None:
    def ink(size: int) -> float:
        image = icons.pixmap("plus", QColor("#000000"), size, 4.0).toImage()
        total = sum(
            image.pixelColor(x, y).alphaF() for x in range(image.width()) for y in range(image.height())
        )
        return total / image.width() ** 2

    assert ink(16) > ink(20) * 1.1


def test_an_icon_that_does_not_exist_is_an_error(theme: Theme) -> None:
    with pytest.raises(ResourceError):
        icons.pixmap("no-such-icon", "text")


def test_an_icon_follows_the_scheme(theme: Theme, qapp: QApplication) -> None:
    def shade() -> int:
        return icons.icon("minus", "text").pixmap(20, 20).toImage().pixelColor(10, 10).lightness()

    light = shade()
    theme.apply(qapp, "dark")
    assert light == pytest.approx(QColor(TOKENS["light"]["text"]).lightness(), abs=3)
    assert shade() == pytest.approx(QColor(TOKENS["dark"]["text"]).lightness(), abs=3)
