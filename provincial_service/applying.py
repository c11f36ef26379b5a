"""Push: a batch of actions becomes results, in one transaction (sync.md, Push).

Terminal locked, cases locked in id order, each action judged, versions and history written, counters
locked last and in order, `applied_action` written with the result, commit, answer. What fails unexpectedly as
a batch is done again one by one, so that a poison action harms only itself.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from hukou.case import Action
from hukou.ownership import parties
from hukou.wire import ActionResult, Outcome, Problem, SignedAction
from provincial_service.crypto import VerifyKey, sha256_hex
from provincial_service.failures import log_failure
from provincial_service.judging import Desk, Incoming, judge, settle
from provincial_service.problems import ProblemError, problem
from provincial_service.province import Province
from provincial_service.settling import Settled, duplicate_of, open_desk, write_settled
from provincial_service.store.schema import read_meta
from provincial_service.store.terminals import TerminalRow

_log = logging.getLogger(__name__)
_ATTEMPTS_ALONE = 3


def apply_batch(
    province: Province,
    terminal: TerminalRow,
    signed: Sequence[SignedAction],
    epoch: str = "",
    *,
    version: int | None = None,
) -> list[ActionResult]:
    """A result for every action that can be named, in the order they came.

    An element whose text does not even hold an action id has no result: it counts as unacknowledged. PV-122 (410)
    when `epoch` is named and is not the one that the database is in: nothing was done then. The same with PV-123
    (412) when the one case that the batch is about is not at `version`.
    """
    key = VerifyKey(terminal.public_key)
    received = [one for one in (_receive(key, terminal, entry) for entry in signed) if one is not None]
    genuine = [one for one in received if isinstance(one, Incoming)]
    answers = iter(_settle_batch(province, terminal.terminal, genuine, epoch, version))
    return [next(answers) if isinstance(one, Incoming) else one for one in received]


def _settle_batch(
    province: Province, terminal: str, batch: list[Incoming], epoch: str, version: int | None
) -> list[ActionResult]:
    if not batch:
        return []
    try:
        return _apply_together(province, terminal, batch, epoch, version)
    except ProblemError:
        raise
    except Exception as error:
        if version is not None:
            # What was to be done on one version, whole or not at all, is not done in parts.
            log_failure(_log, f"batch of {len(batch)} on one version", error)
            return [_later(entry) for entry in batch]
        _log.warning("batch of %d replayed one by one: %s", len(batch), type(error).__name__)
    return [_apply_alone(province, terminal, entry, epoch) for entry in batch]


def _apply_alone(province: Province, terminal: str, entry: Incoming, epoch: str) -> ActionResult:
    for attempt in range(_ATTEMPTS_ALONE):
        try:
            return _apply_together(province, terminal, [entry], epoch)[0]
        except ProblemError:
            # The epoch turned between two of a batch: the rest is not answered and comes again.
            break
        except DBAPIError as error:
            _log.warning("action alone, attempt %d: %s", attempt + 1, type(error.orig).__name__)
        except Exception as error:
            log_failure(_log, f"action of kind {entry.action.kind}", error)
            break
    return _later(entry)


def _later(entry: Incoming) -> ActionResult:
    return ActionResult(action_id=entry.action.action_id, outcome=Outcome.RETRY, problem=problem("PV-333"))


def _apply_together(
    province: Province, terminal: str, batch: list[Incoming], epoch: str, version: int | None = None
) -> list[ActionResult]:
    with province.store.write() as connection:
        _refuse_other_epoch(connection, epoch)
        desk, earlier = open_desk(connection, province, terminal, batch)
        if version is not None:
            _require_version(
                desk, [one.action for one in batch if one.action.action_id not in earlier], version
            )
        fresh: dict[UUID, Settled] = {}
        for entry in sorted(batch, key=lambda one: one.action.terminal_seq):
            action_id = entry.action.action_id
            if action_id in earlier or action_id in fresh:
                continue
            verdict = judge(desk, entry)
            settle(desk, entry, verdict)
            fresh[action_id] = Settled(entry, verdict)
        results = write_settled(connection, province, desk, list(fresh.values()))
    return _in_order(batch, earlier, {result.action_id: result for result in results}, fresh)


def _require_version(desk: Desk, fresh: Sequence[Action], version: int) -> None:
    """What was settled before is answered whatever the case has become since."""
    case_ids = {action.case_id for action in fresh}
    if len(case_ids) > 1:
        raise ProblemError("PV-112", what="If-Match")
    for case_id in case_ids:
        case = desk.cases.get(case_id)
        if case is None or desk.terminal.station not in parties(case):
            continue
        if case.version != version:
            raise ProblemError("PV-123", members={"version": case.version})


def _refuse_other_epoch(connection: Connection, epoch: str) -> None:
    current = read_meta(connection, "epoch")
    if epoch and epoch != current:
        raise ProblemError("PV-122", members={"epoch": current})


def _in_order(
    batch: list[Incoming],
    earlier: dict[UUID, tuple[str, str]],
    results: dict[UUID, ActionResult],
    fresh: dict[UUID, Settled],
) -> list[ActionResult]:
    """Results in the order of the batch; the second of two equal actions in one batch is a duplicate."""
    answers: list[ActionResult] = []
    for entry in batch:
        action_id = entry.action.action_id
        if action_id in earlier:
            answers.append(duplicate_of(entry, *earlier[action_id]))
        elif fresh[action_id].entry is entry:
            answers.append(results[action_id])
        else:
            original = results[action_id].model_dump_json()
            answers.append(duplicate_of(entry, fresh[action_id].entry.fingerprint, original))
    return answers


# --- receiving -------------------------------------------------------------------------------------------


def _receive(key: VerifyKey, terminal: TerminalRow, signed: SignedAction) -> Incoming | ActionResult | None:
    """One action, parsed and authenticated.

    What is not the terminal's own word (unreadable, wrongly signed, of another terminal) is refused at once
    and never kept; None when not even an action id can be read.
    """
    data = signed.text.encode()
    try:
        action = Action.model_validate_json(data)
    except ValidationError as error:
        action_id = _bare_id(signed.text)
        if action_id is None:
            return None
        what = ", ".join(sorted({".".join(map(str, e["loc"])) for e in error.errors()}))
        return _refusal(action_id, problem("PV-302", what=what))
    if not key.verifies(signed.signature, data):
        return _refusal(action.action_id, problem("PV-301"))
    if action.terminal != terminal.terminal:
        return _refusal(action.action_id, problem("PV-304"))
    return Incoming(action, signed.text, signed.signature, sha256_hex(data))


def _refusal(action_id: UUID, why: Problem) -> ActionResult:
    return ActionResult(action_id=action_id, outcome=Outcome.REFUSED, problem=why)


def _bare_id(text: str) -> UUID | None:
    """The id of an action that cannot be read otherwise."""
    try:
        return UUID(json.loads(text)["action_id"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
