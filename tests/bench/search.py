"""A person found by complete number among 100,000 local cases: from the verb to painted rows, p99 within a frame."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from hukou.case import Case, Status, Subject
from tests.bench.figures import limit, median, percentile
from tests.bench.stage import bench_session
from tests.factories import QINGHE, make_citizen_no
from window_client.services.session import Session
from window_client.services.store import tables

CASES = 100_000
LOOK_UPS = 300
FRAME_MS = 16.0


def _rows(session: Session) -> Iterator[dict[str, Any]]:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    first = date(1950, 1, 1)
    for number in range(CASES):
        birth = first + timedelta(days=number % 20_000)
        citizen_no = make_citizen_no(QINGHE, birth, number // 20_000 + 1).text
        case_id, at = session.clock.new_id(), start + timedelta(minutes=number)
        subject = Subject(name=f"测试{number % 977}", citizen_no=citizen_no, birth_date=birth)
        case = Case(
            case_id=case_id,
            version=3,
            status=Status.COMPLETED,
            service="certificate.change",
            case_no=f"{at:%Y%m%d}-{number % 99999:05d}",
            station=session.staff.station,
            terminal="BENCH-01",
            subject=subject,
            opened_at=at,
            opened_by="039217",
            last_action=case_id,
        )
        yield {
            "case_id": case_id,
            "province_version": 3,
            "province_json": None,
            "view_json": case.model_dump_json(),
            "status": case.status.value,
            "service": case.service,
            "station": case.station,
            "case_no": case.case_no,
            "subject_name": subject.name,
            "subject_no": citizen_no,
            "birth_date": birth,
            "opened_by": "039217",
            "opened_at": at,
            "sync_state": "accepted",
            "updated_at": at,
        }


def _fill(session: Session) -> list[str]:
    numbers: list[str] = []
    batch: list[dict[str, Any]] = []
    statement = sa.insert(tables.case_view)
    with session.store.unit_of_work() as uow:
        for row in _rows(session):
            batch.append(row)
            numbers.append(row["subject_no"])
            if len(batch) == 2000:
                uow.connection.execute(statement, batch)
                batch.clear()
        uow.commit()
    return numbers


def run() -> list[dict[str, Any]]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from window_client.app import create_application
    from window_client.desk import load_services
    from window_client.services.actions import ActionLog
    from window_client.services.cases import Cases
    from window_client.ui.models.case_rows import case_list_row
    from window_client.ui.widgets.list_rows import ListRowView

    application, _theme = create_application([])
    view = ListRowView("cases")
    view.resize(456, 600)
    view.show()
    with (
        tempfile.TemporaryDirectory(dir=Path.cwd() / "build") as folder,
        bench_session(Path(folder)) as session,
    ):
        numbers = _fill(session)
        catalogue = load_services(session.config)
        actions = ActionLog(session, session.audit, session.clock)
        cases = Cases(session, actions, session.clock, catalogue)
        today = session.clock.today()
        times = []
        for turn in range(LOOK_UPS + 20):
            number = numbers[(turn * 7919) % len(numbers)]
            started = time.perf_counter()
            view.set_rows([case_list_row(row, today) for row in cases.find_for_person(number)])
            view.repaint()
            application.processEvents()
            times.append((time.perf_counter() - started) * 1000)
    view.close()
    return [
        limit("person found, rows painted, median", median(times[20:]), FRAME_MS, "ms"),
        limit("person found, rows painted, p99", percentile(times[20:], 0.99), FRAME_MS, "ms"),
    ]
