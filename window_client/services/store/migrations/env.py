"""Run by Alembic. The connection, its transaction and its key belong to `store.migration`."""

from __future__ import annotations

from alembic import context

from window_client.services.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
