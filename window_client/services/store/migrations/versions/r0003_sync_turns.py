"""What a snapshot has brought so far, how far the clock is off, and how a person settled what was held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from window_client.services.store.tables import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sync_snapshot",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), server_default="", nullable=False),
        sa.Column("is_turn", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_sync_snapshot")),
    )
    op.create_table(
        "sync_snapshot_case",
        sa.Column("case_id", sa.Uuid(native_uuid=False), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_sync_snapshot_case")),
    )
    op.add_column("sync_scope", sa.Column("skew_ms", sa.Integer(), nullable=True))
    op.add_column("sync_scope", sa.Column("skew_at", UtcTime(), nullable=True))
    op.add_column("action", sa.Column("resolution", sa.Text(), server_default="", nullable=False))
