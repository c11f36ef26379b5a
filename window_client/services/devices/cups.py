"""CUPS by its command-line tools: `lpstat` and `lp`, whose English output is parsed.

The PDF goes over standard input, so no copy of it is written by this program. CUPS itself keeps what it
printed in its spool for a day unless `PreserveJobFiles No` is set: an installation has to set it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping

from window_client.services.devices.device_errors import (
    NoPrinterError,
    PrinterError,
    PrinterNotFoundError,
    PrinterStoppedError,
    PrintServiceDownError,
    PrintSystemMissingError,
    PrintTimeoutError,
)
from window_client.services.devices.printers import (
    JobId,
    JobState,
    PrinterInfo,
    PrinterState,
    check_document,
)

ASK_TIMEOUT = 5.0
SEND_TIMEOUT = 20.0
TITLE_MAX = 100

_OPTIONS = ("media=A4", "sides=one-sided", "print-scaling=none")
_DEFAULT = re.compile(r"^system default destination: (\S+)$", re.MULTILINE)
_REJECTING = re.compile(r"^(\S+) not accepting requests since ", re.MULTILINE)
_PRINTER = re.compile(r"^printer (\S+) (is idle|now printing|disabled|\S+).*(?:\n\t.*)*", re.MULTILINE)
_DESCRIPTION = re.compile(r"^\tDescription: (.+)$", re.MULTILINE)
_ALERTS = re.compile(r"^\tAlerts: (.*)$", re.MULTILINE)
_JOB = re.compile(r"^(\S+)\s.*(?:\n\t.*)*", re.MULTILINE)
_REQUEST_ID = re.compile(r"^request id is (\S+-\d+) ", re.MULTILINE)

_JOB_ALERTS = {
    "job-canceled-by-user": JobState.CANCELLED,
    "job-canceled-by-operator": JobState.CANCELLED,
    "job-canceled-at-device": JobState.CANCELLED,
    "aborted-by-system": JobState.FAILED,
    "job-completed-with-errors": JobState.FAILED,
    "job-printing": JobState.PRINTING,
    "printer-stopped": JobState.STOPPED,
    "job-stopped": JobState.STOPPED,
}


class CupsPrintService:
    """See `PrintService`. `environment` replaces the process's own for the tools (tests)."""

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        ask_timeout: float = ASK_TIMEOUT,
        send_timeout: float = SEND_TIMEOUT,
    ) -> None:
        base = dict(os.environ if environment is None else environment)
        for name in ("LPDEST", "PRINTER", "LANGUAGE"):
            base.pop(name, None)
        # English to parse, but UTF-8, so that Chinese descriptions come through.
        self._environment = {**base, "LC_ALL": "C.UTF-8"}
        self._ask_timeout = ask_timeout
        self._send_timeout = send_timeout

    def list_printers(self) -> tuple[PrinterInfo, ...]:
        done = self._run(["lpstat", "-r", "-d", "-a", "-l", "-p"], self._ask_timeout)
        if "scheduler is running" not in done.stdout:
            raise PrintServiceDownError(detail=_brief(done))
        return parse_printers(done.stdout)

    def submit(self, pdf: bytes, printer: str | None, title: str, *, copies: int = 1) -> JobId:
        check_document(pdf, copies)
        name = self._choose(printer)
        command = ["lp", "-d", name, "-t", _clean(title), "-n", str(copies)]
        for option in _OPTIONS:
            command += ["-o", option]
        done = self._run([*command, "-"], self._send_timeout, pdf)
        request = _REQUEST_ID.search(done.stdout)
        if done.returncode == 0 and request is not None:
            return JobId(request[1])
        if "not accepting" in done.stderr:
            raise PrinterStoppedError(detail=_brief(done))
        if "does not exist" in done.stderr:
            raise PrinterNotFoundError(detail=_brief(done))
        raise PrinterError(detail=_brief(done))

    def job_state(self, job: JobId) -> JobState:
        printer = job.rpartition("-")[0]
        for which in ("not-completed", "completed"):
            done = self._run(["lpstat", "-r", "-l", "-W", which, "-o", printer], self._ask_timeout)
            if "scheduler is running" not in done.stdout:
                raise PrintServiceDownError(detail=_brief(done))
            state = parse_job(done.stdout, job, is_completed=which == "completed")
            if state is not JobState.UNKNOWN:
                return state
        return JobState.UNKNOWN

    def _choose(self, printer: str | None) -> str:
        """The queue to print on, once it is known to print: `lp` takes jobs for a stopped queue silently."""
        printers = self.list_printers()
        if not printers:
            raise NoPrinterError()
        if printer is None:
            chosen = next((info for info in printers if info.is_default), None)
            if chosen is None:
                raise NoPrinterError("没有选择打印机，系统也没有默认打印机。")
        else:
            chosen = next((info for info in printers if info.name == printer), None)
            if chosen is None:
                raise PrinterNotFoundError(f"打印机“{printer}”已不存在。")
        if chosen.state is PrinterState.STOPPED:
            raise PrinterStoppedError(f"打印机“{chosen.description}”的队列已停用。")
        return chosen.name

    def _run(
        self, command: list[str], timeout: float, data: bytes | None = None
    ) -> subprocess.CompletedProcess[str]:
        program = shutil.which(command[0], path=self._environment.get("PATH"))
        if program is None:
            raise PrintSystemMissingError(detail=f"no {command[0]}")
        try:
            done = subprocess.run(
                [program, *command[1:]],
                input=data or b"",
                env=self._environment,
                capture_output=True,
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            if data is not None:
                raise PrintTimeoutError(detail=command[0]) from error
            fact = "打印服务没有按时应答。"
            raise PrintTimeoutError(fact, remedy="请稍后重试。", detail=command[0]) from error
        except OSError as error:
            fact, remedy = "打印命令无法运行。", "请系统管理员重新安装打印服务。"
            detail = f"{command[0]}: {error.errno}"
            raise PrintSystemMissingError(fact, remedy=remedy, detail=detail) from error
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        return subprocess.CompletedProcess(command, done.returncode, out, err)


def parse_printers(text: str) -> tuple[PrinterInfo, ...]:
    """The printers in the output of `lpstat -d -a -l -p`, by name."""
    default = _DEFAULT.search(text)
    rejecting = set(_REJECTING.findall(text))
    printers = []
    for block in _PRINTER.finditer(text):
        name, word = block[1], block[2]
        alerts = _ALERTS.search(block[0])
        description = _DESCRIPTION.search(block[0])
        if word == "disabled" or name in rejecting:
            state = PrinterState.STOPPED
        elif alerts is not None and "offline" in alerts[1]:
            state = PrinterState.OFFLINE
        else:
            state = PrinterState.BUSY if word == "now printing" else PrinterState.READY
        printers.append(
            PrinterInfo(
                name=name,
                description=description[1].strip() if description else name,
                state=state,
                is_default=default is not None and default[1] == name,
            )
        )
    return tuple(sorted(printers, key=lambda info: info.name))


def parse_job(text: str, job: JobId, *, is_completed: bool) -> JobState:
    """The state of `job` in the output of `lpstat -l -o`; UNKNOWN when it is not listed."""
    for block in _JOB.finditer(text):
        if block[1] != job:
            continue
        alerts = _ALERTS.search(block[0])
        for word in alerts[1].replace(",", " ").split() if alerts else ():
            if word in _JOB_ALERTS:
                return _JOB_ALERTS[word]
        return JobState.FINISHED if is_completed else JobState.WAITING
    return JobState.UNKNOWN


def _clean(title: str) -> str:
    """A title on one line, without control characters."""
    return "".join(character for character in title if character.isprintable())[:TITLE_MAX]


def _brief(done: subprocess.CompletedProcess[str]) -> str:
    return f"{done.args[0]} {done.returncode}: {done.stderr.strip()[:200]}"
