"""The other window of the station, without a screen: what it gets from the province."""

from __future__ import annotations

from dataclasses import dataclass

from tools.sandbox.paths import SandboxPaths
from tools.sandbox.province import Province, SandboxError
from tools.sandbox.setup import window_config
from window_client.desk import load_services, open_desk
from window_client.services import logs
from window_client.services.clock import SystemClock
from window_client.services.devices.printers import NoPrintService
from window_client.services.sign_in import SignIn
from window_client.services.views import CaseFilter

MOST_CASES = 100


@dataclass(frozen=True)
class SeenCase:
    """`text` is the whole case as JSON."""

    status: str
    text: str


def look(paths: SandboxPaths, province: Province, staff_no: str, password: str) -> dict[str, SeenCase]:
    """Sign in at window 2, pull, and list the cases by id; `SandboxError` when it could not sync."""
    config, clock = window_config(paths, 2, province), SystemClock()
    log = logs.configure(config)
    try:
        session = SignIn(config, clock).sign_in(staff_no, password)
        desk = open_desk(session, clock, load_services(config), NoPrintService())
        try:
            report = desk.sync.run_once(force=True)
            if report.error is not None:
                raise SandboxError(f"the second terminal could not sync: {report.error.text}")
            rows = desk.cases.list_cases(CaseFilter(), MOST_CASES, 0)
            cases = {row.case_id: desk.cases.detail(row.case_id).case for row in rows}
            return {
                str(key): SeenCase(case.status.value, case.model_dump_json()) for key, case in cases.items()
            }
        finally:
            session.lock("quit")
            desk.close()
    finally:
        logs.release(log)
