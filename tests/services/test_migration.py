"""Schema upgrades: backup first, all or nothing, a later store refused untouched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from window_client.errors import DiskFullError, StoreMigrationError, StoreTooNewError
from window_client.services.store import Store, engine, migration
from window_client.services.store.tables import SCHEMA_HEAD, meta, metadata

_REVISION = '''"""For a test."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{previous}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("later", sa.Column("n", sa.Integer()))
    op.execute("INSERT INTO later VALUES (1)")
    op.execute("UPDATE meta SET value = 'changed'")
    {last}
'''


def _revision_after(head: str, scripts: Path, last: str = "pass") -> str:
    """A copy of the migration scripts with one more revision; its number."""
    revision = f"{int(head) + 1:04d}"
    for source in migration.SCRIPTS.rglob("*.py"):
        target = scripts / source.relative_to(migration.SCRIPTS)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    text = _REVISION.format(revision=revision, previous=head, last=last)
    (scripts / "versions" / f"r{revision}_test.py").write_text(text, encoding="utf-8")
    return revision


@pytest.fixture
def closed(store: Store) -> Store:
    with store.unit_of_work() as uow:
        uow.connection.execute(sa.insert(meta).values(key="a", value="b"))
        uow.commit()
    store.close()
    return store


@pytest.fixture
def raw_engine(closed: Store, store_key: bytearray) -> Iterator[sa.Engine]:
    opened = engine._engine(lambda: engine._connect(closed.path, store_key))
    yield opened
    opened.dispose()


def _state(path: Path, key: bytearray) -> tuple[str | None, set[str], str]:
    """Revision, table names and the one value, read through a plain connection."""
    connection = engine.connect_raw(path, key)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    value = connection.execute("SELECT value FROM meta WHERE key = 'a'").fetchone()[0]
    revision = migration.read_revision(connection)
    connection.close()
    return revision, tables, value


def test_the_revisions_make_exactly_the_tables(store: Store) -> None:
    with store.read() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    assert found == []


def test_the_head_is_what_the_program_says() -> None:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migration.SCRIPTS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA_HEAD


def test_a_new_store_needs_no_backup(store: Store) -> None:
    assert not (store.path.parent / "backups").exists()


def test_an_upgrade_keeps_a_backup_that_only_the_key_opens(
    closed: Store, raw_engine: sa.Engine, store_key: bytearray, tmp_path: Path
) -> None:
    head = _revision_after(SCHEMA_HEAD, tmp_path / "scripts")
    backups = tmp_path / "backups"
    migration.bring_up_to_date(raw_engine, SCHEMA_HEAD, backups, head=head, scripts=tmp_path / "scripts")
    revision, tables, value = _state(closed.path, store_key)
    assert (revision, value) == (head, "changed") and "later" in tables
    (backup,) = backups.iterdir()
    assert b"SQLite format 3" not in backup.read_bytes()[:100]
    revision, tables, value = _state(backup, store_key)
    assert (revision, value) == (SCHEMA_HEAD, "b") and "later" not in tables
    assert backup.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("last", ["raise ZeroDivisionError", "op.execute('SELECT nonsense FROM nowhere')"])
def test_a_failing_revision_rolls_back_whole(
    closed: Store, raw_engine: sa.Engine, store_key: bytearray, tmp_path: Path, last: str
) -> None:
    head = _revision_after(SCHEMA_HEAD, tmp_path / "scripts", last)
    before = _state(closed.path, store_key)
    with pytest.raises(StoreMigrationError):
        migration.bring_up_to_date(
            raw_engine, SCHEMA_HEAD, tmp_path / "backups", head=head, scripts=tmp_path / "scripts"
        )
    raw_engine.dispose()
    assert _state(closed.path, store_key) == before
    again = Store.open(closed.path, store_key)
    again.close()


def test_without_a_backup_nothing_is_upgraded(
    closed: Store, raw_engine: sa.Engine, store_key: bytearray, tmp_path: Path
) -> None:
    head = _revision_after(SCHEMA_HEAD, tmp_path / "scripts")
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    before = _state(closed.path, store_key)
    with pytest.raises(StoreMigrationError, match="没有做成备份"):
        migration.bring_up_to_date(raw_engine, SCHEMA_HEAD, blocked, head=head, scripts=tmp_path / "scripts")
    raw_engine.dispose()
    assert _state(closed.path, store_key) == before


def test_a_full_disk_during_the_upgrade_is_called_that(
    closed: Store, raw_engine: sa.Engine, store_key: bytearray, tmp_path: Path
) -> None:
    filler = (
        "op.execute('PRAGMA max_page_count = 1')\n"
        '    op.execute("INSERT INTO meta SELECT hex(randomblob(8)), hex(randomblob(2000)) '
        'FROM (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 500) SELECT x FROM c)")'
    )
    head = _revision_after(SCHEMA_HEAD, tmp_path / "scripts", filler)
    before = _state(closed.path, store_key)
    with pytest.raises(DiskFullError):
        migration.bring_up_to_date(
            raw_engine, SCHEMA_HEAD, tmp_path / "backups", head=head, scripts=tmp_path / "scripts"
        )
    raw_engine.dispose()
    assert _state(closed.path, store_key) == before


def test_old_backups_give_way(raw_engine: sa.Engine, tmp_path: Path) -> None:
    for _ in range(5):
        migration._back_up(raw_engine, SCHEMA_HEAD, tmp_path / "backups")
    names = sorted(p.name for p in (tmp_path / "backups").iterdir())
    assert len(names) == migration.KEPT_BACKUPS


@pytest.mark.parametrize("revision", ["9999", "f00d"])
def test_a_later_store_is_refused_and_untouched(
    closed: Store, raw_engine: sa.Engine, store_key: bytearray, revision: str
) -> None:
    with raw_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (revision,))
    raw_engine.dispose()
    before = {p.name: p.read_bytes() for p in closed.path.parent.iterdir()}
    with pytest.raises(StoreTooNewError):
        Store.open(closed.path, store_key)
    assert {p.name: p.read_bytes() for p in closed.path.parent.iterdir()} == before


def test_opening_a_current_store_does_not_load_alembic(closed: Store, store_key: bytearray) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from window_client.services.store import Store; "
        f"Store.open(Path({str(closed.path)!r}), bytearray.fromhex({store_key.hex()!r})).close(); "
        "print('alembic' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"
