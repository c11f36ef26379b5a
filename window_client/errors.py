"""Every error that staff may see: what happened, what to do, and a failure code to quote.

A foreign exception is translated where the library is called (`raise StorageError(...) from error`).
Anything that reaches the screen and is not a `WindowClientError` is a bug and is shown as one.

Failure codes are `FAMILY-NUMBER`: IN input, ST storage, SY sync, SG sign-in, DV device, CT certificate,
CF configuration, AU authorisation. A code is never given a second meaning; `docs/failure-codes.md` is
generated from this tree by `tools/failure_codes.py`.
"""

from __future__ import annotations

from typing import ClassVar


class WindowClientError(Exception):
    """Base of the tree. `message` states the fact, `remedy` what staff do next, both in Chinese.

    Every subclass declares its defaults; a raiser overrides them where it knows more. `detail` is for the
    log only and must hold no personal data.
    """

    code: ClassVar[str] = "GE-000"
    message: str = "操作没有完成。"
    remedy: str = "请重试；仍不成功时把失败代码告诉技术支持。"

    def __init__(self, message: str | None = None, *, remedy: str | None = None, detail: str = "") -> None:
        self.message = message if message is not None else type(self).message
        self.remedy = remedy if remedy is not None else type(self).remedy
        self.detail = detail
        super().__init__(f"{self.message}{self.remedy}（{self.code}）")

    @property
    def text(self) -> str:
        """What a screen shows: fact, remedy, code."""
        return f"{self.message}{self.remedy}失败代码 {self.code}"


# --- input -------------------------------------------------------------------------------------------


class InputError(WindowClientError):
    """What was typed cannot be taken. `field` names the form field, '' when it concerns the whole form."""

    code = "IN-000"
    message = "填写的内容有误。"
    remedy = "请按提示修改后再试。"

    def __init__(
        self, message: str | None = None, *, field: str = "", remedy: str | None = None, detail: str = ""
    ) -> None:
        super().__init__(message, remedy=remedy, detail=detail)
        self.field = field


class CitizenNoInputError(InputError):
    """A citizen number fails GB 11643."""

    code = "IN-101"
    message = "公民身份号码不正确。"
    remedy = "请对照证件重新录入。"


class PersonNameInputError(InputError):
    """A person's name is empty, too long or has misplaced dots."""

    code = "IN-102"
    message = "姓名格式不正确。"
    remedy = "请对照证件重新录入，姓名间隔符用“·”。"


class BirthDateInputError(InputError):
    """A birth date is not a date, or lies in the future."""

    code = "IN-103"
    message = "出生日期不正确。"
    remedy = "请对照证件重新录入，如 1990-05-17。"


class FormIncompleteError(InputError):
    """A form was submitted with problems; `problems` maps field name to message."""

    code = "IN-201"
    message = "还有内容没有填好。"
    remedy = "请处理标红的项目。"

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(f"还有 {len(problems)} 项内容没有填好。")
        self.problems = problems


class TransitionRefusedError(InputError):
    """The case cannot take this step in its present state."""

    code = "IN-301"
    message = "办件当前状态不能进行这一步。"
    remedy = "请刷新办件，查看最新状态。"


class ServiceUnavailableError(InputError):
    """The service item is not offered at this window, or the catalogue has none of that id."""

    code = "IN-302"
    message = "本窗口没有开通这项业务。"
    remedy = "请告知申请人可以办理的地点。"


# --- storage -----------------------------------------------------------------------------------------


class StorageError(WindowClientError):
    code = "ST-000"
    message = "本机数据没有写入。"
    remedy = "屏幕上的内容没有丢失，请重试。"


class DiskFullError(StorageError):
    """SQLITE_FULL or ENOSPC."""

    code = "ST-101"
    message = "本机磁盘已满，数据没有写入。"
    remedy = "屏幕上的内容没有丢失。请清理磁盘后再按一次。"


class StoreBusyError(StorageError):
    """Another process holds the store."""

    code = "ST-102"
    message = "本机数据正被另一个程序使用。"
    remedy = "请关闭多开的窗口后重试。"


class StoreDamagedError(StorageError):
    """The store cannot be read with the right key: a page fails its check."""

    code = "ST-103"
    message = "本机数据校验不通过，可能已损坏。"
    remedy = "请停止办件并联系系统管理员，不要删除任何文件。"


class StoreTooNewError(StorageError):
    """The store was written by a later version of this program."""

    code = "ST-104"
    message = "本机数据由更新版本的程序写入，当前版本不能打开。"
    remedy = "请安装最新版本；数据没有改动。"


class StoreMigrationError(StorageError):
    """A schema migration failed; the backup is untouched."""

    code = "ST-105"
    message = "升级本机数据没有成功，已保留升级前的备份。"
    remedy = "请联系系统管理员。"


class StoreKeyError(StorageError):
    """The first page does not open: the key is not this file's, or the file is not a store."""

    code = "ST-106"
    message = "本机数据与本终端的密钥不符，不能打开。"
    remedy = "请停止办件并联系系统管理员，不要删除任何文件。"


class NotFoundError(StorageError):
    code = "ST-201"
    message = "本机没有这条记录。"
    remedy = "请刷新列表；需要时连接省厅后再查。"


class AuditError(StorageError):
    """The audit row could not be written, so the act it records did not happen."""

    code = "ST-301"
    message = "操作记录没有写入，操作已取消。"
    remedy = "请重试；仍不成功时停止办件并联系审计管理员。"


# --- sync and the province -----------------------------------------------------------------------------


class SyncError(WindowClientError):
    """`status` is the HTTP status where there was an answer, `problem_code` the province's own code in it,
    `retry_after` the seconds it asked to wait."""

    code = "SY-000"
    message = "与省厅的数据交换没有完成。"
    remedy = "内容已保存在本机，稍后自动重试。"
    status: int | None = None
    problem_code: str = ""
    retry_after: float | None = None


class RemoteUnreachableError(SyncError):
    """No connection, time-out, or the line broke: wait and try again."""

    code = "SY-101"
    message = "连接不上省厅。"
    remedy = "内容已保存在本机，恢复连接后自动发送。"


class RemoteCertificateError(RemoteUnreachableError):
    """TLS: another authority, another host, or a date out of range. Nothing was sent."""

    code = "SY-104"
    message = "省厅服务的证书不受信任，没有发送任何内容。"
    remedy = "内容保存在本机。请联系系统管理员核对省厅根证书与本机时间。"


class RemoteFaultError(SyncError):
    """The province answered with a fault of its own (5xx): wait and try again."""

    code = "SY-102"
    message = "省厅服务暂时不能处理。"
    remedy = "内容已保存在本机，稍后自动重试。"


class RemoteAnswerError(SyncError):
    """The answer is not what the protocol says (HTML, half a JSON, wrong schema): not trusted."""

    code = "SY-103"
    message = "收到的答复不完整或不是省厅服务的答复。"
    remedy = "内容已保存在本机，稍后自动重试；反复出现时请检查网络代理设置。"


class RemoteSignInError(SyncError):
    """401 or 403: the terminal or the session is not accepted; the queue pauses."""

    code = "SY-401"
    message = "省厅没有认可本终端的身份，已暂停上传。"
    remedy = "内容保存在本机。请联系系统管理员核对终端登记。"


class RemoteRefusedError(SyncError):
    """The province refused one request for good; a person has to look at it."""

    code = "SY-422"
    message = "省厅退回了这项请求。"
    remedy = "请按退回原因修改后重新提交。"


class ProtocolTooOldError(SyncError):
    """426: the province no longer speaks this version."""

    code = "SY-426"
    message = "本窗口版本过旧，省厅已不再接收。"
    remedy = "内容保存在本机，升级后自动发送。请联系系统管理员。"


class CursorGoneError(SyncError):
    """410: the place in the change feed is from another epoch or too old; pull again from the beginning."""

    code = "SY-410"
    message = "省厅的数据序列已更换。"
    remedy = "本窗口自动从头取数，无需操作；未上传的内容不受影响。"


class NoDataOfflineError(SyncError):
    """The register extract for this case was not delivered before the link went away."""

    code = "SY-501"
    message = "离线，且本机没有省厅为本办件提供的户籍数据。"
    remedy = "可以先受理并打印受理回执，恢复连接后再出具证明。"


# --- sign-in and authorisation ---------------------------------------------------------------------------


class SignInError(WindowClientError):
    code = "SG-000"
    message = "没有登录。"
    remedy = "请重新登录。"


class CredentialsRefusedError(SignInError):
    """Wrong name or wrong password: one message, so that neither can be told from the other."""

    code = "SG-101"
    message = "编号或口令不正确。"
    remedy = "请重新输入。"


class SignInLockedError(SignInError):
    """Too many failures in a row."""

    code = "SG-102"
    message = "连续输错次数过多，已暂时锁定。"
    remedy = "请稍后再试，或联系系统管理员。"


class OfflineSignInExpiredError(SignInError):
    """The offline credential is past its term: sign in once with a link to the province."""

    code = "SG-103"
    message = "离线登录期限已过。"
    remedy = "请连接省厅后登录一次。"


class FirstSignInOfflineError(SignInError):
    """No credential of any staff is stored on this terminal yet and the province is not reachable."""

    code = "SG-104"
    message = "连接不上省厅，本终端还没有人员登录过，不能离线登录。"
    remedy = "请恢复连接后登录。"


class NotEnrolledError(SignInError):
    code = "SG-201"
    message = "本终端尚未登记。"
    remedy = "请系统管理员用激活码登记本终端。"


class SessionLockedError(SignInError):
    """The store is locked: a lane still had work when the keys were dropped."""

    code = "SG-301"
    message = "窗口已锁定。"
    remedy = "请解锁后继续，草稿已保存。"


class StepUpRequiredError(SignInError):
    """Issuing, voiding and reprinting ask for the password again; it then holds for five minutes."""

    code = "SG-302"
    message = "这一步需要再次输入口令。"
    remedy = "请输入本人口令后继续。"


class NotAuthorisedError(WindowClientError):
    """The role may not do this (公通字〔2021〕12号 Art. 7). The refusal itself is audited."""

    code = "AU-101"
    message = "当前人员没有这项权限。"
    remedy = "请由户籍民警办理。"


# --- devices ---------------------------------------------------------------------------------------------


class DeviceError(WindowClientError):
    code = "DV-000"
    message = "设备没有响应。"
    remedy = "请检查设备连接后重试。"


# --- certificates ----------------------------------------------------------------------------------------


class CertificateError(WindowClientError):
    code = "CT-000"
    message = "证明没有生成。"
    remedy = "请重试；仍不成功时联系技术支持。"


class FontsMissingError(CertificateError):
    """No built certificate fonts were found, or one of their files is damaged."""

    code = "CT-101"
    message = "证明字体没有安装或已损坏。"
    remedy = "请系统管理员重新安装证明字体（make fonts）。"


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


class OtherPersonError(CertificateError):
    """The extract is of another person than the case is about."""

    code = "CT-206"
    message = "户籍数据与本件当事人不是同一人。"
    remedy = "请重新查询本件当事人的户籍数据。"


# --- configuration -----------------------------------------------------------------------------------------


class ConfigurationError(WindowClientError):
    code = "CF-101"
    message = "程序设置有误，不能启动。"
    remedy = "请系统管理员检查设置文件。"


class ResourceDamagedError(ConfigurationError):
    """A file under `resources` is missing or has an unknown entry."""

    code = "CF-102"
    message = "业务配置文件有误。"
    remedy = "请系统管理员更正该文件或重新安装。"
