"""One signed HTTP exchange with the province: what goes out, what may come back, what failure it is.

No retry happens here, and none below (urllib3 would repeat what has perhaps taken effect): the one retry
layer is the sync cycle. Answers are read with a bound on their size and checked against the province's
signature before anything looks inside.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import requests
import urllib3
from pydantic import ValidationError
from requests.adapters import HTTPAdapter

from hukou import wire
from window_client import __version__
from window_client.config import Config
from window_client.errors import (
    ConfigurationError,
    CursorGoneError,
    ProtocolTooOldError,
    RemoteAnswerError,
    RemoteCertificateError,
    RemoteFaultError,
    RemoteRefusedError,
    RemoteSignInError,
    RemoteSilentError,
    RemoteUnreachableError,
    SyncError,
)
from window_client.services import crypto

BASE = "/v1"
MAX_ANSWER = 4 * 1024 * 1024
_CHUNK = 64 * 1024
_LONGEST_WAIT = 3600.0
_SLOWEST = 400.0
"""Bytes a second: a third of what the slowest line brings that a window was ever meant to work on."""


@dataclass(frozen=True)
class Signer:
    """Who asks, with which Ed25519 seed, and whose answers are believed. The caller wipes the seed."""

    terminal: str
    seed: bytearray
    province_public_key: bytes


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes


class Transport:
    """One connection pool to one province. Not for use by two threads at once: each lane has its own."""

    def __init__(self, config: Config, signer: Signer | None) -> None:
        if not config.province_url:
            raise ConfigurationError("没有设置省厅服务地址。", detail="province_url")
        if config.province_ca is not None and not config.province_ca.is_file():
            raise ConfigurationError(f"找不到省厅的根证书文件 {config.province_ca}。")
        self._root = config.province_url.rstrip("/")
        self._timeout = (config.connect_timeout, config.read_timeout)
        self._signer = signer
        self._session = requests.Session()
        # Neither proxies nor certificate bundles nor .netrc of the user's environment may steer this.
        self._session.trust_env = False
        self._session.verify = str(config.province_ca) if config.province_ca else True
        adapter = HTTPAdapter(max_retries=urllib3.Retry(total=False), pool_connections=1, pool_maxsize=1)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)
        self.protocol = wire.PROTOCOL
        """What this window speaks to this province: its own, or an older one when the province is older."""
        self.reached: bool | None = None
        """Whether the last request came through to the province; None before the first."""

    def exchange(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        headers: dict[str, str] | None = None,
        signed: bool = True,
        limit: int = MAX_ANSWER,
    ) -> Answer:
        """The verified 2xx answer to one request; `path` is below /v1, with its query. Everything else is an
        error of the `SyncError` family. To an older province it is asked again in the older protocol."""
        try:
            return self._exchange(method, path, body, headers, signed, limit)
        except ProtocolTooOldError as error:
            common = wire.spoken_protocol((wire.OLDEST_PROTOCOL, wire.PROTOCOL), error.province_speaks)
            if common is None or common == self.protocol:
                raise
            self.protocol = common
            return self._exchange(method, path, body, headers, signed, limit)

    def _exchange(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: dict[str, str] | None,
        signed: bool,
        limit: int,
    ) -> Answer:
        nonce = crypto.random_bytes(16).hex()
        staff_no = (headers or {}).get(wire.STAFF_HEADER, "")
        sent = self._headers(method, BASE + path, body, nonce, signed, staff_no)
        sent.update(headers or {})
        try:
            response = self._session.request(
                method,
                self._root + BASE + path,
                data=body or None,
                headers=sent,
                timeout=self._timeout,
                stream=True,
                allow_redirects=False,
            )
            with response:
                received = _read(response, limit, self._timeout[1])
            self.reached = response.status_code < 500
        except requests.exceptions.SSLError as error:
            self.reached = False
            raise RemoteCertificateError from error
        except RemoteSilentError:
            self.reached = False
            raise
        except (requests.exceptions.ReadTimeout, urllib3.exceptions.ReadTimeoutError) as error:
            self.reached = False
            raise RemoteSilentError(detail=type(error).__name__) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            self.reached = False
            raise RemoteUnreachableError(detail=type(error).__name__) from error
        return self._judge(response, received, nonce, signed)

    @contextmanager
    def silence_up_to(self, seconds: float) -> Iterator[None]:
        """Inside, an answer is given up after this much silence, if that is less than the setting's."""
        connect, read = self._timeout
        self._timeout = (min(connect, seconds), min(read, seconds))
        try:
            yield
        finally:
            self._timeout = (connect, read)

    def close(self) -> None:
        self._session.close()

    def _headers(
        self, method: str, target: str, body: bytes, nonce: str, signed: bool, staff_no: str
    ) -> dict[str, str]:
        headers = {
            "User-Agent": f"window-client/{__version__}",
            # The signature covers the bytes as they travel, so they travel plain.
            "Accept-Encoding": "identity",
            wire.PROTOCOL_HEADER: str(self.protocol),
        }
        if signed:
            if self._signer is None:
                raise RuntimeError("a signed request needs a signer")
            text = wire.request_text(method, target, crypto.sha256(body), nonce, staff_no)
            headers[wire.TERMINAL_HEADER] = self._signer.terminal
            headers[wire.NONCE_HEADER] = nonce
            headers[wire.SIGNATURE_HEADER] = base64.b64encode(crypto.sign(self._signer.seed, text)).decode()
        return headers

    def _judge(self, response: requests.Response, body: bytes, nonce: str, signed: bool) -> Answer:
        status = response.status_code
        # A fault may come from a gateway that cannot sign; it only ever makes us wait.
        if status >= 500 or status == 429:
            raise _filled(RemoteFaultError(detail=f"HTTP {status}"), response, body)
        if signed:
            self._verify(response, body, nonce)
        if 200 <= status < 300:
            return Answer(status, body)
        raise _refusal(response, body)

    def _verify(self, response: requests.Response, body: bytes, nonce: str) -> None:
        assert self._signer is not None
        text = wire.answer_text(nonce, response.status_code, crypto.sha256(body))
        try:
            signature = base64.b64decode(response.headers.get(wire.SIGNATURE_HEADER, ""), validate=True)
        except ValueError:
            signature = b""
        if not crypto.verify(self._signer.province_public_key, signature, text):
            raise RemoteAnswerError(detail=f"signature, HTTP {response.status_code}")


def _read(response: requests.Response, limit: int, patience: float) -> bytes:
    """The whole body as it travelled; `RemoteAnswerError` when it is longer than agreed or encoded.

    Who sends a byte now and then is never silent, and holds the lane for ever: what comes slower than
    `_SLOWEST` after `patience` seconds is given up like silence.
    """
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise RemoteAnswerError(detail="content encoding")
    parts: list[bytes] = []
    size = 0
    started = time.monotonic()
    while chunk := response.raw.read1(_CHUNK, decode_content=False):
        size += len(chunk)
        if size > limit:
            raise RemoteAnswerError(detail="too long")
        if time.monotonic() - started > patience + size / _SLOWEST:
            raise RemoteSilentError(detail="too slow")
        parts.append(chunk)
    return b"".join(parts)


def _refusal(response: requests.Response, body: bytes) -> SyncError:
    status = response.status_code
    if status in (401, 403):
        return _filled(RemoteSignInError(detail=f"HTTP {status}"), response, body)
    if status == 410:
        return _filled(CursorGoneError(detail="HTTP 410"), response, body)
    if status == 426:
        return _too_old(response, body)
    problem = _problem(response, body)
    if problem is None or not 400 <= status < 500:
        # A redirect or a bare page is not something this protocol ever answers.
        return _filled(RemoteAnswerError(detail=f"HTTP {status}"), response, body)
    refused = RemoteRefusedError(
        problem.detail or None, remedy=problem.remedy or None, detail=f"HTTP {status} {problem.code}"
    )
    return _filled(refused, response, body)


def _too_old(response: requests.Response, body: bytes) -> SyncError:
    error, problem = ProtocolTooOldError(detail="HTTP 426"), _problem(response, body)
    if problem is not None:
        error.province_speaks = (problem.oldest_protocol, problem.protocol)
    return _filled(error, response, body)


def _filled(error: SyncError, response: requests.Response, body: bytes) -> SyncError:
    error.status = response.status_code
    problem = _problem(response, body)
    if problem is not None:
        error.problem_code = problem.code
        error.epoch = problem.epoch
    error.retry_after = _retry_after(response)
    return error


def _problem(response: requests.Response, body: bytes) -> wire.Problem | None:
    if not response.headers.get("Content-Type", "").startswith("application/problem+json"):
        return None
    try:
        return wire.Problem.model_validate_json(body)
    except ValidationError:
        return None


def _retry_after(response: requests.Response) -> float | None:
    """Seconds, bounded; the header may hold a number or a date (RFC 9110 §10.2.3). The date is compared with
    the answer's own Date, so that this machine's clock has no say."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isdigit():
        return min(float(text), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
        wait = (until - parsedate_to_datetime(response.headers.get("Date", ""))).total_seconds()
    except (TypeError, ValueError):
        return None
    return min(max(wait, 0.0), _LONGEST_WAIT)
