"""Alembic revisions of the store, one file each: `versions/rNNNN_what.py`."""
