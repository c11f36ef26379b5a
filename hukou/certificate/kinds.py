"""The kinds of paper that a window issues on household registration."""

from __future__ import annotations

from enum import StrEnum


class CertificateKind(StrEnum):
    """What a certificate is about; the first four are the boxes of the 户籍事项证明 form."""

    CHANGE = "change"
    """户口登记项目内容变更更正."""
    CANCELLATION = "cancellation"
    """注销户口: death, settled abroad or in Hong Kong, Macao, Taiwan, moved out."""
    FORMER_COHOUSEHOLD = "former_cohousehold"
    """曾经同户人员亲属关系."""
    OTHER = "other"
    """其他: a case laid down by law, with its legal basis."""
    HOUSEHOLD_INFO = "household_info"
    """户籍信息, for one of the listed reasons only."""
    TEMP_IDENTITY = "temp_identity_proof"
    """临时身份证明: a paper of its own, for one use and a few days (公通字〔2016〕21号)."""


class DocumentKind(StrEnum):
    """The papers this package writes."""

    MATTER_CERTIFICATE = "matter_certificate"
    TEMP_IDENTITY_PROOF = "temp_identity_proof"
    REFUSAL_NOTICE = "refusal_notice"
    ACCEPTANCE_RECEIPT = "acceptance_receipt"
    SUPPLEMENT_NOTICE = "supplement_notice"
    NOT_ACCEPTED_NOTICE = "not_accepted_notice"
    PICKUP_VOUCHER = "pickup_voucher"
    VERIFICATION_REQUEST = "verification_request"
    STUB = "stub"
    DAILY_REGISTER = "daily_register"

    @property
    def is_certificate(self) -> bool:
        """Numbered from a leased block, coded and signed; everything else is a working paper."""
        return self in (DocumentKind.MATTER_CERTIFICATE, DocumentKind.TEMP_IDENTITY_PROOF)


FORM_BOXES: tuple[CertificateKind, ...] = (
    CertificateKind.CHANGE,
    CertificateKind.CANCELLATION,
    CertificateKind.FORMER_COHOUSEHOLD,
    CertificateKind.OTHER,
)
"""The four tick boxes in the order of the form; household information is ticked under 其他."""
