"""The windows of one station, each with its folder; knows nothing of how a province is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hukou.staff import StaffMember
from tests.basics import OFFICER, PASSWORD, FakeClock
from tests.counter import Counter
from window_client.config import Config
from window_client.services.enrolment import enrol
from window_client.services.sign_in import SignIn

MEMORY_KIB, PASSES = 64, 1
"""Key derivation that costs nothing: what these tests check is not how long it takes."""


def window_config(folder: Path, url: str) -> Config:
    return Config(
        data_dir=folder / "data",
        secret_dir=folder / "secret",
        log_dir=folder / "log",
        province_url=url,
        connect_timeout=2.0,
        read_timeout=5.0,
    )


@dataclass
class Window:
    """One enrolled terminal. Only one process at a time may have its store open."""

    folder: Path
    config: Config
    clock: FakeClock
    member: StaffMember = OFFICER
    """Who works here, unless somebody else is named."""

    @classmethod
    def enrolled(
        cls, folder: Path, url: str, activation_code: str, clock: FakeClock, member: StaffMember = OFFICER
    ) -> Window:
        config = window_config(folder, url)
        enrol(config, activation_code, clock)
        return cls(folder, config, clock, member)

    def arguments(self) -> tuple[str, ...]:
        """What `tests.e2e.window_process` is started with."""
        return str(self.folder), self.config.province_url, self.clock.now().isoformat(), self.member.staff_no

    def counter(self, member: StaffMember | None = None) -> Counter:
        session = SignIn(self.config, self.clock, memory_kib=MEMORY_KIB, passes=PASSES).sign_in(
            (member or self.member).staff_no, PASSWORD
        )
        return Counter.at(session, self.clock)
