"""The fictitious staff of the sandbox. Passwords are drawn at set-up and printed; none exists elsewhere."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass

from tools.sandbox.paths import SandboxPaths, write_private

_WORDS = ("qinghe", "wangqiao", "huaili", "songling", "liuxi", "chunshen", "pingsha")


@dataclass(frozen=True)
class Account:
    staff_no: str
    name: str
    role: str
    station: str
    password: str = ""


STAFF = (
    Account("039217", "王岚", "household_officer", "390102510000"),
    Account("F0426", "李思远", "window_clerk", "390102510000"),
    Account("030012", "高明远", "supervisor", "390102510000"),
    Account("039305", "周航", "household_officer", "390102520000"),
)


def load_or_create(paths: SandboxPaths) -> tuple[Account, ...]:
    """The accounts of this sandbox; `ValueError` or `TypeError` when the file is not what was written."""
    if not paths.accounts.exists():
        drawn = [
            {**asdict(a), "password": f"{secrets.choice(_WORDS)}-{secrets.randbelow(9000) + 1000}"}
            for a in STAFF
        ]
        write_private(paths.accounts, json.dumps(drawn, ensure_ascii=False, indent=1))
    accounts = tuple(Account(**row) for row in json.loads(paths.accounts.read_text("utf-8")))
    if {account.staff_no for account in accounts} != {account.staff_no for account in STAFF}:
        raise ValueError("not the staff of the sandbox")
    return accounts
