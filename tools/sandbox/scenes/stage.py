"""The window of one scene: started as the product starts it, and what every scene waits for in it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from hukou.case import Status
from tools.sandbox.driver import Driver, WindowManager
from tools.sandbox.hands import Keyboard, Mouse
from tools.sandbox.paths import SandboxPaths
from tools.sandbox.province import Province
from tools.sandbox.setup import read_cards, window_config
from tools.sandbox.stalls import StallWatch
from window_client.app import WindowApp, create_application
from window_client.errors import DeviceError
from window_client.services import logs
from window_client.services.devices.card_deck import CardDeck
from window_client.services.sync.state import SyncState
from window_client.ui.models.issuing import Phase

_LOOK_MS = 1_000
"""A person looks at a new page before the first key; the window prepares a session meanwhile."""


def tell(**message: Any) -> None:
    """One line of JSON to whoever plays the tour."""
    print(json.dumps(message, ensure_ascii=False), flush=True)


class Stage:
    """Only looks and waits; what is done to the window is done by `keys` or by `mouse`."""

    def __init__(self, name: str, root: Path, out: Path, port: int) -> None:
        self.paths = SandboxPaths(root)
        self.out = out
        self.signals = out / f".{name}"
        config = window_config(self.paths, 1, Province(self.paths, port=port))
        self.deck = CardDeck(config.card_deck)  # type: ignore[arg-type]
        self._log = logs.configure(config)
        application, theme = create_application(["window-client"])
        self.app = WindowApp(config, application, theme)
        self._manager = WindowManager(self.app.window)
        self.app.start()
        self.driver = Driver(self.app.window, out, StallWatch())
        self.keys = Keyboard(self.driver)
        self.mouse = Mouse(self.driver)
        self.password = os.environ["TOUR_PASSWORD"]
        self.persons: list[str] = []
        """Citizen numbers of those who came to the counter."""
        self.usable = 0.0
        """Seconds from the password to a counter that takes keys."""
        self.usable_cpu = 0.0
        """Processor time of all threads in it: the rest is waiting, for the province or for a busy machine."""

    @property
    def window(self) -> Any:
        return self.app.window

    def page(self, key: str) -> Any:
        return self.window.page(key)

    def lay_card(self, key: str) -> str:
        """A resident lays down a certain card of the deck; its number."""
        card = next(card for card in read_cards(self.paths) if card["key"] == key)
        self.deck.choose(card["citizen_no"])
        self.persons.append(card["citizen_no"])
        return card["citizen_no"]

    def step(self, name: str, work: Callable[[], None]) -> None:
        with self.driver.step(name):
            work()
        self.driver.raise_failure()
        tell(**self.driver.steps[-1])

    def expected(self, name: str) -> str:
        """What an earlier scene left to be found."""
        return str(json.loads((self.signals / "expected.json").read_text("utf-8"))[name])

    # --- what is waited for ----------------------------------------------------------------------------------

    def wait_for_word(self, word: str) -> None:
        """Whoever plays the tour says that the world has changed."""
        self.driver.until(f"the word {word}", lambda: (self.signals / word).exists(), 90)

    def on_cover(self) -> None:
        """The sign-in page takes input: what it shows was read from disk."""
        cover = self.app.cover
        self.driver.until("the sign-in page", lambda: cover.isVisible() and cover.window().isActiveWindow())
        self.driver.until("who may sign in", lambda: self.driver.shows("王岚"))
        self.driver.settle(_LOOK_MS)

    def at_counter(self, submit: Callable[[], None]) -> None:
        """Give the password in and wait for the counter."""
        started, cpu = time.perf_counter(), time.process_time()
        submit()
        self.driver.until(
            "the counter", lambda: self.window.current_page() == "counter" and not self.window.is_covered()
        )
        self.usable = time.perf_counter() - started
        self.usable_cpu = time.process_time() - cpu

    def on_page(self, key: str) -> None:
        self.driver.until(f"the page {key}", lambda: self.window.current_page() == key)

    def identified(self, citizen_no: str) -> None:
        counter = self.page("counter")
        self.driver.until(
            "the person of the card",
            lambda: counter.resident is not None and counter.resident.citizen_no == citizen_no,
        )

    def draft_opened(self) -> None:
        self.on_page("case")
        self.driver.until("the draft", lambda: self.page("case").intake is not None)

    def looked_up(self) -> None:
        page = self.page("case")
        self.driver.until("the extract", lambda: page.intake is not None and page.intake.extract is not None)

    def papers_shown(self) -> None:
        self.driver.until("the materials", self.page("case").papers.isVisible)

    def check_shown(self) -> None:
        self.driver.until("the check step", self.page("case").check.isVisible)

    def ended(self, status: Status) -> None:
        """The case left the counter, and its receipt or notice is shown."""
        page = self.page("case")
        self.driver.until(
            f"a case that is {status}",
            lambda: page.receipt.isVisible() and page.detail.case.status is status,
        )

    def phase(self, wanted: Phase) -> Any:
        page = self.page("certificate")
        return self.driver.until(
            f"phase {wanted}", lambda: page.issuing is not None and page.issuing.phase is wanted
        )

    def accepted(self, case_id: UUID, status: Status) -> None:
        """Until the province's receipt for the last action is here."""
        desk = self.app.desk
        assert desk is not None

        def is_so() -> bool:
            detail = desk.cases.detail(case_id)
            return (detail.sync, detail.case.status) == (SyncState.ACCEPTED, status)

        self.driver.until("省厅已受理", is_so, 60)

    # --- what is known ---------------------------------------------------------------------------------------

    def case_shown(self) -> UUID:
        """The case of the page for intake."""
        case_id = self.page("case").detail.case.case_id
        assert isinstance(case_id, UUID)
        return case_id

    def number_shown(self) -> str:
        """What a person reads at the head of the paper in the preview."""
        return str(self.page("certificate").issuing.entry.number)

    def has_printer(self) -> bool:
        """Asked here on the GUI thread, as the window itself never does: not the product's work."""
        assert self.app.devices is not None
        with self.driver.watch.excused():
            try:
                return any(p.state.value == "ready" for p in self.app.devices.printers.list_printers())
            except DeviceError:
                return False

    def case_text(self, case_id: UUID) -> str:
        """The whole case as JSON, to be compared with what another terminal has."""
        assert self.app.desk is not None
        return self.app.desk.cases.detail(case_id).case.model_dump_json()

    # --- the end ---------------------------------------------------------------------------------------------

    def figures(self) -> dict[str, Any]:
        return {
            **self.driver.watch.figures(),
            "resident_mb": _resident_mb(),
            "usable_after_password": round(self.usable, 3),
            "usable_cpu": round(self.usable_cpu, 3),
            "steps": self.driver.steps,
            "persons": self.persons,
            "hands": {
                "keyboard": {"keys": self.keys.keys, "clicks": self.keys.clicks},
                "mouse": {"letters": self.mouse.keys, "clicks": self.mouse.clicks},
            },
        }

    def close(self, **message: Any) -> None:
        figures = self.figures()
        self.app.shut_down()
        logs.release(self._log)
        tell(event="end", **figures, **message)


def _resident_mb() -> float:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0
