"""What every test stands on: no display, no trace outside its own folder, no clue from the machine it runs on.

Qt needs /etc/machine-id on Linux: D-Bus stops a process without one (`tools/system_packages.sh` makes it).
"""

from __future__ import annotations

import gc
import os
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt: without a display it would stop the process.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_ACCESSIBILITY", "1")

_FOLDERS = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
}
_PREFIXES = ("WINDOW_CLIENT_", "PROVINCIAL_SERVICE_", "SANDBOX_")
_NAMES = ("DATABASE_URL", "CUPS_SERVER", "PRINTER", "LPDEST")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")

# Time limits belong to pytest-timeout: a slow example on a busy machine is no bug.
_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
settings.register_profile("default", max_examples=60, **_COMMON)
settings.register_profile("ci", max_examples=60, **_COMMON)
settings.register_profile("soak", max_examples=3000, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


_FINISHED = count(1)
_COLLECT_EVERY = 40


def pytest_sessionstart() -> None:
    """Cycles are collected between tests only, on the main thread.

    Inside a destructor of Qt a collection may delete a second tree of objects and wait for a lock that the first
    one holds; on a server's thread it would delete widgets off their own thread (window_client/ui/garbage.py).
    """
    gc.collect()
    gc.freeze()
    gc.disable()


def pytest_runtest_logfinish() -> None:
    if next(_FINISHED) % _COLLECT_EVERY == 0:
        gc.collect()


@pytest.fixture(autouse=True)
def isolated_environment(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, data and caches of the account stay untouched and unread; loopback is reached directly.

    The folder is made anew for each test and kept beside its `tmp_path`, not in it, so that a test may
    expect that to be empty.
    """
    root = tmp_path_factory.mktemp("account")
    for name, folder in _FOLDERS.items():
        (root / folder).mkdir(mode=0o700)
        monkeypatch.setenv(name, str(root / folder))
    for name in list(os.environ):
        is_setting = name.startswith(_PREFIXES) and name not in ("WINDOW_CLIENT_FONTS",)
        if is_setting or name in _NAMES or name.lower() in _PROXIES:
            monkeypatch.delenv(name)
    return root


@pytest.fixture(scope="session")
def soak_rounds() -> int:
    """How often a seeded campaign repeats: 1, or more under `make soak`."""
    return 50 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 1
