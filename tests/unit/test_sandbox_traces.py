"""The search for residents in logs finds what is there, in every spelling a log may have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.sandbox.traces import Resident, find_traces, log_files

NUMBER = "390102200703259011"
RESIDENT = Resident(NUMBER, ("魏梓然", "易𠙶", "临江省澜州市青禾区书院巷149号", ""))


def log(folder: Path, *lines: str, name: str = "window-client.log") -> list[Path]:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(lines), "utf-8")
    return log_files(folder)


@pytest.mark.parametrize(
    "line",
    [
        f"look-up of {NUMBER}",
        f"number {NUMBER[:17]}x",
        "魏梓然",
        json.dumps({"message": "魏梓然 was here"}),
        json.dumps({"message": "易𠙶"}),
        '{"message": "\\u9B4F\\u6893\\u7136"}',
        "住 临江省澜州市青禾区书院巷149号 的人",
    ],
)
def test_a_trace_is_found_and_not_repeated(tmp_path: Path, line: str) -> None:
    files = log(tmp_path / "log", "started", line, "ended")
    assert find_traces(files, [RESIDENT]) == ["window-client.log:2"]


def test_a_log_that_names_nobody_is_clean(tmp_path: Path) -> None:
    files = log(
        tmp_path / "log", json.dumps({"message": "[text] [number]", "case": "01a20ac6-db72"}), "", "390102"
    )
    assert find_traces(files, [RESIDENT]) == []


def test_rotated_logs_of_every_folder_are_read(tmp_path: Path) -> None:
    log(tmp_path / "window-1", "fine")
    files = [
        *log(tmp_path / "window-1", NUMBER, name="window-client.log.1"),
        *log(tmp_path / "province", "fine"),
    ]
    assert [path.name for path in files] == ["window-client.log", "window-client.log.1", "window-client.log"]
    assert find_traces(files, [RESIDENT]) == ["window-client.log.1:1"]
