"""Reads a printed paper back and holds it against what the province's register says of the person."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

from hukou.household import EventKind, RegisterExtract
from provincial_service.store import open_store
from provincial_service.store.register import extract, persons_by_number
from tools.sandbox.paths import SandboxPaths
from tools.sandbox.province import SandboxError


def words_of(paper: Path) -> str:
    """The text of a paper: by `pdftotext`, and where that is not installed by pypdf."""
    if shutil.which("pdftotext"):
        done = subprocess.run(
            ["pdftotext", "-layout", str(paper), "-"], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()
    try:
        from pypdf import PdfReader
    except ImportError:
        raise SandboxError("papers are read back by pdftotext: apt-get install poppler-utils") from None
    return "\n".join(page.extract_text() for page in PdfReader(paper).pages).strip()


def register_record(paths: SandboxPaths, citizen_no: str, now: datetime) -> RegisterExtract:
    """What the register holds of one person, read past every service; only a sandbox may be asked so."""
    store = open_store(paths.database_url)
    try:
        with store.read() as connection:
            found = persons_by_number(connection, citizen_no, 2)
            if len(found) != 1:
                raise SandboxError(f"the register has {len(found)} persons for a card of the deck")
            return extract(connection, found[0], case_id="", purpose="", as_of=now)
    finally:
        store.engine.dispose()


def facts_of_change(record: RegisterExtract, purpose: str) -> tuple[str, ...]:
    """What a certificate of a changed name has to say, taken from the register."""
    person = record.person
    change = next(
        event
        for event in reversed(person.events)
        if event.kind in (EventKind.CHANGE, EventKind.CORRECTION) and event.item == "姓名"
    )
    return (
        person.name,
        person.citizen_no,
        f"由“{change.old}”变更为“{change.new}”"
        if change.kind is EventKind.CHANGE
        else f"由“{change.old}”更正为“{change.new}”",
        day(change.recorded_on),
        change.reason,
        purpose,
        "样本",
        "数据截至",
    )


def facts_of_refusal(record: RegisterExtract) -> tuple[str, ...]:
    """What the notice has to say of the person and of the reason."""
    person = record.person
    return person.name, person.citizen_no, "不予出具", "“姓名”可由居民户口簿、居民身份证证明", "样本"


def missing_facts(paper: Path, facts: tuple[str, ...]) -> list[str]:
    """Those of `facts` that are not on the paper; line breaks and spaces do not count."""
    text = _close(words_of(paper))
    return [fact for fact in facts if _close(fact) not in text]


def day(value: date) -> str:
    """2015年8月23日, as the forms write a date."""
    return f"{value.year}年{value.month}月{value.day}日"


def _close(text: str) -> str:
    return re.sub(r"\s+", "", text)
