"""Checks a certificate that somebody brings, without a link: its PDF file, or the text of its QR code."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from paper_trust.claims import PREFIX
from paper_trust.pdf_signature import LARGEST
from paper_trust.trust import Trust
from paper_trust.verdict import Outcome, Verdict, describe_age, format_moment, label
from paper_trust.verify import Seen, verify_any, verify_code
from window_client.config import Config
from window_client.errors import InputError, StorageError
from window_client.services.trust_file import load_trust, read_trust_file

__all__ = [
    "Seen",
    "Verdict",
    "describe",
    "facts",
    "is_undecided",
    "sample_note",
    "trust_for",
    "verify",
    "verify_file",
    "verify_text",
]


def trust_for(config: Config, file: Path | None = None) -> Trust | None:
    """What to verify with: a file that was named, or what the last sync left on this machine."""
    if file is None:
        return load_trust(config)
    trust = read_trust_file(file)
    if trust is None:
        raise InputError("核验数据文件不存在或已损坏。", remedy="请核对文件路径，或向省厅重新取得。")
    return trust


def verify(given: str, trust: Trust | None, now: datetime, seen: Seen | None = None) -> Verdict:
    """`given` is the text of a code, the path of a PDF or of a text file, or `-` for standard input.

    `InputError` when it is neither a code nor a file, `StorageError` for a file that cannot be read.
    """
    if given.lstrip("\ufeff \t\r\n").startswith(PREFIX):
        return verify_code(given, trust, now, seen=seen)
    return verify_any(_read(given), trust, now, seen=seen)


def verify_text(text: str, trust: Trust | None, now: datetime, seen: Seen | None = None) -> Verdict:
    """The text of a code, as it was scanned or pasted. Never raises."""
    return verify_code(text, trust, now, seen=seen)


def verify_file(path: Path, trust: Trust | None, now: datetime, seen: Seen | None = None) -> Verdict:
    """A PDF or a text file; errors as of `verify`."""
    return verify_any(_read(str(path)), trust, now, seen=seen)


def describe(verdict: Verdict, now: datetime) -> str:
    """The verdict as lines of text: what it is, what to do, the failure code, the signed fields, the list's age."""
    words = verdict.words
    lines = [f"{words.title}（{words.code}）", f"{words.message}{words.remedy}"]
    if note := sample_note(verdict):
        lines.insert(0, note)
    rows = facts(verdict, now)
    if rows:
        lines.append("")
        lines += [f"{name}：{value}" for name, value in rows]
    return "\n".join(lines)


def facts(verdict: Verdict, now: datetime) -> tuple[tuple[str, str], ...]:
    """The signed fields, then the age of the status list: label and value."""
    rows = verdict.rows()
    if verdict.list_as_of is not None:
        age = describe_age(now - verdict.list_as_of)
        rows = (*rows, (label("list_as_of"), f"{format_moment(verdict.list_as_of)}（{age}）"))
    return rows


def is_undecided(verdict: Verdict) -> bool:
    """Neither genuine nor refused: it cannot be told here, or there was nothing to tell."""
    return verdict.outcome in (
        Outcome.EXPIRED,
        Outcome.LIST_TOO_OLD,
        Outcome.NO_TRUST,
        Outcome.NOT_YET,
        Outcome.UNREADABLE,
    )


def sample_note(verdict: Verdict) -> str:
    """What to say of a sandbox's paper; '' of any other."""
    return label("sample") if verdict.sample else ""


def _read(given: str) -> bytes:
    """At most what a certificate can have: what is larger is none."""
    try:
        if given == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        with open(given, "rb") as file:
            return file.read(LARGEST + 1)
    except (FileNotFoundError, ValueError) as error:
        raise InputError("找不到这个文件，也不是二维码的文字。", remedy="请核对后重试。") from error
    except OSError as error:
        raise StorageError("文件读取失败。", detail=str(error.strerror)) from error
