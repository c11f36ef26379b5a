"""What `make run` says when it cannot go on, and that it goes on where it stopped."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools.sandbox.__main__ import main
from tools.sandbox.accounts import load_or_create
from tools.sandbox.lock import only_one
from tools.sandbox.paths import SandboxPaths
from tools.sandbox.province import Province, SandboxError, is_taken
from tools.sandbox.setup import Setup

HOLD = """
import sys, time
from pathlib import Path
from tools.sandbox.lock import only_one
from tools.sandbox.paths import SandboxPaths
with only_one(SandboxPaths(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def paths(tmp_path: Path) -> SandboxPaths:
    return SandboxPaths(tmp_path / "sandbox")


def holder(paths: SandboxPaths) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLD, str(paths.root)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_one_is_told_who_is_there(paths: SandboxPaths, capsys: pytest.CaptureFixture[str]) -> None:
    process = holder(paths)
    try:
        assert main(["--root", str(paths.root), "run"]) == 1
        told = capsys.readouterr().err
        assert f"process {process.pid}" in told
        assert "--root" in told
    finally:
        process.communicate("")


def test_a_lock_left_by_a_kill_keeps_nobody_out(paths: SandboxPaths) -> None:
    process = holder(paths)
    process.kill()
    process.communicate()
    assert (paths.root / ".lock").read_text() == str(process.pid)
    with only_one(paths):
        assert (paths.root / ".lock").read_text() == str(os.getpid())


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("no folder")
    assert main(["--root", str(tmp_path / "file" / "sandbox"), "run"]) == 1
    told = capsys.readouterr().err
    assert "cannot write in" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("text", ['[{"staff_no"', "{}", "[{}]", '[{"unknown": 1}]'])
def test_a_half_written_sandbox_is_said_to_be_so(paths: SandboxPaths, text: str) -> None:
    paths.root.mkdir()
    paths.accounts.write_text(text)
    with pytest.raises(SandboxError, match="rm -r"):
        Setup(paths).run()


def test_the_password_file_is_private_and_whole_or_not_there(paths: SandboxPaths) -> None:
    paths.root.mkdir()
    accounts = load_or_create(paths)
    assert paths.accounts.stat().st_mode & 0o777 == 0o600
    assert load_or_create(paths) == accounts
    assert sorted(path.name for path in paths.root.iterdir()) == ["accounts.json"]


def test_steps_that_held_are_remembered(paths: SandboxPaths) -> None:
    paths.root.mkdir()
    assert paths.done_steps() == {}
    paths.mark_done("fonts")
    paths.mark_done("province")
    assert set(paths.done_steps()) == {"fonts", "province"}
    paths.state.write_text('{"fonts": tr')
    assert paths.done_steps() == {}


def test_a_port_that_is_taken_is_said_before_anything_starts(paths: SandboxPaths) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert is_taken(port)
        with pytest.raises(SandboxError, match=f"port {port} .* --port"):
            Province(paths, port).start()
