"""Child process of the start-up figure: paints one window and says when. `bare` is the floor.

Prints the seconds from process start to the end of the first paint, by the kernel's clock, so that interpreter
and imports count.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path


def since_process_start() -> float:
    """Seconds since this process was started."""
    with open("/proc/self/stat", encoding="ascii") as handle:
        ticks = int(handle.read().rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def bare() -> None:
    from PySide6.QtWidgets import QApplication, QWidget

    application = QApplication([])
    window = QWidget()
    window.resize(1440, 900)
    window.show()
    application.processEvents()
    window.grab()


def sign_in() -> None:
    from window_client.app import WindowApp, create_application
    from window_client.config import Config

    folder = Path(tempfile.mkdtemp())
    application, theme = create_application([])
    app = WindowApp(Config(data_dir=folder, secret_dir=folder, log_dir=folder), application, theme)
    app.window.show()
    application.processEvents()
    app.window.grab()


if __name__ == "__main__":
    {"bare": bare, "sign_in": sign_in}[sys.argv[1]]()
    print(f"{since_process_start():.4f}", flush=True)
    os._exit(0)
