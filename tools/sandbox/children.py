"""Child processes that do not outlive the sandbox, however it ends."""

from __future__ import annotations

import shutil
import sys


def bound(command: list[str]) -> list[str]:
    """`command`, ended by the system when this process dies, be it by a kill; elsewhere than on Linux as it is."""
    tool = shutil.which("setpriv") if sys.platform == "linux" else None
    return [tool, "--pdeathsig", "TERM", *command] if tool else command
