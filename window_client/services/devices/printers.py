"""Printing through the system: which printers there are, handing over a PDF, asking what became of it.

What a spooler says is never proof of a print: the print ledger asks a person (`design/certificates.md`).
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, Protocol

from window_client.services.devices.device_errors import PrintDocumentError, PrintSystemMissingError

MAX_COPIES = 9
"""A slip of the finger must not empty the paper tray."""

JobId = NewType("JobId", str)
"""The spooler's name of a job (`QUEUE-12`), kept in the print ledger."""


class PrinterState(StrEnum):
    READY = "ready"
    BUSY = "busy"
    STOPPED = "stopped"
    OFFLINE = "offline"


class JobState(StrEnum):
    WAITING = "waiting"
    PRINTING = "printing"
    STOPPED = "stopped"
    """Held back: the queue stopped while it had the job."""
    FINISHED = "finished"
    """Left the queue. Printed as far as the spooler knows; some versions say the same of a cancelled job."""
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The spooler does not know the job (any more)."""


@dataclass(frozen=True)
class PrinterInfo:
    """One printer. `name` is what `submit` takes, `description` what staff know it by."""

    name: str
    description: str
    state: PrinterState
    is_default: bool


class PrintService(Protocol):
    """The system's printing. Every call may take seconds and belongs on a worker thread."""

    def list_printers(self) -> tuple[PrinterInfo, ...]:
        """All printers, by name. Raises `PrintServiceDownError`, `PrintTimeoutError`."""
        ...

    def submit(self, pdf: bytes, printer: str | None, title: str, *, copies: int = 1) -> JobId:
        """Hands over a PDF for A4, one-sided, unscaled. `printer` None: the system's default.

        `title` stands in the spooler's logs: a document number, never a name or a citizen number.
        Raises a `PrinterError`; after `PrintTimeoutError` the job may or may not have been taken.
        """
        ...

    def job_state(self, job: JobId) -> JobState:
        """What the spooler says of a job. Raises `PrintServiceDownError`, `PrintTimeoutError`."""
        ...


class NoPrintService:
    """A system without a print service: says so, and prints nothing."""

    def list_printers(self) -> tuple[PrinterInfo, ...]:
        return ()

    def submit(self, pdf: bytes, printer: str | None, title: str, *, copies: int = 1) -> JobId:
        raise PrintSystemMissingError()

    def job_state(self, job: JobId) -> JobState:
        raise PrintSystemMissingError()


def system_print_service() -> PrintService:
    """CUPS where its tools are installed, else the service that says that there is none."""
    if shutil.which("lp") is None or shutil.which("lpstat") is None:
        return NoPrintService()
    from window_client.services.devices.cups import CupsPrintService  # it is built on this module

    return CupsPrintService()


def check_document(pdf: bytes, copies: int) -> None:
    """`PrintDocumentError` unless `pdf` begins like a PDF and `copies` is 1 to `MAX_COPIES`."""
    if not pdf.startswith(b"%PDF-"):
        raise PrintDocumentError("要打印的文件不是 PDF。", detail=f"{len(pdf)} bytes")
    if not 1 <= copies <= MAX_COPIES:
        raise PrintDocumentError(
            f"打印份数应为 1 至 {MAX_COPIES} 份。", remedy="请修改份数后打印。", detail=f"{copies} copies"
        )
