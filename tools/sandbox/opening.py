"""`make run`: the province, the window, and whoever sits at the terminal, until one of them ends."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from tools.sandbox.accounts import Account
from tools.sandbox.children import bound
from tools.sandbox.guide import print_guide
from tools.sandbox.paths import REPOSITORY, SandboxPaths
from tools.sandbox.province import Province, running
from tools.sandbox.setup import window_config

CLOSING_SECONDS = 15
_LOOK_SECONDS = 0.3
_SETTINGS = (
    "data_dir",
    "secret_dir",
    "log_dir",
    "province_url",
    "province_ca",
    "card_reader",
    "card_deck",
)


class _StopRequested(Exception):
    """Ctrl+C, or the terminal was closed."""


def open_window(paths: SandboxPaths, number: int, accounts: tuple[Account, ...], port: int | None) -> int:
    """Open the window and stay until it is closed. Ctrl+C closes window and province, in that order."""
    with _stop_signals(), running(Province(paths, port)) as province:
        print_guide(paths, accounts, province)
        # In a session of its own: Ctrl+C reaches this process alone, which then ends the window in order.
        window = subprocess.Popen(
            bound(_command(paths, number, province)),
            cwd=REPOSITORY,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            while window.poll() is None:
                _hear(province, window)
            if window.returncode:
                log = paths.window(number) / "log"
                print(f"the window ended with {window.returncode}; its log lies in {log}", file=sys.stderr)
            return window.returncode
        except _StopRequested:
            print("\n正在关闭窗口和省厅 / closing the window and the province", flush=True)
            return 0
        finally:
            _close(window)


@contextmanager
def _stop_signals() -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _StopRequested

    wanted = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, stop) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _hear(province: Province, window: subprocess.Popen[bytes]) -> None:
    """Wait a little; Enter at the terminal switches the province off and on, to see what offline is like."""
    if not sys.stdin.isatty():
        try:
            window.wait(_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            return
        return
    ready, _, _ = select.select([sys.stdin], [], [], _LOOK_SECONDS)
    if not ready or not sys.stdin.readline():
        return
    if province.process is None:
        province.start()
        print("省厅已开 / the province is on", flush=True)
    else:
        province.stop()
        print("省厅已关，再按回车打开 / the province is off; Enter switches it on", flush=True)


def _close(window: subprocess.Popen[bytes]) -> None:
    if window.poll() is not None:
        return
    window.terminate()
    try:
        window.wait(CLOSING_SECONDS)
    except subprocess.TimeoutExpired:
        window.kill()
        window.wait()


def _command(paths: SandboxPaths, number: int, province: Province) -> list[str]:
    config = window_config(paths, number, province)
    command = [sys.executable, "-m", "window_client", "run"]
    for name in _SETTINGS:
        command += [f"--{name.replace('_', '-')}", str(getattr(config, name))]
    return [*command, "--config", str(paths.window(number) / "window-client.toml")]


def _environment() -> dict[str, str]:
    """The wheel's Qt speaks ibus only: with it, fcitx and ibus both type Chinese."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WINDOW_CLIENT_")}
    if environment.get("QT_IM_MODULE", "fcitx").startswith("fcitx"):
        environment["QT_IM_MODULE"] = "ibus"
    if environment.get("QT_QPA_PLATFORM") == "offscreen":
        del environment["QT_QPA_PLATFORM"]
    return environment
