"""The base of every error that staff may see."""

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
