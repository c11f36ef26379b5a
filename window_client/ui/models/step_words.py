"""What a step did, as staff say it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hukou.case import ActionKind


def action_word(kind: ActionKind) -> str:
    """What was done, as staff say it."""
    return {
        ActionKind.OPEN: QCoreApplication.translate("SyncSide", "opened the case"),
        ActionKind.ACCEPT: QCoreApplication.translate("SyncSide", "accepted the case"),
        ActionKind.REFUSE_ACCEPTANCE: QCoreApplication.translate("SyncSide", "refused acceptance"),
        ActionKind.REQUEST_SUPPLEMENT: QCoreApplication.translate("SyncSide", "asked for missing materials"),
        ActionKind.AMEND: QCoreApplication.translate("SyncSide", "changed particulars"),
        ActionKind.ADD_MATERIAL: QCoreApplication.translate("SyncSide", "added a material"),
        ActionKind.ADD_NOTE: QCoreApplication.translate("SyncSide", "added a note"),
        ActionKind.SUBMIT_FOR_REVIEW: QCoreApplication.translate("SyncSide", "passed on for review"),
        ActionKind.APPROVE: QCoreApplication.translate("SyncSide", "approved"),
        ActionKind.REJECT: QCoreApplication.translate("SyncSide", "did not grant"),
        ActionKind.ISSUE: QCoreApplication.translate("SyncSide", "issued the certificate"),
        ActionKind.CONFIRM_PRINT: QCoreApplication.translate("SyncSide", "confirmed the print"),
        ActionKind.SPOIL_PRINT: QCoreApplication.translate("SyncSide", "voided the paper"),
        ActionKind.COMPLETE: QCoreApplication.translate("SyncSide", "completed the case"),
        ActionKind.WITHDRAW: QCoreApplication.translate("SyncSide", "withdrew the case"),
        ActionKind.CIRCULATE: QCoreApplication.translate("SyncSide", "circulated the case"),
        ActionKind.MARK_DISTINCT: QCoreApplication.translate("SyncSide", "said it is another matter"),
        ActionKind.RESOLVE: QCoreApplication.translate("SyncSide", "settled a conflict"),
    }[kind]
