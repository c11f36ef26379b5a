"""What went wrong between this window and its province (family SY)."""

from __future__ import annotations

from window_client.errors.base import WindowClientError


class SyncError(WindowClientError):
    """`status` is the HTTP status where there was an answer, `problem_code` the province's own code in it,
    `retry_after` the seconds it asked to wait, `epoch` the one the province is in where it said so."""

    code = "SY-000"
    message = "与省厅的数据交换没有完成。"
    remedy = "内容已保存在本机，稍后自动重试。"
    status: int | None = None
    problem_code: str = ""
    retry_after: float | None = None
    epoch: str = ""


class RemoteUnreachableError(SyncError):
    """No connection, time-out, or the line broke: wait and try again."""

    code = "SY-101"
    message = "连接不上省厅。"
    remedy = "内容已保存在本机，恢复连接后自动发送。"


class RemoteSilentError(RemoteUnreachableError):
    """There is a line, and nobody answers on it in time."""

    code = "SY-105"
    message = "省厅没有及时答复。"
    remedy = "内容已保存在本机，稍后自动重试。"


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
    province_speaks: tuple[int, int] = (0, 0)
    """Oldest and newest protocol of the province, where it said so."""


class CursorGoneError(SyncError):
    """410: the place in the change feed is from another epoch or too old; a snapshot comes first. Of a batch:
    nothing of it was done."""

    code = "SY-410"
    message = "省厅的数据序列已更换。"
    remedy = "本窗口自动从头取数，无需操作；未上传的内容不受影响。"


class NoDataOfflineError(SyncError):
    """The register extract for this case was not delivered before the link went away."""

    code = "SY-501"
    message = "离线，且本机没有省厅为本办件提供的户籍数据。"
    remedy = "可以先受理并打印受理回执，恢复连接后再出具证明。"


class ClockJumpedError(SyncError):
    """The machine's clock was put back: a certificate would bear a date before its own decision."""

    code = "SY-601"
    message = "本机时间早于已经办理的业务，暂停出具证明。"
    remedy = "请核对本机日期和时间；更正并连接省厅后自动恢复。其他办理不受影响。"
