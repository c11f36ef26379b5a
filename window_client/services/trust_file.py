"""`trust.json`: what this machine verifies papers with. Public data, signed by the province's authority.

Outside the encrypted store, so that `window-client verify` works without anyone signing in.
"""

from __future__ import annotations

from pathlib import Path

from paper_trust.trust import Trust, TrustError, read_trust
from window_client.config import Config
from window_client.errors import StorageError
from window_client.services.files import write_atomically


def trust_path(config: Config) -> Path:
    return config.data_dir / "trust.json"


def load_trust(config: Config) -> Trust | None:
    """None when there is none, or the file is damaged: the next sync writes it anew."""
    return read_trust_file(trust_path(config))


def read_trust_file(path: Path) -> Trust | None:
    """A trust file at any place; None when it is absent or damaged. `StorageError` when it cannot be read."""
    try:
        return read_trust(path.read_bytes())
    except FileNotFoundError:
        return None
    except TrustError:
        return None
    except OSError as error:
        raise StorageError("核验数据文件读取失败。", detail=str(error.strerror)) from error


def keep_trust(config: Config, trust: Trust) -> None:
    write_atomically(trust_path(config), trust.to_json().encode(), mode=0o644)
