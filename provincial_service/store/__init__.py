"""Tables and statements of the province; SQLite by default, PostgreSQL by URL. Nothing above knows which."""

from provincial_service.store.engine import Store, UnknownDatabaseError, open_store
from provincial_service.store.schema import StoreVersionError, create_schema

__all__ = ["Store", "StoreVersionError", "UnknownDatabaseError", "create_schema", "open_store"]
