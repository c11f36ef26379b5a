"""The store below the province: journal mode, transactions, problems as data."""

from __future__ import annotations

import sqlite3
import string
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from hukou.case import ActionKind
from provincial_service import crypto, judging, keys
from provincial_service.problems import catalogue, problem
from provincial_service.settings import Settings
from provincial_service.store import open_store
from provincial_service.store.engine import wal_is_safe
from provincial_service.store.tables import meta, nonce
from tests.province.running import run_service


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_wal_is_used_only_where_it_does_not_damage(version: tuple[int, ...], safe: bool) -> None:
    assert wal_is_safe(version) is safe


def test_the_journal_fits_the_loaded_library(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    with store.read() as connection:
        mode = connection.execute(text("PRAGMA journal_mode")).scalar()
        assert mode == ("wal" if wal_is_safe(sqlite3.sqlite_version_info) else "truncate")
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    store.close()


def test_a_failed_transaction_leaves_nothing(settings: Settings) -> None:
    store = open_store(settings.database)
    with pytest.raises(ZeroDivisionError), store.write() as connection:
        connection.execute(meta.insert().values(key="half", value="x"))
        raise ZeroDivisionError
    with store.read() as connection:
        assert connection.execute(select(meta.c.value).where(meta.c.key == "half")).scalar() is None
    store.close()


def test_error_texts_hold_no_parameters(settings: Settings) -> None:
    store = open_store(settings.database)
    with pytest.raises(Exception) as failure, store.write() as connection:
        connection.execute(meta.insert().values(key="epoch", value="390102199003140526"))
    assert "390102199003140526" not in str(failure.value)
    store.close()


def test_old_nonces_are_forgotten_at_start(settings: Settings) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with run_service(replace(settings, clock=lambda: now)) as service:
        terminal = service.enrol()
        terminal.get("/v1/cases/00000000-0000-7000-8000-000000000000")
        store = service.province.store
        with store.read() as connection:
            assert connection.execute(select(nonce.c.seen_at)).scalars().all() == [now]
    with run_service(replace(settings, clock=lambda: now + timedelta(days=91))) as service:
        with service.province.store.read() as connection:
            assert connection.execute(select(nonce)).all() == []


# --- problems and words ----------------------------------------------------------------------------------


def test_every_problem_is_complete_and_speaks_as_agreed() -> None:
    values = {
        name: "x"
        for row in catalogue().values()
        for t in row.values()
        for _, name, _, _ in _fields(t)
        if name
    }
    for code, row in catalogue().items():
        made = problem(code, **values)
        assert set(row) == {"status", "title", "detail", "remedy"}
        assert 400 <= made.status < 600
        for sentence in (made.detail, made.remedy):
            assert sentence.endswith("。")
            assert "抱歉" not in sentence
            assert "！" not in sentence
        assert made.title.isascii()


def _fields(template: object) -> list[tuple[str, str | None, str | None, str | None]]:
    return list(string.Formatter().parse(template)) if isinstance(template, str) else []


def test_every_code_in_the_source_is_in_the_catalogue_and_the_reverse() -> None:
    import re

    source = Path(judging.__file__).parent
    used = {code for path in source.rglob("*.py") for code in re.findall(r'"(PV-\d{3})"', path.read_text())}
    assert used == set(catalogue())


def test_every_status_has_a_label() -> None:
    from hukou.case import Status

    assert set(judging.STATUS_LABELS) == {None, *Status}
    assert ActionKind.ISSUE in judging.TRANSITIONS


# --- keys ------------------------------------------------------------------------------------------------


def test_a_sealed_value_opens_only_with_key_and_context() -> None:
    key = crypto.new_secret()
    sealed = crypto.seal(key, b"master", "terminal-1")
    assert crypto.unseal(key, sealed, "terminal-1") == b"master"
    broken = bytes([*sealed[:-1], sealed[-1] ^ 1])
    for attempt in (
        (key, sealed, "terminal-2"),
        (crypto.new_secret(), sealed, "terminal-1"),
        (key, broken, "terminal-1"),
        (key, b"", "terminal-1"),
    ):
        with pytest.raises(crypto.SealError):
            crypto.unseal(*attempt)


def test_the_server_certificate_is_renewed_before_it_ends(tmp_path: Path) -> None:
    start = datetime(2026, 11, 23, tzinfo=UTC)
    files = keys.ensure_tls(tmp_path, "390000", start)
    authority, certificate = files.authority.read_bytes(), files.certificate.read_bytes()
    keys.ensure_tls(tmp_path, "390000", start + timedelta(days=300))
    assert files.certificate.read_bytes() == certificate
    keys.ensure_tls(tmp_path, "390000", start + timedelta(days=340))
    assert files.certificate.read_bytes() != certificate
    assert files.authority.read_bytes() == authority


def test_only_one_module_imports_cryptography() -> None:
    source = Path(judging.__file__).parent
    users = {
        path.name
        for path in source.rglob("*.py")
        if any(
            line.startswith(("from cryptography", "from argon2", "import cryptography", "import argon2"))
            for line in path.read_text(encoding="utf-8").splitlines()
        )
    }
    assert users == {"crypto.py"}
