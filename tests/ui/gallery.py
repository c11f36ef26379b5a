"""Grab every widget and the frame, light and dark, at three sizes, to be looked at beside the design.

python -m tests.ui.gallery OUT_DIR
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from tests.ui import gallery_forms, gallery_pages
from window_client.ui.theme import Theme
from window_client.ui.translation import Translation

# name → (width, height, mode, scale)
LOOKS = {
    "light": (1440, 900, "light", 1.0),
    "1366": (1366, 768, "light", 1.0),
    "dark": (1440, 900, "dark", 1.0),
    "200": (1440, 900, "light", 2.0),
    "smallest": (1280, 680, "light", 1.0),
}

SCENES: dict[str, Callable[[], QWidget]] = {
    "sign-in": gallery_pages.sign_in,
    "sign-in-first": gallery_pages.sign_in_first,
    "sign-in-error": gallery_pages.sign_in_error,
    "shell": gallery_pages.shell_with_counter,
    "popups": gallery_pages.shell_with_popups,
    "intake": gallery_forms.shell_with_intake,
    "widgets": gallery_forms.widget_sheet,
    "stock": gallery_forms.stock_sheet,
}


def grab(app: QApplication, theme: Theme, out: Path, only: str = "") -> list[Path]:
    """One picture for each scene and look; the files written."""
    written = []
    for look, (width, height, mode, scale) in LOOKS.items():
        theme.apply(app, mode, scale)
        for name, make in SCENES.items():
            if only and only not in f"{name}-{look}":
                continue
            widget = make()
            widget.resize(width, height)
            widget.show()
            app.processEvents()
            gallery_pages.settle(widget)
            app.processEvents()
            path = out / f"{name}-{look}.png"
            widget.grab().save(str(path))
            written.append(path)
            widget.close()
            widget.deleteLater()
            app.processEvents()
    return written


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    theme = Theme(app)
    translation = Translation()
    translation.apply(app)
    for path in grab(app, theme, out, sys.argv[2] if len(sys.argv) > 2 else ""):
        print(path)


if __name__ == "__main__":
    main()
