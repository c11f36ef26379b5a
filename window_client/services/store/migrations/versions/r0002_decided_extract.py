"""The register data that a decision was taken on stay beside newer ones, so that both can be shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("register_extract", sa.Column("decided_json", sa.Text(), nullable=True))
