"""Child process of the start-up figure: paints one window and says when. `bare` is the floor.

Prints the seconds from interpreter start to the end of the first paint, taken from the process's own start
time, so that imports count.
"""

from __future__ import annotations

import os
import sys
import time


def since_process_start() -> float:
    """Seconds since this process was started, by the kernel's clock."""
    with open("/proc/self/stat", encoding="ascii") as handle:
        ticks = int(handle.read().rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def main(which: str) -> None:
    if which == "bare":
        from PySide6.QtWidgets import QApplication, QWidget

        application = QApplication([])
        window = QWidget()
        window.resize(1366, 768)
    else:
        from window_client.app import create_application, create_window

        application, theme = create_application([])
        window = create_window(theme)
    window.show()
    application.processEvents()
    window.grab()
    print(f"{since_process_start():.4f}", flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
