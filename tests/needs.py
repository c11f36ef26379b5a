"""What a test needs from the system. Missing, it is skipped on a developer's machine and fails where CI is set."""

from __future__ import annotations

import os

import pytest


def need(found: object, package: str, what: str) -> None:
    """Go on when `found`; otherwise name the Debian package that brings it (`tools/system_packages.txt`)."""
    if found:
        return
    told = f"{what} is not installed: apt-get install {package} (tools/system_packages.sh test does it)"
    if os.environ.get("CI"):
        pytest.fail(f"{told}; in CI these tests have to run", pytrace=False)
    pytest.skip(told)
