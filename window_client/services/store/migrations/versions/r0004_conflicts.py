"""Conflicts as the province tells them, the version that held work was made on, and cases that left the scope."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from window_client.services.store.tables import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told_conflict",
        sa.Column("conflict_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("case_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("conflict_id", name=op.f("pk_told_conflict")),
    )
    op.create_index("ix_told_conflict_case", "told_conflict", ["case_id", "received_at"])
    op.create_table(
        "case_base",
        sa.Column("case_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_base")),
    )
    op.create_table(
        "case_exit",
        sa.Column("case_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_exit")),
    )
    op.create_index(
        "ix_case_view_matter",
        "case_view",
        ["status", "service", "subject_no", "subject_name", "birth_date"],
    )
