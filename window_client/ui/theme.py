"""Tokens, type scale, palette and style sheet of the window, light and dark.

One `Theme` is made by the composition root and applied to the application. Widgets ask
`theme_of()` while painting, so nothing has to be handed down through every constructor;
Qt itself tells every widget about a change (`QEvent.StyleChange`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from hukou.resources import load_toml, resource
from window_client.ui import fonts
from window_client.ui.stylesheet import build_stylesheet

MODES = ("light", "dark", "system")
SMALLEST_SCALE, LARGEST_SCALE = 0.9, 2.0
_PROPERTY = "window_client_theme"


class Theme(QObject):
    """The look in force. `changed` is sent after the application has taken a new look."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data: dict[str, Any] = load_toml(resource("theme", "tokens.toml"))
        self._mode = "light"
        self._scale = 1.0
        self._rare_families: list[str] = []
        self._families: list[str] | None = None
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._applied = False

    # -- what is in force ---------------------------------------------------------------------

    @property
    def mode(self) -> str:
        """What was asked for: `light`, `dark` or `system`."""
        return self._mode

    @property
    def scheme(self) -> str:
        """What is shown: `light` or `dark`."""
        if self._mode != "system":
            return self._mode
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    @property
    def scale(self) -> float:
        """Factor on every text size and on the heights that follow it, 0.9 to 2.0."""
        return self._scale

    @property
    def tokens(self) -> dict[str, str]:
        """The colour tokens in force, `#RRGGBB` or `#AARRGGBB` by name."""
        return dict(self._data[self.scheme])

    def colour(self, token: str) -> QColor:
        """The colour of `token`, e.g. `text-2`; `KeyError` for a name that is no token."""
        known = self._colours.get(token)
        if known is None:
            known = self._colours[token] = QColor(self._data[self.scheme][token])
        return known

    def px(self, length: float) -> int:
        """A length of the design in pixels, grown with the text size."""
        return round(length * self._scale)

    def font(self, role: str | int = "body", bold: bool | None = None) -> QFont:
        """Font of a type role (`title`, `body`, `caption` …) or of a pixel size of the design."""
        if isinstance(role, str):
            entry = self._data["type"][role]
            size, heavy = int(entry["px"]), bool(entry["bold"])
        else:
            size, heavy = role, False
        if bold is not None:
            heavy = bold
        key = (size, heavy)
        known = self._fonts.get(key)
        if known is None:
            known = QFont()
            known.setFamilies(self.families())
            known.setPixelSize(self.px(size))
            known.setBold(heavy)
            known.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[key] = known
        return QFont(known)

    def roles(self) -> tuple[str, ...]:
        """The type roles there are."""
        return tuple(self._data["type"])

    def metrics(self, role: str | int = "body", bold: bool | None = None) -> QFontMetrics:
        """Metrics of `font(role, bold)`."""
        return QFontMetrics(self.font(role, bold))

    def families(self) -> list[str]:
        """The first installed screen family, then the rare-character families loaded so far."""
        if self._families is None:
            self._families = fonts.first_installed(self._data["fonts"]["screen"])
        return self._families + self._rare_families or [QFont().defaultFamily()]

    def paper_families(self) -> list[str]:
        """Families for what imitates paper, then the screen families."""
        return fonts.first_installed(self._data["fonts"]["paper"]) + self.families()

    def missing_cjk_font(self) -> bool:
        """True when this machine would show boxes instead of Chinese."""
        return not fonts.can_show(fonts.COMMON_SAMPLE, self.families())

    # -- changing it --------------------------------------------------------------------------

    def apply(self, app: QApplication, mode: str = "system", scale: float = 1.0) -> None:
        """Give `app` this look. `ValueError` for an unknown mode; `scale` is kept in its limits."""
        if mode not in MODES:
            raise ValueError(f"theme mode {mode!r} is not one of {', '.join(MODES)}")
        first = not self._applied
        self._mode = mode
        self._scale = min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)
        self._applied = True
        if first:
            app.setProperty(_PROPERTY, self)
            app.setStyle("Fusion")
            app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._refresh(app)

    def add_rare_fonts(self, font_dir: Path | None) -> list[str]:
        """Load the rare-character fonts of a folder, or one file: tens of MB, so after the first paint.

        Only fonts change, so the style sheet, which is dear, stays as it is.
        """
        added = [name for name in fonts.load_rare_fonts(font_dir) if name not in self._rare_families]
        if added:
            self._rare_families += added
            app = QApplication.instance()
            if self._applied and isinstance(app, QApplication):
                self._fonts.clear()
                app.setFont(self._application_font())
                self.changed.emit()
        return added

    def _on_system_scheme_changed(self) -> None:
        app = QApplication.instance()
        if self._mode == "system" and isinstance(app, QApplication):
            self._refresh(app)

    def _refresh(self, app: QApplication) -> None:
        self._colours.clear()
        self._fonts.clear()
        # From one sheet to another Qt styles every widget again and again, half a second for a window full of
        # pages; taking the old one off first costs a fifth of that.
        app.setStyleSheet("")
        app.setFont(self._application_font())
        app.setPalette(self._palette())
        art = resource("theme", self.scheme).as_posix()
        app.setStyleSheet(build_stylesheet(self._data[self.scheme], self._data["type"], self._scale, art))
        self.changed.emit()

    def _application_font(self) -> QFont:
        """The body font in points: Qt's print dialogs compute with the point size, which a pixel size lacks."""
        font = self.font()
        screen = QGuiApplication.primaryScreen()
        dots = screen.logicalDotsPerInchY() if screen is not None else 96.0
        font.setPointSizeF(font.pixelSize() * 72.0 / dots)
        return font

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for target, token in (
            (role.Window, "canvas"), (role.WindowText, "text"), (role.Base, "surface"),
            (role.AlternateBase, "sunken"), (role.Text, "text"), (role.Button, "surface"),
            (role.ButtonText, "text"), (role.BrightText, "bad"), (role.ToolTipBase, "text"),
            (role.ToolTipText, "surface"), (role.PlaceholderText, "text-3"), (role.Link, "primary"),
            (role.LinkVisited, "primary"), (role.Highlight, "primary-fill"), (role.HighlightedText, "on-primary"),
            (role.Light, "surface"), (role.Midlight, "line"), (role.Mid, "line"), (role.Dark, "control"),
            (role.Shadow, "shadow"), (role.Accent, "primary-fill"),
        ):  # fmt: skip
            palette.setColor(target, self.colour(token))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.colour("text-3"))
        return palette


def theme_of() -> Theme:
    """The theme the application wears; a light one is put on when it wears none yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("a widget needs a running application")
    known = app.property(_PROPERTY)
    if isinstance(known, Theme):
        return known
    theme = Theme(app)
    theme.apply(app, "light")
    return theme
