"""What the window issued and refused, as a real province takes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hukou.case import Status
from hukou.catalogue import catalogue
from tests.fakes import PASSWORD, FakeClock
from tests.services.paper_desk import Desk, KeptPrints, approved_case, gate_refusal, open_case
from window_client.services.actions import ActionLog
from window_client.services.cases import Cases
from window_client.services.certificates.issuing import Certificates
from window_client.services.certificates.ledger import PrintLedger
from window_client.services.session import Session
from window_client.services.sync.cycle import SyncCycle
from window_client.services.views import LedgerState, SyncState

REFUSED_ELSEWHERE = {"requested_fact": "marital_status", "purpose": "办理贷款"}


@pytest.fixture
def online(session: Session, clock: FakeClock) -> Iterator[tuple[Session, SyncCycle]]:
    client = session.province()
    yield (
        session,
        SyncCycle(
            session.store,
            client,
            clock,
            scope=session.terminal.station.station,
            province_public_key=session.terminal.province_public_key,
        ),
    )
    client.close()


def test_the_province_takes_what_was_issued_and_confirmed(
    online: tuple[Session, SyncCycle], clock: FakeClock
) -> None:
    session, sync = online
    actions = ActionLog(session, session.audit, clock)
    prints = KeptPrints()
    desk = Desk(
        session,
        clock,
        prints,
        actions,
        Certificates(session, actions, clock, catalogue()),
        PrintLedger(session, actions, clock, prints),
    )
    sync.run_once()
    case_id = approved_case(desk)
    session.step_up(PASSWORD)

    entry = desk.certificates.issue(case_id)
    assert entry.number is not None
    desk.ledger.send(entry.entry_id)
    desk.ledger.confirm(entry.entry_id, entry.number[-3:])
    refusal = open_case(desk, "certificate.other", fields=REFUSED_ELSEWHERE)
    notice = desk.certificates.refuse(refusal, gate_refusal(desk, refusal))
    cases = Cases(session, actions, clock, catalogue())
    cases.complete(case_id)
    report = sync.run_once(force=True)

    assert report.error is None
    assert len(prints.jobs) == 1
    issued, refused = cases.detail(case_id), cases.detail(refusal)
    assert (issued.sync, issued.pending, issued.problem) == (SyncState.ACCEPTED, (), None)
    assert issued.case.status is Status.COMPLETED
    assert issued.ledger[0].state is LedgerState.CONFIRMED
    assert (refused.sync, refused.problem) == (SyncState.ACCEPTED, None)
    assert refused.case.decision is not None
    assert refused.case.decision.notice_number == notice.number
