"""The first schema of the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from window_client.services.store.tables import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("action_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("terminal_seq", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("base_action", sa.Uuid(native_uuid=False), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("receipt_number", sa.Text(), server_default="", nullable=False),
        sa.Column("receipt_json", sa.Text(), nullable=True),
        sa.Column("problem_json", sa.Text(), nullable=True),
        sa.Column("occurred_at", UtcTime(), nullable=False),
        sa.Column("settled_at", UtcTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued','claimed','sent','applied','conflict','refused')",
            name=op.f("ck_action_known_state"),
        ),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_action")),
        sa.UniqueConstraint("terminal_seq", name=op.f("uq_action_terminal_seq")),
    )
    op.create_index("ix_action_case", "action", ["case_id", "terminal_seq"], unique=False)
    op.create_index("ix_action_state", "action", ["state", "terminal_seq"], unique=False)
    op.create_table(
        "audit_event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("occurred_at", sa.Text(), nullable=False),
        sa.Column("boot_ms", sa.Integer(), nullable=False),
        sa.Column("terminal", sa.Text(), nullable=False),
        sa.Column("staff_no", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), server_default="", nullable=False),
        sa.Column("person", sa.Text(), server_default="", nullable=False),
        sa.Column("purpose", sa.Text(), server_default="", nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_event")),
    )
    op.create_index("ix_audit_event_case", "audit_event", ["case_id", "seq"], unique=False)
    op.create_index("ix_audit_event_person", "audit_event", ["person", "seq"], unique=False)
    op.create_table(
        "case_view",
        sa.Column("case_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("province_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("province_json", sa.Text(), nullable=True),
        sa.Column("view_json", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), server_default="", nullable=False),
        sa.Column("subject_name", sa.Text(), nullable=False),
        sa.Column("subject_no", sa.Text(), server_default="", nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("supplement", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sync_state", sa.Text(), nullable=False),
        sa.Column("receipt_number", sa.Text(), server_default="", nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_view")),
    )
    op.create_index("ix_case_view_case_no", "case_view", ["case_no"], unique=False)
    op.create_index("ix_case_view_due", "case_view", ["status", "due_on"], unique=False)
    op.create_index("ix_case_view_opened_by", "case_view", ["opened_by", "updated_at"], unique=False)
    op.create_index("ix_case_view_receipt", "case_view", ["receipt_number"], unique=False)
    op.create_index("ix_case_view_status", "case_view", ["status", "updated_at"], unique=False)
    op.create_index("ix_case_view_subject", "case_view", ["subject_name", "birth_date"], unique=False)
    op.create_index("ix_case_view_subject_no", "case_view", ["subject_no"], unique=False)
    op.create_index("ix_case_view_supplement", "case_view", ["supplement", "updated_at"], unique=False)
    op.create_index("ix_case_view_sync", "case_view", ["sync_state", "updated_at"], unique=False)
    op.create_index("ix_case_view_updated", "case_view", ["updated_at"], unique=False)
    op.create_table(
        "counter",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "document",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("masked_areas", sa.Text(), server_default="[]", nullable=False),
        sa.Column("pages", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document")),
    )
    op.create_index("ix_document_case", "document", ["case_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("case_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), server_default="", nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("saved_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_saved", "draft", ["saved_at"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "number_block",
        sa.Column("block_id", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.Column("leased_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("block_id", name=op.f("pk_number_block")),
    )
    op.create_table(
        "parked_change",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "seq", name=op.f("pk_parked_change")),
    )
    op.create_table(
        "register_extract",
        sa.Column("case_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("register_version", sa.Integer(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("as_of", UtcTime(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_register_extract")),
    )
    op.create_table(
        "sync_scope",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("cursor", sa.Text(), server_default="", nullable=False),
        sa.Column("epoch", sa.Text(), server_default="", nullable=False),
        sa.Column("last_contact", UtcTime(), nullable=True),
        sa.Column("data_as_of", UtcTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt_at", UtcTime(), nullable=True),
        sa.Column("paused_by", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_sync_scope")),
    )
    op.create_table(
        "number_use",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("block_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["number_block.block_id"], name=op.f("fk_number_use_block_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_number_use")),
    )
    op.create_index("ix_number_use_case", "number_use", ["case_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("action_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("case_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("terminal_seq", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt_at", UtcTime(), nullable=True),
        sa.Column("claimed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.action_id"], name=op.f("fk_outbox_action_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_case", "outbox", ["case_id", "terminal_seq"], unique=False)
    op.create_index("ix_outbox_seq", "outbox", ["terminal_seq"], unique=False)
    op.create_table(
        "print_entry",
        sa.Column("entry_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("case_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("document_sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), server_default="0", nullable=False),
        sa.Column("printer", sa.Text(), server_default="", nullable=False),
        sa.Column("remark", sa.Text(), server_default="", nullable=False),
        sa.Column("prepared_at", UtcTime(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('prepared','sent','confirmed','spoiled')", name=op.f("ck_print_entry_known_state")
        ),
        sa.ForeignKeyConstraint(
            ["document_sha256"], ["document.sha256"], name=op.f("fk_print_entry_document_sha256")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_print_entry")),
        sa.UniqueConstraint("number", name=op.f("uq_print_entry_number")),
    )
    op.create_index("ix_print_entry_case", "print_entry", ["case_id", "prepared_at"], unique=False)
    op.create_index("ix_print_entry_state", "print_entry", ["state", "updated_at"], unique=False)
    op.create_table(
        "print_event",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("staff_no", sa.Text(), nullable=False),
        sa.Column("printer", sa.Text(), server_default="", nullable=False),
        sa.Column("copies", sa.Integer(), server_default="0", nullable=False),
        sa.Column("remark", sa.Text(), server_default="", nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["print_entry.entry_id"], name=op.f("fk_print_event_entry_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_print_event")),
    )
    op.create_index("ix_print_event_entry", "print_event", ["entry_id", "event_id"], unique=False)
