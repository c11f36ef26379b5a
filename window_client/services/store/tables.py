"""The tables of the store, as SQLAlchemy Core. The revisions in `migrations/versions` create exactly these.

Identifiers are UUIDs kept as 32 hexadecimal digits (they sort by time of making), wall times are UTC text
`YYYY-MM-DDTHH:MM:SS.ffffffZ` (sorts by time), days are ISO dates. JSON columns hold the text of a `hukou`
value and are parsed by whoever reads them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

SCHEMA_HEAD = "0005"
"""The revision that this program reads and writes; a store at a later one is refused untouched."""


class UtcTime(sa.types.TypeDecorator[datetime]):
    """An aware datetime, stored as fixed-width UTC text."""

    impl = sa.String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a wall time without a zone cannot be stored")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def _id(name: str, *args: Any, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(native_uuid=False), *args, **options)


def _text(name: str, *args: Any, default: str | None = None, **options: Any) -> sa.Column[Any]:
    if default is not None:
        options["server_default"] = default
    options.setdefault("nullable", False)
    return sa.Column(name, sa.Text(), *args, **options)


def _count(name: str, *args: Any, default: int | None = None, **options: Any) -> sa.Column[Any]:
    if default is not None:
        options["server_default"] = str(default)
    options.setdefault("nullable", False)
    return sa.Column(name, sa.Integer(), *args, **options)


def _time(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcTime(), nullable=nullable)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- cases and what happens to them ----------------------------------------------------------------------

case_view = sa.Table(
    "case_view",
    metadata,
    _id("case_id", primary_key=True),
    _count("province_version", default=0),
    sa.Column("province_json", sa.Text()),
    _text("view_json"),
    _text("status"),
    _text("service"),
    _text("station"),
    _text("register_station", default=""),
    _text("case_no", default=""),
    _text("subject_name"),
    _text("subject_no", default=""),
    sa.Column("birth_date", sa.Date()),
    _text("opened_by"),
    _time("opened_at"),
    sa.Column("due_on", sa.Date()),
    _count("supplement", default=0),
    _text("sync_state"),
    _text("receipt_number", default=""),
    _time("updated_at"),
    sa.Index("ix_case_view_updated", "updated_at"),
    sa.Index("ix_case_view_register_station", "register_station", "updated_at"),
    sa.Index("ix_case_view_opened_by", "opened_by", "updated_at"),
    sa.Index("ix_case_view_status", "status", "updated_at"),
    sa.Index("ix_case_view_due", "status", "due_on"),
    sa.Index("ix_case_view_receipt", "receipt_number"),
    sa.Index("ix_case_view_supplement", "supplement", "updated_at"),
    sa.Index("ix_case_view_sync", "sync_state", "updated_at"),
    sa.Index("ix_case_view_case_no", "case_no"),
    sa.Index("ix_case_view_subject_no", "subject_no"),
    sa.Index("ix_case_view_subject", "subject_name", "birth_date"),
    sa.Index("ix_case_view_matter", "status", "service", "subject_no", "subject_name", "birth_date"),
)
"""`province_json` is the province's version, `view_json` that version with the pending actions applied.
`register_station` is where it was circulated to, '' while it is not."""

action = sa.Table(
    "action",
    metadata,
    _id("action_id", primary_key=True),
    _count("terminal_seq", unique=True),
    _id("case_id", nullable=False),
    _text("kind"),
    _text("text"),
    _text("signature"),
    _count("base_version"),
    _id("base_action"),
    _text("state"),
    _text("receipt_number", default=""),
    sa.Column("receipt_json", sa.Text()),
    sa.Column("problem_json", sa.Text()),
    _time("occurred_at"),
    _time("settled_at", nullable=True),
    _text("resolution", default=""),
    sa.CheckConstraint(
        "state IN ('queued','claimed','sent','applied','conflict','refused')", name="known_state"
    ),
    sa.Index("ix_action_case", "case_id", "terminal_seq"),
    sa.Index("ix_action_state", "state", "terminal_seq"),
)
"""Own actions only, the sent log: `text` and `signature` are the signed bytes, kept verbatim for good.

`resolution` says how a person settled an action that was held: '', `mine`, `theirs` or `copied`."""

told_conflict = sa.Table(
    "told_conflict",
    metadata,
    _id("conflict_id", primary_key=True),
    _id("case_id", nullable=False),
    _text("json"),
    _time("received_at"),
    sa.Index("ix_told_conflict_case", "case_id", "received_at"),
)
"""Steps that the province holds, of any window, as it told them (`hukou.conflict_wire`), until they are settled."""

case_base = sa.Table("case_base", metadata, _id("case_id", primary_key=True), _text("json"))
"""The province's version that own unsettled work of a case was made on, once another one has come after it."""

case_exit = sa.Table("case_exit", metadata, _id("case_id", primary_key=True))
"""Cases that left this station's scope while own work on them was unsettled: removed when it is."""

outbox = sa.Table(
    "outbox",
    metadata,
    _id("action_id", sa.ForeignKey("action.action_id", ondelete="CASCADE"), primary_key=True),
    _id("case_id", nullable=False),
    _count("terminal_seq"),
    _count("attempts", default=0),
    _time("next_attempt_at", nullable=True),
    _time("claimed_at", nullable=True),
    sa.Index("ix_outbox_case", "case_id", "terminal_seq"),
    sa.Index("ix_outbox_seq", "terminal_seq"),
)

draft = sa.Table(
    "draft",
    metadata,
    _id("case_id", primary_key=True),
    _text("service"),
    _text("step", default=""),
    _text("json"),
    _time("saved_at"),
    sa.Index("ix_draft_saved", "saved_at"),
)

register_extract = sa.Table(
    "register_extract",
    metadata,
    _id("case_id", primary_key=True),
    _text("purpose"),
    _text("person_id"),
    _count("register_version"),
    _text("json"),
    _time("as_of"),
    _time("received_at"),
    sa.Column("decided_json", sa.Text()),
)
"""`decided_json` is the answer that the standing decision was taken on, once another one has come after it."""

# --- certificates ------------------------------------------------------------------------------------------

document = sa.Table(
    "document",
    metadata,
    _text("sha256", primary_key=True),
    _id("case_id", nullable=False),
    _text("kind"),
    sa.Column("pdf", sa.LargeBinary(), nullable=False),
    _text("masked_areas", default="[]"),
    _count("pages", default=1),
    _time("created_at"),
    sa.Index("ix_document_case", "case_id"),
)
"""`pdf` is sealed with the documents key and bound to its hash (`crypto.seal(..., sha256)`)."""

number_block = sa.Table(
    "number_block",
    metadata,
    _text("block_id", primary_key=True),
    _text("prefix"),
    _count("first"),
    _count("last"),
    _count("next"),
    _time("leased_at"),
)

number_use = sa.Table(
    "number_use",
    metadata,
    _text("number", primary_key=True),
    _text("block_id", sa.ForeignKey("number_block.block_id")),
    _id("case_id", nullable=False),
    _text("state"),
    _time("used_at"),
    sa.Index("ix_number_use_case", "case_id"),
)

print_entry = sa.Table(
    "print_entry",
    metadata,
    _id("entry_id", primary_key=True),
    _id("case_id", nullable=False),
    _text("document_sha256", sa.ForeignKey("document.sha256")),
    _text("kind"),
    _text("title", default=""),
    _text("number", nullable=True, unique=True),
    _text("state"),
    _count("copies", default=0),
    _text("printer", default=""),
    _text("remark", default=""),
    _time("prepared_at"),
    _time("updated_at"),
    sa.CheckConstraint("state IN ('prepared','sent','confirmed','spoiled')", name="known_state"),
    sa.Index("ix_print_entry_case", "case_id", "prepared_at"),
    sa.Index("ix_print_entry_state", "state", "updated_at"),
)

print_event = sa.Table(
    "print_event",
    metadata,
    _count("event_id", primary_key=True),
    _id("entry_id", sa.ForeignKey("print_entry.entry_id"), nullable=False),
    _text("state"),
    _text("staff_no"),
    _text("printer", default=""),
    _count("copies", default=0),
    _text("remark", default=""),
    _time("at"),
    sa.Index("ix_print_event_entry", "entry_id", "event_id"),
)

# --- audit, sync, the rest ---------------------------------------------------------------------------------

audit_event = sa.Table(
    "audit_event",
    metadata,
    _count("seq", primary_key=True, autoincrement=False),
    _text("occurred_at"),
    _count("boot_ms"),
    _text("terminal"),
    _text("staff_no"),
    _text("role"),
    _text("action"),
    _text("case_id", default=""),
    _text("person", default=""),
    _text("purpose", default=""),
    _text("result"),
    _text("detail", default=""),
    _text("prev_hash"),
    _text("hash"),
    sa.Index("ix_audit_event_person", "person", "seq"),
    sa.Index("ix_audit_event_case", "case_id", "seq"),
)
"""`occurred_at` is kept as the text that was hashed."""

sync_scope = sa.Table(
    "sync_scope",
    metadata,
    _text("scope", primary_key=True),
    _text("cursor", default=""),
    _text("epoch", default=""),
    _time("last_contact", nullable=True),
    _time("data_as_of", nullable=True),
    _count("attempts", default=0),
    _time("next_attempt_at", nullable=True),
    _text("paused_by", default=""),
    _count("skew_ms", nullable=True),
    _time("skew_at", nullable=True),
)
"""`skew_ms`: how far this machine's clock was ahead of the province's at `skew_at`."""

sync_snapshot = sa.Table(
    "sync_snapshot",
    metadata,
    _text("scope", primary_key=True),
    _text("after", default=""),
    _count("is_turn"),
)
"""A snapshot under way, resumed where it stopped. `is_turn`: the province's epoch changed."""

sync_snapshot_case = sa.Table("sync_snapshot_case", metadata, _id("case_id", primary_key=True))
"""The cases that the snapshot under way has brought."""

parked_change = sa.Table(
    "parked_change",
    metadata,
    _text("scope", primary_key=True),
    _count("seq", primary_key=True, autoincrement=False),
    _count("schema_version"),
    _text("raw"),
    _time("received_at"),
)

counter = sa.Table("counter", metadata, _text("name", primary_key=True), _count("value"))
"""Running numbers that must never be given twice, e.g. `terminal_seq`, `case_no:20260712`."""

station = sa.Table(
    "station",
    metadata,
    _text("station", primary_key=True),
    _text("station_name"),
    _text("bureau_name", default=""),
    _text("division", default=""),
)
"""The stations of the province as it told them (`hukou.station_wire`); `meta` has their digest as `stations`."""

meta = sa.Table("meta", metadata, _text("key", primary_key=True), _text("value"))
