"""The diagnosis says what is there and what is missing, whatever state the machine is in."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeClock, LiveProvince
from tests.services.conftest import Sessions
from window_client.config import Config
from window_client.services import doctor


def found(config: Config, clock: FakeClock) -> dict[str, doctor.Finding]:
    return {finding.topic: finding for finding in doctor.examine(config, clock)}


def test_a_fresh_machine(tmp_path: Path, clock: FakeClock) -> None:
    config = Config(data_dir=tmp_path / "a" / "b", secret_dir=tmp_path / "s")
    findings = found(config, clock)
    assert findings["终端登记"].state == "fault" and "激活码" in findings["终端登记"].text
    assert findings["省厅"].state == "fault" and findings["本机数据"].state == "ok"
    assert "SQLCipher 4." in findings["数据库组件"].text
    assert not (tmp_path / "a").exists(), "a diagnosis changes nothing"


def test_a_working_window(config: Config, sessions: Sessions, clock: FakeClock) -> None:
    session = sessions()
    findings = found(config, clock)
    for topic in ("终端登记", "本机数据", "省厅", "时钟", "磁盘"):
        assert findings[topic].state == "ok", findings[topic]
    assert "望桥派出所 1 号窗口" in findings["终端登记"].text and "样本" in findings["终端登记"].text
    text = doctor.diagnose(config, clock)
    assert "[正常] 省厅：" in text and session.staff.name not in text


def test_what_is_wrong_is_said_with_its_code(
    config: Config, sessions: Sessions, province: LiveProvince, clock: FakeClock
) -> None:
    sessions().lock()
    province.misbehave("html")
    os.chmod(config.store_path, 0o644)
    clock.advance(days=1)
    findings = found(config, clock)
    assert findings["省厅"].state == "fault" and "SY-103" in findings["省厅"].text
    assert findings["本机数据"].state == "warning"
    config.store_path.write_bytes(b"SQLite format 3\x00" + bytes(100))
    (config.secret_dir / "machine.secret").unlink()
    findings = found(config, clock)
    assert findings["本机数据"].state in ("fault", "warning")
    assert "没有加密" in doctor.diagnose(config, clock)
    assert findings["终端登记"].state == "fault"


def test_a_clock_that_is_off_is_a_warning(config: Config, province: LiveProvince, clock: FakeClock) -> None:
    ahead = FakeClock(clock.now() + timedelta(minutes=30))
    findings = found(config, ahead)
    assert findings["时钟"].state == "warning" and "30 分钟" in findings["时钟"].text


def test_a_full_disk_is_a_fault(config: Config, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 2**62)
    assert found(config, clock)["磁盘"].state == "fault"


def test_without_a_chinese_font_it_says_boxes(
    config: Config, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "bin" / "fc-list"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tool.parent))
    assert "方框" in found(config, clock)["屏幕字体"].text
    tool.unlink()
    monkeypatch.setattr(doctor, "_font_folders", lambda: (tmp_path / "nowhere",))
    assert found(config, clock)["屏幕字体"].state == "fault"


def test_a_check_that_breaks_is_itself_a_finding(
    config: Config, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> tuple[doctor.Finding, ...]:
        raise ZeroDivisionError

    monkeypatch.setattr(doctor, "_printing", broken)
    finding = found(config, clock)["打印"]
    assert finding.state == "fault" and "ZeroDivisionError" in finding.text
