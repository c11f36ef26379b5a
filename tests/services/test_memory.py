"""After lock no key is left in the process (security.md, control 20), for a sign-in from the slot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes import PASSWORD, FakeClock, LiveProvince
from tests.services.conftest import Sessions
from window_client.config import Config
from window_client.services import keys
from window_client.services.enrolment import machine_secret

PROBE = os.fspath(Path(__file__).with_name("memory_probe.py"))


@pytest.fixture
def clock() -> FakeClock:
    """The probe runs on the machine's own clock."""
    return FakeClock(datetime.now(UTC))


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="needs a readable memory map")
def test_after_lock_no_key_is_in_the_memory_map(
    config: Config, sessions: Sessions, province: LiveProvince
) -> None:
    session = sessions()
    chain = session.keys
    slot = keys.SlotFile(config.data_dir / "slots.json").all()["039217"]
    master_key = keys.open_slot(slot, bytearray(PASSWORD.encode()))
    secrets = (
        chain.store,
        chain.documents,
        chain.audit,
        chain.terminal,
        master_key,
        machine_secret(config).load(),
    )
    in_hex = bytearray(chain.store.hex().encode())
    masked = " ".join(bytes(byte ^ 0x5A for byte in secret).hex() for secret in (*secrets, in_hex))
    session.lock()
    result = subprocess.run(
        [sys.executable, PROBE, str(config.data_dir), str(config.secret_dir), province.url, PASSWORD],
        input=masked + "\n",
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.fspath(Path(__file__).parents[2])},
    )
    assert result.returncode == 0, result.stderr
    signed_in, locked = json.loads(result.stdout)
    assert signed_in == [0, 1, 2, 3], "the probe has to see the keys of a session, and those alone"
    assert locked == []
