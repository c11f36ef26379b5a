"""`window-client doctor`: what this machine has, what it lacks, and what to do about it. No personal data."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from window_client import __version__
from window_client.config import Config
from window_client.errors import WindowClientError
from window_client.services.clock import Clock, SystemClock

LEAST_FREE_BYTES = 500 * 1024 * 1024
SKEW_WARNING_SECONDS = 120
_PLAIN_HEADER = b"SQLite format 3\x00"
_LIBRARIES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "alembic",
    "cryptography",
    "requests",
    "reportlab",
    "pydantic",
)


@dataclass(frozen=True)
class Finding:
    """`state` is `ok`, `warning` or `fault`; `text` is for staff and support."""

    topic: str
    state: str
    text: str


_MARKS = {"ok": "[正常]", "warning": "[注意]", "fault": "[故障]"}


def diagnose(config: Config, clock: Clock | None = None) -> str:
    """The whole report as text. Asks the province once, so not for the GUI thread."""
    lines = [f"户政窗口 {__version__} 自检"]
    lines += [f"{_MARKS[f.state]} {f.topic}：{f.text}" for f in examine(config, clock or SystemClock())]
    return "\n".join(lines)


def examine(config: Config, clock: Clock) -> tuple[Finding, ...]:
    """Every check in turn; one that breaks is itself a finding."""
    checks: tuple[tuple[str, Callable[[], Iterable[Finding]]], ...] = (
        ("程序", _versions),
        ("数据库组件", _database_library),
        ("终端登记", lambda: _enrolment(config)),
        ("本机数据", lambda: _store(config)),
        ("磁盘", lambda: _disk(config)),
        ("证明字体", _certificate_fonts),
        ("屏幕字体", _screen_font),
        ("打印", _printing),
        ("省厅", lambda: _province(config, clock)),
    )
    found: list[Finding] = []
    for topic, check in checks:
        try:
            found.extend(check())
        except WindowClientError as error:
            found.append(Finding(topic, "fault", error.text))
        except Exception as error:
            found.append(Finding(topic, "fault", f"检查没有完成（{type(error).__name__}）。"))
    return tuple(found)


def _versions() -> Iterable[Finding]:
    yield Finding("系统", "ok", f"{platform.system()} {platform.release()} {platform.machine()}")
    named = [f"Python {platform.python_version()}"]
    for library in _LIBRARIES:
        try:
            named.append(f"{library} {metadata.version(library)}")
        except metadata.PackageNotFoundError:
            yield Finding("程序", "fault", f"缺少组件 {library}，请重新安装本程序。")
    yield Finding("程序", "ok", "，".join(named))


def _database_library() -> Iterable[Finding]:
    from window_client.services.store.engine import check_library, library_versions

    check_library()
    yield Finding("数据库组件", "ok", library_versions())


def _enrolment(config: Config) -> Iterable[Finding]:
    from window_client.services.enrolment import load_terminal, machine_secret

    terminal = load_terminal(config)
    if terminal is None:
        yield Finding("终端登记", "fault", "本终端尚未登记。请系统管理员用激活码登记。")
        return
    secret = machine_secret(config).load()
    secret[:] = bytes(len(secret))
    kind = "（样本环境）" if terminal.sample else ""
    text = f"{terminal.station.station_name} {terminal.window_no} 号窗口，{terminal.terminal}{kind}"
    yield Finding("终端登记", "ok", text)


def _store(config: Config) -> Iterable[Finding]:
    path = config.store_path
    if not path.exists():
        yield Finding("本机数据", "ok", "还没有本机数据，首次登录时建立。")
        return
    with path.open("rb") as file:
        header = file.read(len(_PLAIN_HEADER))
    size = f"{path.stat().st_size / 1024 / 1024:.1f} MB"
    if header == _PLAIN_HEADER:
        yield Finding("本机数据", "fault", f"{size}，文件没有加密。请停止办件并联系系统管理员。")
    else:
        yield Finding("本机数据", "ok", f"{size}，已加密。")
    if path.stat().st_mode & 0o077 and sys.platform != "win32":
        yield Finding("本机数据", "warning", "文件权限过宽，其他用户可以读取密文。请改为仅本用户可读写。")


def _disk(config: Config) -> Iterable[Finding]:
    folder = config.data_dir
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    text = f"数据所在磁盘剩余 {free / 1024**3:.1f} GB"
    if free < LEAST_FREE_BYTES:
        yield Finding("磁盘", "fault", f"{text}，不足 0.5 GB。请清理磁盘。")
    else:
        yield Finding("磁盘", "ok", f"{text}。")


def _certificate_fonts() -> Iterable[Finding]:
    from window_client.services.certificates.fonts import font_dir, load_fonts

    load_fonts().verify()
    yield Finding("证明字体", "ok", f"齐全，校验一致（{font_dir()}）。")


def _screen_font() -> Iterable[Finding]:
    if not sys.platform.startswith("linux"):
        yield Finding("屏幕字体", "ok", "由系统提供。")
        return
    tool = shutil.which("fc-list")
    if tool is None:
        found = [p for folder in _font_folders() if folder.is_dir() for p in folder.rglob("*.tt[cf]")]
        state, text = (
            ("warning", "没有 fc-list，无法确认中文字体。") if found else ("fault", "没有找到字体。")
        )
        yield Finding("屏幕字体", state, text)
        return
    listed = subprocess.run(
        [tool, ":lang=zh-cn", "family"], capture_output=True, text=True, timeout=20, check=False
    )
    families = sorted({line.split(",")[0].strip() for line in listed.stdout.splitlines() if line.strip()})
    if families:
        yield Finding("屏幕字体", "ok", f"{len(families)} 种中文字体，如 {families[0]}。")
    else:
        text = "系统没有中文字体，屏幕上会显示方框。请安装 fonts-wqy-microhei 或 fonts-noto-cjk。"
        yield Finding("屏幕字体", "fault", text)


def _font_folders() -> tuple[Path, ...]:
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"


def _printing() -> Iterable[Finding]:
    from window_client.services.devices.printers import system_print_service

    printers = system_print_service().list_printers()
    if printers:
        yield Finding("打印", "ok", f"{len(printers)} 台打印机：" + "，".join(p.name for p in printers))
    else:
        yield Finding("打印", "warning", "没有打印机。证明可以另存为 PDF，接好打印机后再打印。")


def _province(config: Config, clock: Clock) -> Iterable[Finding]:
    from window_client.services.sync.remote import Province

    if not config.province_url:
        yield Finding("省厅", "fault", "没有设置省厅服务地址（province_url）。")
        return
    with Province(config) as province:
        hello = province.hello()
    yield Finding("省厅", "ok", f"{config.province_url} 可以连接，{hello.province}，协议 {hello.protocol}。")
    skew = abs((clock.now() - hello.server_time).total_seconds())
    if skew > SKEW_WARNING_SECONDS:
        yield Finding("时钟", "warning", f"本机时间与省厅相差 {skew / 60:.0f} 分钟。请校准本机时间。")
    else:
        yield Finding("时钟", "ok", f"与省厅相差 {skew:.0f} 秒。")
