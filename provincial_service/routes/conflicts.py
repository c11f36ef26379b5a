"""Settling a held step: a person's answer is an action like any other, signed and taken once."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError

from hukou.case import Action, ActionKind
from hukou.ownership import parties
from hukou.wire import ActionResult, SignedAction
from provincial_service.applying import apply_batch
from provincial_service.body import parse
from provincial_service.conflicts import find_conflict
from provincial_service.problems import ProblemError
from provincial_service.province import Province
from provincial_service.routes.context import TheBody, TheProvince, TheTerminal, json_body, problems
from provincial_service.routes.preconditions import wanted_version
from provincial_service.store.terminals import TerminalRow

router = APIRouter(tags=["冲突处理"])


@router.post(
    "/v1/conflicts/{conflict_id}/resolve",
    summary="处理一项冲突；处理本身也是已签名的操作",
    openapi_extra=json_body(SignedAction, "已签名的处理操作（kind 为 resolve）"),
    responses=problems(400, 401, 404, 410, 412, 422),
)
def post_resolution(
    conflict_id: UUID, request: Request, province: TheProvince, terminal: TheTerminal, body: TheBody
) -> ActionResult:
    """也可与其他操作一起经 /v1/actions 上传；同一操作重复提交得到原结果。"""
    signed = parse(SignedAction, body)
    _require_resolution(province, terminal, conflict_id, signed)
    results = apply_batch(province, terminal, [signed], version=wanted_version(request))
    if not results:
        raise ProblemError("PV-112", what="text")
    return results[0]


def _require_resolution(
    province: Province, terminal: TerminalRow, conflict_id: UUID, signed: SignedAction
) -> None:
    """404 for a conflict that is unknown or that this station does not see; 422 for another action."""
    with province.store.read() as connection:
        case = find_conflict(connection, conflict_id)
    if case is None or terminal.station not in parties(case):
        raise ProblemError("PV-113")
    try:
        action = Action.model_validate_json(signed.text)
    except ValidationError as error:
        raise ProblemError("PV-112", what="text") from error
    named = str(action.payload.get("conflict", ""))
    if (action.kind, action.case_id, named) != (ActionKind.RESOLVE, case.case_id, str(conflict_id)):
        raise ProblemError("PV-324")
