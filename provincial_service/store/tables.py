"""Tables of the province. Identifiers are text (UUIDs with hyphens), times UTC, documents JSON text.

JSON is kept as the text that was signed or sent: it is answered verbatim and never re-serialised.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect

metadata = MetaData()


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time in and out, on databases with and without time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        assert isinstance(value, datetime)
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


meta = Table(
    "meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False)
)
"""schema_version, epoch, province_code, province_name, receipt_letters, sample."""

station = Table(
    "station",
    metadata,
    Column("station", String(12), primary_key=True),
    Column("station_name", Text, nullable=False),
    Column("bureau_name", Text, nullable=False),
    Column("division", String(6), nullable=False),
    Column("phone", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("number_prefix", String(20), nullable=False, unique=True),
    Column("next_number", Integer, nullable=False),
    Column("next_window", Integer, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("staff_no", String(20), primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(30), nullable=False),
    Column("station", ForeignKey("station.station"), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("active", Boolean, nullable=False),
)

sign_in_failure = Table(
    "sign_in_failure",
    metadata,
    Column("staff_no", String(40), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("locked_until", UtcDateTime),
)
"""Keyed by what was typed, known or not, so that a lock tells nothing about who exists."""

activation_code = Table(
    "activation_code",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("station", ForeignKey("station.station"), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("terminal", String(40)),
)

terminal = Table(
    "terminal",
    metadata,
    Column("terminal", String(40), primary_key=True),
    Column("station", ForeignKey("station.station"), nullable=False),
    Column("window_no", Integer, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_in_key", LargeBinary, nullable=False),
    Column("sealed_master_key", LargeBinary, nullable=False),
    Column("enrolled_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)

nonce = Table(
    "nonce",
    metadata,
    Column("terminal", String(40), primary_key=True),
    Column("nonce", String(32), primary_key=True),
    Column("seen_at", UtcDateTime, nullable=False, index=True),
)

case = Table(
    "case_file",
    metadata,
    Column("case_id", String(36), primary_key=True),
    Column("station", ForeignKey("station.station"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("last_action", String(36), nullable=False),
    Column("text", Text, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)

case_history = Table(
    "case_history",
    metadata,
    Column("case_id", String(36), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("action_id", String(36), nullable=False),
    Column("text", Text, nullable=False),
)

case_party = Table(
    "case_party",
    metadata,
    Column("scope", String(12), primary_key=True),
    Column("case_id", String(36), primary_key=True, index=True),
)
"""Stations that see a case besides the one that accepted it: the register place of a circulated case."""

conflict = Table(
    "conflict",
    metadata,
    Column("conflict_id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False, index=True),
    Column("terminal", String(40), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("severity", String(12), nullable=False),
    Column("text", Text, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_by", String(36)),
    Column("closed_at", UtcDateTime),
)
"""Every step that was held as a conflict, named by its action, for ever. `text` is a `hukou.conflict_wire.HeldConflict`
as windows get it; `closed_by` the action that settled it: a resolution, or the same step made again."""

applied_action = Table(
    "applied_action",
    metadata,
    Column("action_id", String(36), primary_key=True),
    Column("terminal", ForeignKey("terminal.terminal"), nullable=False),
    Column("terminal_seq", BigInteger, nullable=False),
    Column("case_id", String(36), nullable=False, index=True),
    Column("kind", String(30), nullable=False),
    Column("staff_no", String(20), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", String(88), nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("version", Integer),
    Column("receipt_number", String(20), unique=True),
    Column("result", Text, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Index("ix_applied_action_terminal_seq", "terminal", "terminal_seq"),
)
"""Every action that was settled, for ever: applied, conflict or refused, with the result as answered."""

action_review = Table(
    "action_review",
    metadata,
    Column("action_id", String(36), primary_key=True),
    Column("terminal", String(40), nullable=False, index=True),
    Column("case_id", String(36), nullable=False),
    Column("reason", String(20), nullable=False),
    Column("detail", Text, nullable=False),
    Column("noted_at", UtcDateTime, nullable=False),
)
"""Actions that took their course and that somebody should look at all the same: `clock` for a terminal whose
clock was more than a day off."""

terminal_offer = Table(
    "terminal_offer",
    metadata,
    Column("terminal", String(40), primary_key=True),
    Column("epoch", String(40), nullable=False),
    Column("seq", BigInteger, nullable=False),
)
"""Up to which change of its scope a terminal had offered everything it holds, since the epoch turned."""

change = Table(
    "change",
    metadata,
    Column("scope", String(12), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(12), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("version", Integer),
    Column("action_id", String(36)),
    Column("receipt_number", String(20), nullable=False),
)

scope_counter = Table(
    "scope_counter",
    metadata,
    Column("scope", String(12), primary_key=True),
    Column("last_seq", BigInteger, nullable=False),
    Column("oldest_seq", BigInteger, nullable=False),
)
"""`oldest_seq` is the first change still kept: a cursor before it gets 410."""

counter = Table(
    "counter",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("last_value", BigInteger, nullable=False),
)

number_block = Table(
    "number_block",
    metadata,
    Column("block_id", String(36), primary_key=True),
    Column("request_id", String(36), nullable=False, unique=True),
    Column("terminal", ForeignKey("terminal.terminal"), nullable=False, index=True),
    Column("prefix", String(20), nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("leased_at", UtcDateTime, nullable=False),
    UniqueConstraint("prefix", "first"),
)

certificate_number = Table(
    "certificate_number",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("terminal", String(40), nullable=False),
    Column("case_id", String(36), nullable=False, index=True),
    Column("action_id", String(36), nullable=False),
)

issuing_certificate = Table(
    "issuing_certificate",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("terminal", ForeignKey("terminal.terminal"), nullable=False, index=True),
    Column("point", LargeBinary, nullable=False, unique=True),
    Column("kid", LargeBinary, nullable=False, index=True),
    Column("certificate", LargeBinary, nullable=False),
    Column("not_before", UtcDateTime, nullable=False),
    Column("not_after", UtcDateTime, nullable=False),
)
"""Every certificate of an issuing key, for ever: papers are verified years later. `seq` comes from a counter that is
held until the commit, so that no reader passes one by."""

revoked_certificate = Table(
    "revoked_certificate",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("station", ForeignKey("station.station"), nullable=False),
    Column("running_number", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("revoked_at", UtcDateTime, nullable=False),
)
"""Certificates that were issued and do not stand: what the status list is made of."""

household = Table(
    "household",
    metadata,
    Column("household_no", String(20), primary_key=True),
    Column("household_type", String(24), nullable=False),
    Column("head_name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("station", ForeignKey("station.station"), nullable=False, index=True),
)

person = Table(
    "person",
    metadata,
    Column("person_id", String(20), primary_key=True),
    Column("name", Text, nullable=False),
    Column("former_name", Text, nullable=False),
    Column("sex", String(1), nullable=False),
    Column("ethnic_group", String(2), nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("citizen_no", String(18), nullable=False, index=True),
    Column("household_no", ForeignKey("household.household_no"), nullable=False, index=True),
    Column("relation_to_head", String(2), nullable=False),
    Column("status", String(12), nullable=False),
    Column("register_version", Integer, nullable=False),
    Column("events", Text, nullable=False),
    Index("ix_person_name_birth_date", "name", "birth_date"),
)
"""`citizen_no` is not unique: doubled and wrong numbers exist (domain.md 4.1)."""

former_household = Table(
    "former_household",
    metadata,
    Column("person_id", ForeignKey("person.person_id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("text", Text, nullable=False),
)

look_up = Table(
    "look_up",
    metadata,
    Column("look_up_id", String(36), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("terminal", String(40), nullable=False),
    Column("station", String(12), nullable=False),
    Column("staff_no", String(40), nullable=False),
    Column("case_id", String(36), nullable=False, index=True),
    Column("purpose", Text, nullable=False),
    Column("by", String(12), nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("code", String(10), nullable=False),
    Column("matches_subject", Boolean),
)
"""Every look-up and refusal. What was typed is not kept; who was found is in `look_up_person`."""

look_up_person = Table(
    "look_up_person",
    metadata,
    Column("look_up_id", ForeignKey("look_up.look_up_id"), primary_key=True),
    Column("person_id", String(20), primary_key=True),
    Column("seen", String(10), nullable=False),
    Index("ix_look_up_person_person", "person_id"),
)
"""`seen` is `extract` or `candidate`: answers a resident's question who looked at their record."""
