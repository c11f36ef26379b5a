"""Household certificates: the gate that says when none may be issued, and what each paper says."""

from hukou.certificate.bodies import Matter
from hukou.certificate.composition import (
    RefusedApplicant,
    compose_certificate,
    compose_receipt,
    compose_refusal,
    compose_supplement,
    default_validity_days,
)
from hukou.certificate.documents import (
    AcceptanceReceipt,
    CertificateDocument,
    Issuer,
    PrintedDocument,
    PrivateKind,
    PrivateText,
    RefusalNotice,
    Row,
    SupplementNotice,
    TickBox,
)
from hukou.certificate.gate import (
    Allowed,
    CertificateRequest,
    GateResult,
    ReasonRequired,
    Refused,
    UnknownFactError,
    check_request,
)
from hukou.certificate.kinds import FORM_BOXES, CertificateKind, DocumentKind
from hukou.certificate.rules import Fact, FactGroup, GateRules, Need, Reason, RefusalBox, Source, gate_rules
from hukou.certificate.wording import CertificateWordingError, format_date, format_moment

__all__ = [
    "FORM_BOXES",
    "AcceptanceReceipt",
    "Allowed",
    "CertificateDocument",
    "CertificateKind",
    "CertificateRequest",
    "CertificateWordingError",
    "DocumentKind",
    "Fact",
    "FactGroup",
    "GateResult",
    "GateRules",
    "Issuer",
    "Matter",
    "Need",
    "PrintedDocument",
    "PrivateKind",
    "PrivateText",
    "Reason",
    "ReasonRequired",
    "RefusalBox",
    "RefusalNotice",
    "Refused",
    "RefusedApplicant",
    "Row",
    "Source",
    "SupplementNotice",
    "TickBox",
    "UnknownFactError",
    "check_request",
    "compose_certificate",
    "compose_receipt",
    "compose_refusal",
    "compose_supplement",
    "default_validity_days",
    "format_date",
    "format_moment",
    "gate_rules",
]
