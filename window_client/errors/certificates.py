"""Why no certificate was made, numbered or confirmed (family CT)."""

from __future__ import annotations

from window_client.errors.base import WindowClientError


class CertificateError(WindowClientError):
    code = "CT-000"
    message = "证明没有生成。"
    remedy = "请重试；仍不成功时联系技术支持。"


class FontsMissingError(CertificateError):
    """No built certificate fonts were found, or one of their files is damaged."""

    code = "CT-101"
    message = "证明字体没有安装或已损坏。"
    remedy = "请先给申请人受理回执；请系统管理员重新安装本程序附带的证明字体，再在“设置”中按“检查本机”核对。"


class MissingGlyphError(CertificateError):
    """No font draws a character: nothing is printed rather than a box. `points` are the code points."""

    code = "CT-102"
    message = "有的字没有可用字形，证明没有生成。"
    remedy = "请系统管理员安装含该字的字体；现在可以先受理，字体装好后再出具。"

    def __init__(self, points: tuple[int, ...] = ()) -> None:
        named = "、".join(f"“{chr(point)}”（U+{point:04X}）" for point in points)
        super().__init__(f"{named}没有可用字形，证明没有生成。" if points else None)
        self.points = points


class CertificateOverflowError(CertificateError):
    """The text does not fit its place in the form, even in the smallest size: nothing is clipped."""

    code = "CT-103"
    message = "内容超出证明的版面，证明没有生成。"
    remedy = "请缩短填写的内容，或分开出具。"

    def __init__(self, place: str = "") -> None:
        super().__init__(f"“{place}”的内容超出证明的版面，证明没有生成。" if place else None)
        self.place = place


class CertificateContentError(CertificateError):
    """The record lacks something the wording needs, so that a blank would be left on the paper."""

    code = "CT-104"
    message = "户籍数据不全，证明文字会留下空白，没有生成。"
    remedy = "请核对户籍数据；需要时请户籍地派出所补录后再出具。"


class NumbersExhaustedError(CertificateError):
    """No certificate number of a leased block is left."""

    code = "CT-201"
    message = "本机可用的证明编号已用完。"
    remedy = "请连接省厅领取新编号；现在可以先打印受理回执。"


class PrintCheckError(CertificateError):
    """The digits typed from the paper are not those of the number in the ledger."""

    code = "CT-202"
    message = "输入的末三位与登记编号不一致。"
    remedy = "请看清纸面编号后重新输入；如果拿错了纸，请作废此张。"


class StaleDecisionError(CertificateError):
    """The record changed after it was decided on."""

    code = "CT-203"
    message = "户籍数据在审批后有变动，不能按原审批出证。"
    remedy = "请重新核对后再审批。"


class NotCertifiableError(CertificateError):
    """The gate does not let this certificate through, or not yet: `message` says on what ground."""

    code = "CT-204"
    message = "这项内容按规定不能出具证明。"
    remedy = "请核对申请内容；属于不予出具情形的，请出具不予出具证明告知书。"


class DocumentDamagedError(CertificateError):
    """A stored paper does not open, or is not the file that its hash names."""

    code = "CT-205"
    message = "保存的证明文件校验不通过，不能使用。"
    remedy = "请停止打印此件并联系系统管理员，不要删除任何文件。"


class IssuingKeyMissingError(CertificateError):
    """This terminal has no certified key to sign with: no certificate leaves it unsigned."""

    code = "CT-207"
    message = "本终端还没有证明签发证书，不能出具证明。"
    remedy = "请连接省厅，程序会自动领取；现在可以先受理并打印受理回执。"


class OtherPersonError(CertificateError):
    """The extract is of another person than the case is about."""

    code = "CT-206"
    message = "户籍数据与本件当事人不是同一人。"
    remedy = "请重新查询本件当事人的户籍数据。"
