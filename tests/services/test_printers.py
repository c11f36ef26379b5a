"""Printing through CUPS: a real scheduler of our own where there is `cupsd`, and tools that misbehave."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.needs import need
from tests.services.private_cups import CUPSD, PrivateCups
from window_client.services.devices.cups import CupsPrintService, parse_job, parse_printers
from window_client.services.devices.device_errors import (
    NoPrinterError,
    PrintDocumentError,
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
    NoPrintService,
    PrinterInfo,
    PrinterState,
    system_print_service,
)

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def until(condition: Callable[[], bool]) -> None:
    """Waits for something that another process does; fails after 20 seconds."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "waited too long"


@pytest.fixture(scope="module")
def scheduler() -> Iterator[PrivateCups]:
    need(CUPSD, "cups-daemon cups-client", "cupsd")
    with PrivateCups() as cups:
        yield cups


@pytest.fixture
def cups(scheduler: PrivateCups) -> Iterator[PrivateCups]:
    """The scheduler with two fresh queues."""
    scheduler.add_queue("counter", "一号窗口打印机", default=True)
    scheduler.add_queue("office", "office")
    yield scheduler
    for knob in ("hold", "fail"):
        (scheduler.output / knob).unlink(missing_ok=True)
    for queue in ("counter", "office"):
        scheduler.run("cancel", "-a", queue, check=False)
        scheduler.run("lpadmin", "-x", queue, check=False)


class TestRealCups:
    def test_printers_are_listed(self, cups: PrivateCups) -> None:
        assert CupsPrintService(cups.environment).list_printers() == (
            PrinterInfo("counter", "一号窗口打印机", PrinterState.READY, is_default=True),
            PrinterInfo("office", "office", PrinterState.READY, is_default=False),
        )

    def test_the_pdf_arrives_byte_for_byte_with_its_options(self, cups: PrivateCups) -> None:
        service = CupsPrintService(cups.environment)
        job = service.submit(PDF, "counter", "户证 000123", copies=2)
        number = job.rpartition("-")[2]
        until(lambda: service.job_state(job) is JobState.FINISHED)
        assert (cups.output / f"{number}.pdf").read_bytes() == PDF
        title, copies, options = (cups.output / f"{number}.job").read_text().splitlines()
        assert title == "户证 000123"
        assert copies == "2"
        assert {"media=A4", "sides=one-sided", "print-scaling=none"} <= set(options.split())

    def test_the_default_printer_is_taken_when_none_is_chosen(self, cups: PrivateCups) -> None:
        job = CupsPrintService(cups.environment).submit(PDF, None, "t")
        assert job.startswith("counter-")

    def test_no_file_is_left_by_this_program(
        self, cups: PrivateCups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        service = CupsPrintService({**cups.environment, "TMPDIR": str(tmp_path), "TMP": str(tmp_path)})
        service.submit(PDF, "counter", "t")
        assert list(tmp_path.iterdir()) == []

    def test_a_job_is_followed_while_it_prints_and_waits(self, cups: PrivateCups) -> None:
        service = CupsPrintService(cups.environment)
        (cups.output / "hold").touch()
        first, second = service.submit(PDF, "counter", "1"), service.submit(PDF, "counter", "2")
        until(lambda: service.job_state(first) is JobState.PRINTING)
        assert service.job_state(second) is JobState.WAITING
        assert service.list_printers()[0].state is PrinterState.BUSY
        (cups.output / "hold").unlink()
        until(lambda: service.job_state(second) is JobState.FINISHED)

    def test_a_stopped_queue_takes_nothing(self, cups: PrivateCups) -> None:
        service = CupsPrintService(cups.environment)
        cups.run("cupsdisable", "-r", "缺纸", "counter")
        cups.run("cupsreject", "office")
        assert {info.state for info in service.list_printers()} == {PrinterState.STOPPED}
        for name in ("counter", "office", None):
            with pytest.raises(PrinterStoppedError) as caught:
                service.submit(PDF, name, "t")
            assert "一号窗口打印机" in caught.value.text or name == "office"
        assert cups.run("lpstat", "-W", "not-completed", "-o") == ""

    def test_a_queue_that_fails_holds_the_job_back(self, cups: PrivateCups) -> None:
        service = CupsPrintService(cups.environment)
        (cups.output / "fail").touch()
        job = service.submit(PDF, "counter", "t")
        until(lambda: service.job_state(job) is JobState.STOPPED)
        assert service.list_printers()[0].state is PrinterState.STOPPED

    def test_a_printer_that_is_gone(self, cups: PrivateCups) -> None:
        service = CupsPrintService(cups.environment)
        with pytest.raises(PrinterNotFoundError) as caught:
            service.submit(PDF, "yesterday", "t")
        assert "yesterday" in caught.value.message
        assert service.job_state(JobId("yesterday-1")) is JobState.UNKNOWN
        assert service.job_state(JobId("counter-99999")) is JobState.UNKNOWN

    def test_no_printer_at_all(self, cups: PrivateCups) -> None:
        for queue in ("counter", "office"):
            cups.run("lpadmin", "-x", queue)
        service = CupsPrintService(cups.environment)
        assert service.list_printers() == ()
        with pytest.raises(NoPrinterError):
            service.submit(PDF, None, "t")

    def test_a_scheduler_that_does_not_run(self, tmp_path: Path) -> None:
        need(CUPSD, "cups-daemon cups-client", "cupsd")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "CUPS_SERVER": str(tmp_path / "none"),
        }
        service = CupsPrintService(environment)
        for call in (
            service.list_printers,
            lambda: service.submit(PDF, "counter", "t"),
            lambda: service.job_state(JobId("counter-1")),
        ):
            with pytest.raises(PrintServiceDownError):
                call()


@pytest.mark.parametrize("pdf", [b"", b"<html>", b" %PDF-1.7"])
def test_what_is_no_pdf_is_not_handed_over(pdf: bytes) -> None:
    with pytest.raises(PrintDocumentError):
        CupsPrintService({"PATH": ""}).submit(pdf, "counter", "t")


@pytest.mark.parametrize("copies", [0, -1, 10])
def test_copies_are_bounded(copies: int) -> None:
    with pytest.raises(PrintDocumentError):
        CupsPrintService({"PATH": ""}).submit(PDF, "counter", "t", copies=copies)


def test_tools_that_are_absent() -> None:
    service = CupsPrintService({"PATH": "/nonexistent"})
    with pytest.raises(PrintSystemMissingError) as caught:
        service.list_printers()
    assert caught.value.code == "DV-201"


def test_a_system_without_printing_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    service = system_print_service()
    assert isinstance(service, NoPrintService)
    assert service.list_printers() == ()
    with pytest.raises(PrintSystemMissingError):
        service.submit(PDF, None, "t")
    with pytest.raises(PrintSystemMissingError):
        service.job_state(JobId("counter-1"))


def test_a_system_with_the_tools_prints_through_cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("lp", "lpstat"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isinstance(system_print_service(), CupsPrintService)


class TestMisbehavingTools:
    """Executable stand-ins on PATH, for what a sound CUPS does not do on demand."""

    LISTED = "echo scheduler is running; echo 'printer counter is idle.  enabled since Mon'"

    @staticmethod
    def service(folder: Path, timeout: float = 10, **scripts: str) -> CupsPrintService:
        for name, body in scripts.items():
            script = folder / name
            script.write_text(f"#!/bin/sh\n{body}\n")
            script.chmod(0o755)
        path = f"{folder}:{os.environ['PATH']}"
        return CupsPrintService({"PATH": path}, ask_timeout=timeout, send_timeout=timeout)

    def test_a_list_that_never_comes(self, tmp_path: Path) -> None:
        service = self.service(tmp_path, 0.2, lpstat="exec sleep 60")
        with pytest.raises(PrintTimeoutError) as caught:
            service.list_printers()
        assert "重试" in caught.value.remedy

    def test_a_submission_without_answer_asks_to_look_at_the_paper(self, tmp_path: Path) -> None:
        service = self.service(tmp_path, 1, lpstat=self.LISTED, lp="exec sleep 60")
        with pytest.raises(PrintTimeoutError) as caught:
            service.submit(PDF, "counter", "t")
        assert "出纸" in caught.value.remedy

    @pytest.mark.parametrize(
        ("complaint", "error"),
        [
            ("Destination counter is not accepting jobs.", PrinterStoppedError),
            ("Error - The printer or class does not exist.", PrinterNotFoundError),
            ("Forbidden", PrinterError),
        ],
    )
    def test_a_refused_submission(self, tmp_path: Path, complaint: str, error: type[PrinterError]) -> None:
        service = self.service(
            tmp_path, lpstat=self.LISTED, lp=f"cat >/dev/null; echo '{complaint}' >&2; exit 1"
        )
        with pytest.raises(error) as caught:
            service.submit(PDF, "counter", "t")
        assert type(caught.value) is error
        assert complaint in caught.value.detail

    def test_an_answer_without_job_number_is_no_success(self, tmp_path: Path) -> None:
        service = self.service(tmp_path, lpstat=self.LISTED, lp="cat >/dev/null; echo done")
        with pytest.raises(PrinterError):
            service.submit(PDF, "counter", "t")

    def test_a_tool_that_cannot_run(self, tmp_path: Path) -> None:
        service = self.service(tmp_path, lpstat="")
        (tmp_path / "lpstat").write_text("#!/nonexistent/interpreter\n")
        with pytest.raises(PrintSystemMissingError):
            service.list_printers()

    def test_a_title_is_one_line_and_cannot_be_an_option(self, tmp_path: Path) -> None:
        log = tmp_path / "log"
        lp = f"cat >/dev/null; printf '%s\\n' \"$@\" >{log}; echo 'request id is counter-7 (0 file(s))'"
        service = self.service(tmp_path, lpstat=self.LISTED, lp=lp)
        assert service.submit(PDF, "counter", "-o\nraw\x1b") == "counter-7"
        arguments = log.read_text().splitlines()
        assert arguments[arguments.index("-t") + 1] == "-oraw"

    def test_no_default_printer(self, tmp_path: Path) -> None:
        service = self.service(tmp_path, lpstat=self.LISTED)
        with pytest.raises(NoPrinterError) as caught:
            service.submit(PDF, None, "t")
        assert "默认打印机" in caught.value.message


def test_an_offline_printer_is_told_from_a_ready_one() -> None:
    text = (
        "system default destination: b\n"
        "printer a is idle.  enabled since Mon\n\tDescription: 甲\n\tAlerts: offline-report\n\tLocation: \n"
        "printer b is idle.  enabled since Mon\n\tAlerts: none\n"
    )
    assert parse_printers(text) == (
        PrinterInfo("a", "甲", PrinterState.OFFLINE, is_default=False),
        PrinterInfo("b", "b", PrinterState.READY, is_default=True),
    )


@pytest.mark.parametrize(
    ("alerts", "state"),
    [
        ("job-canceled-by-user", JobState.CANCELLED),
        ("aborted-by-system", JobState.FAILED),
        ("job-completed-successfully", JobState.FINISHED),
        ("processing-to-stop-point", JobState.FINISHED),
    ],
)
def test_the_end_of_a_job(alerts: str, state: JobState) -> None:
    first = "q-1  root  1024  Mon\n\tAlerts: none\n"
    text = f"{first}q-12  root  1024  Mon\n\tStatus: \n\tAlerts: {alerts}\n\tqueued for q\n"
    assert parse_job(text, JobId("q-12"), is_completed=True) is state
