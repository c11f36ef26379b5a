"""The base of what can go wrong with a device (family DV); the rest stands in `services/devices/device_errors.py`."""

from __future__ import annotations

from window_client.errors.base import WindowClientError


class DeviceError(WindowClientError):
    code = "DV-000"
    message = "设备没有响应。"
    remedy = "请检查设备连接后重试。"
