"""Settings and resources that do not allow the program to work (family CF)."""

from __future__ import annotations

from window_client.errors.base import WindowClientError


class ConfigurationError(WindowClientError):
    code = "CF-101"
    message = "程序设置有误，不能启动。"
    remedy = "请系统管理员检查设置文件。"


class ResourceDamagedError(ConfigurationError):
    """A file under `resources` is missing or has an unknown entry."""

    code = "CF-102"
    message = "业务配置文件有误。"
    remedy = "请系统管理员更正该文件或重新安装。"
