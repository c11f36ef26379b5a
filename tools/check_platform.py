"""Does this machine have what Qt and the store load at start? Names the library that is missing, in one line."""

from __future__ import annotations

import importlib
import os
import sys

MODULES = (
    "PySide6.QtCore",
    "PySide6.QtGui",
    "PySide6.QtWidgets",
    "PySide6.QtSvg",
    "PySide6.QtPdf",
    "PySide6.QtPdfWidgets",
    "PySide6.QtPrintSupport",
    "sqlcipher3.dbapi2",
    "cryptography.hazmat.bindings._rust",
    "psycopg",
)


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = 0
    for name in MODULES:
        try:
            importlib.import_module(name)
        except (ImportError, OSError) as error:
            print(f"      {name} does not load: {error}", file=sys.stderr)
            failed = 1
    if failed:
        print("      install the packages of tools/system_packages.txt that hold it", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
