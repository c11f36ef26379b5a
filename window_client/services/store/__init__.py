"""The encrypted store of one terminal: one SQLCipher file, its tables, its unit of work."""

from window_client.services.store.engine import Store
from window_client.services.store.unit_of_work import UnitOfWork

__all__ = ["Store", "UnitOfWork"]
