"""The language on screen: the program's own strings, Qt's, and what Qt's Chinese leaves out."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QStandardPaths, QTranslator

from hukou.resources import resource, resources_root
from window_client.ui.reading import speak

LANGUAGES = ("zh_CN", "en")
DEFAULT_LANGUAGE = "zh_CN"

# Later translators are asked first: the gaps go after Qt's own, the program's last.
_CATALOGUES = ("qtbase_gaps_zh_CN", "window_client_zh_CN")

_log = logging.getLogger(__name__)


def run_tool(name: str, arguments: list[str]) -> None:
    """Run a Qt Linguist tool of the PySide6 wheel; `OSError` when it fails."""
    import subprocess  # only where a catalogue is built: it would slow every start

    folder = Path(PySide6.__file__).parent
    program = next((path for path in (folder / name, folder / f"{name}.exe") if path.exists()), folder / name)
    try:
        subprocess.run([str(program), *arguments], check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        raise OSError(f"{name} ended with {error.returncode}: {error.stderr.strip()}") from error


def compile_ts(ts: Path, qm: Path) -> None:
    """Compile one catalogue and mark what it was made from. The file appears whole or not at all."""
    qm.parent.mkdir(parents=True, exist_ok=True)
    part = qm.with_name(f".{qm.name}.part")
    run_tool("lrelease", [str(ts), "-silent", "-qm", str(part)])
    part.replace(qm)
    _mark(qm).write_text(_fingerprint(ts), "ascii")


def catalogue_folder() -> Path:
    """Where compiled catalogues belong: `build/i18n` of a source checkout; for an installed program, whose own folder
    is nobody's to write, the cache of the account."""
    root = resources_root()
    if (root.parent / "pyproject.toml").is_file():
        return root.parent / "build" / "i18n"
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    return Path(cache) / "window-client" / "i18n"


def find_catalogue(name: str, build_dir: Path | None = None) -> Path | None:
    """The compiled catalogue: shipped beside its source, or in `catalogue_folder()`, built now if absent or of
    another source: versions installed one after the other share a cache, and their times tell nothing.

    None when there is none and none can be built, which is logged: the screen is then English.
    """
    shipped, source = resource("i18n", f"{name}.qm"), resource("i18n", f"{name}.ts")
    if shipped.is_file():
        return shipped
    built = (build_dir or catalogue_folder()) / f"{name}.qm"
    try:
        if not _is_of(built, source):
            compile_ts(source, built)
    except OSError as error:
        _log.warning("the catalogue %s cannot be compiled: %s", name, error)
    return built if built.is_file() else None


def _is_of(built: Path, source: Path) -> bool:
    """Whether `built` was compiled from what `source` holds now."""
    mark = _mark(built)
    return built.is_file() and mark.is_file() and mark.read_text("ascii") == _fingerprint(source)


def _mark(built: Path) -> Path:
    return built.with_suffix(".source")


def _fingerprint(source: Path) -> str:
    return hashlib.sha256(source.read_bytes()).hexdigest()


class Translation:
    """The translators in force; owned by the composition root, `apply` may be called again to change language.

    Widgets that exist keep their texts: pages are made anew after a change of language.
    """

    def __init__(self, build_dir: Path | None = None) -> None:
        self._build_dir = build_dir
        self._installed: list[QTranslator] = []
        self.language = ""

    def apply(self, app: QCoreApplication, language: str = DEFAULT_LANGUAGE) -> None:
        """Speak `language` (`zh_CN` or `en`); `ValueError` for another."""
        if language not in LANGUAGES:
            raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
        for translator in self._installed:
            app.removeTranslator(translator)
        self._installed.clear()
        self.language = language
        speak(language)
        QLocale.setDefault(QLocale(language if language != "en" else "en_GB"))
        if language == "en":
            return
        qt = QTranslator(app)
        if qt.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._install(app, qt)
        for name in _CATALOGUES:
            path = find_catalogue(name, self._build_dir)
            translator = QTranslator(app)
            if path is not None and translator.load(str(path)):
                self._install(app, translator)

    def _install(self, app: QCoreApplication, translator: QTranslator) -> None:
        app.installTranslator(translator)
        self._installed.append(translator)
