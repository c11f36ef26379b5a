"""What can go wrong with a card reader or a printer, as staff are told it.

The defaults suit the common case; the driver replaces message or remedy where a status byte of the device
says more (`resources/devices/card_reader.toml`).
"""

from __future__ import annotations

from window_client.errors import DeviceError

# --- card reader -------------------------------------------------------------------------------------------


class CardReaderError(DeviceError):
    """Base of everything an ID-card reader can report."""

    code = "DV-100"
    message = "读卡器没有完成操作。"
    remedy = "请重试，或按 F3 手工录入。"


class NoCardError(CardReaderError):
    """No card was found while the reader looked for one."""

    code = "DV-101"
    message = "没有读到芯片。"
    remedy = "请将证件拿起后重新放置，或按 F3 手工录入。"


class CardNotLiftedError(CardReaderError):
    """The card that was just read still lies on the reader: it is read again only after it was lifted."""

    code = "DV-102"
    message = "上一张证件还在读卡器上。"
    remedy = "请将证件拿起后重新放置，再按 F2。"


class CardLiftedError(CardReaderError):
    """The card went away between being found and the end of its answer."""

    code = "DV-103"
    message = "证件在读取过程中被移开，没有读完。"
    remedy = "请将证件重新放好，按 F2 重读，读完前不要移动；也可按 F3 手工录入。"


class CardFrameCorruptError(CardReaderError):
    """Two answers in a row were damaged on the line (checksum, length, or broken off)."""

    code = "DV-104"
    message = "读卡器传来的数据不完整，重读一次仍未成功。"
    remedy = "请将证件拿起后重新放置，按 F2 重读，或按 F3 手工录入；反复出现时检查读卡器连接线。"


class CardUnreadableError(CardReaderError):
    """The chip answers, but not with something that this driver understands."""

    code = "DV-105"
    message = "证件芯片的内容无法识别。"
    remedy = "请重新放置证件，按 F2 重读；仍不成功时按 F3 手工录入。"


class CardAuthenticationError(CardReaderError):
    """Card and security module do not accept each other."""

    code = "DV-106"
    message = "证件没有通过读卡器的认证。"
    remedy = "请重新放置证件，按 F2 重读；仍不通过时核对证件真伪，按 F3 手工录入。"


class ReaderUnauthorisedError(CardReaderError):
    """The reader's security module (SAM_V) is not authorised, or not for this command."""

    code = "DV-111"
    message = "读卡器安全模块没有授权，不能读证。"
    remedy = "请联系系统管理员更换读卡器，先按 F3 手工录入。"


class ReaderFaultError(CardReaderError):
    """The security module failed its own test, or answers what is no answer to the question."""

    code = "DV-112"
    message = "读卡器安全模块自检没有通过。"
    remedy = "请拔下读卡器，十秒后重新插上；仍不成功时联系设备厂商。"


class ReaderUnpluggedError(CardReaderError):
    """The port is not there, or went away while in use. The driver has closed it; the next read opens it."""

    code = "DV-113"
    message = "读卡器没有连接。"
    remedy = "请插好读卡器连接线后重试，或按 F3 手工录入。"


class ReaderAccessError(CardReaderError):
    """The port is there, but this account may not open it or another program holds it."""

    code = "DV-114"
    message = "读卡器端口被占用，或本账户没有使用权限。"
    remedy = "请关闭其他读卡程序；仍不成功时请系统管理员检查端口权限。"


class ReaderTimeoutError(CardReaderError):
    """The port is open, the reader says nothing."""

    code = "DV-115"
    message = "读卡器没有应答。"
    remedy = "请检查读卡器电源和端口设置后重试，或按 F3 手工录入。"


class ReaderBusyError(CardReaderError):
    """A read is under way on another thread."""

    code = "DV-116"
    message = "读卡器正在读取另一张证件。"
    remedy = "请等待当前读取结束。"


class CardReadCancelledError(CardReaderError):
    """The read was called off by the screen that had asked for it; nothing to show."""

    code = "DV-117"
    message = "已取消读证。"
    remedy = "需要时再按 F2。"


# --- printer -----------------------------------------------------------------------------------------------


class PrinterError(DeviceError):
    """Base of everything that printing through the system can report."""

    code = "DV-200"
    message = "打印任务没有送出。"
    remedy = "请检查打印机后重试；文件已保存，可以稍后打印。"


class PrintSystemMissingError(PrinterError):
    """The system has no print service (no `lp`/`lpstat`)."""

    code = "DV-201"
    message = "本机没有安装打印服务。"
    remedy = "请系统管理员安装 CUPS 打印服务；文件已保存，可以稍后打印。"


class PrintServiceDownError(PrinterError):
    """The print service is installed but does not run, or runs on a server that cannot be reached."""

    code = "DV-202"
    message = "打印服务没有运行。"
    remedy = "请系统管理员启动打印服务；文件已保存，可以稍后打印。"


class NoPrinterError(PrinterError):
    """No printer is set up, or none is chosen and the system has no default."""

    code = "DV-203"
    message = "没有可用的打印机。"
    remedy = "请在设置中选择打印机，或请系统管理员添加打印机；文件已保存，可以稍后打印。"


class PrinterNotFoundError(PrinterError):
    """The chosen printer is not there any more."""

    code = "DV-204"
    message = "所选打印机已不存在。"
    remedy = "请在设置中重新选择打印机；文件已保存，可以稍后打印。"


class PrinterStoppedError(PrinterError):
    """The queue is disabled or does not accept jobs."""

    code = "DV-205"
    message = "打印机队列已停用。"
    remedy = "请检查缺纸、卡纸后由系统管理员恢复队列，或换一台打印机；文件已保存。"


class PrintTimeoutError(PrinterError):
    """The print service did not answer in time; whether a job was taken is not known."""

    code = "DV-206"
    message = "打印服务没有按时应答，不能确定任务是否已送出。"
    remedy = "请先看打印机是否出纸，再决定是否重打。"


class PrintDocumentError(PrinterError):
    """What was handed over is no PDF, or a number of copies out of range."""

    code = "DV-207"
    message = "要打印的文件或份数不正确。"
    remedy = "请重新生成文件后打印。"
