"""The stations of the province, and where a case lies while it is circulated."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "station",
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("station_name", sa.Text(), nullable=False),
        sa.Column("bureau_name", sa.Text(), server_default="", nullable=False),
        sa.Column("division", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_station")),
    )
    op.add_column("case_view", sa.Column("register_station", sa.Text(), server_default="", nullable=False))
    op.execute(
        "UPDATE case_view SET register_station = coalesce(json_extract(view_json, '$.circulation.station'), '')"
    )
    op.create_index("ix_case_view_register_station", "case_view", ["register_station", "updated_at"])
