"""What went wrong with this computer's own data (family ST)."""

from __future__ import annotations

from window_client.errors.base import WindowClientError


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


class StoreRestoredError(StorageError):
    """The store is an earlier copy of itself, or was missing: told at sign-in, not a refusal. Everything is pulled
    again and no number is given twice; what was never sent since the copy is not in it."""

    code = "ST-107"
    message = "本机数据是较早的副本，之后在本机办理而未上传的内容不在其中。"
    remedy = "连接省厅后自动从头取数，编号不会重复。请核对近日办件与已打印的证明，并告知系统管理员。"


class NotFoundError(StorageError):
    code = "ST-201"
    message = "本机没有这条记录。"
    remedy = "请刷新列表；需要时连接省厅后再查。"


class AuditError(StorageError):
    """The audit row could not be written, so the act it records did not happen."""

    code = "ST-301"
    message = "操作记录没有写入，操作已取消。"
    remedy = "请重试；仍不成功时停止办件并联系审计管理员。"
