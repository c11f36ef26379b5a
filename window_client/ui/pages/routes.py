"""Which page a case is opened on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hukou.case import Status

if TYPE_CHECKING:
    from uuid import UUID

    from window_client.ui.page_context import PageContext


def open_case(context: PageContext, case_id: UUID, status: Status) -> None:
    """A draft goes on where it stopped, a case under way to decision and print, a finished one is looked at."""
    if status is Status.DRAFT:
        context.navigate("case", case_id=case_id)
    elif status.is_final:
        context.navigate("cases", case_id=case_id)
    else:
        context.navigate("certificate", case_id=case_id)
