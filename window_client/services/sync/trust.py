"""Keeps what papers are signed and verified with up to date: this terminal's issuing certificate, the province's
issuing certificates, and the status list. Part of a sync cycle; it never stops one."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hukou.wire import TrustPage
from paper_trust.trust import Trust, TrustError, new_trust
from window_client.config import Config
from window_client.errors import RemoteAnswerError, RemoteRefusedError, StorageError
from window_client.services import crypto, keys
from window_client.services.clock import Clock
from window_client.services.enrolment import Terminal
from window_client.services.issuing_key import IssuingKey, keep_key, load_key, make_key
from window_client.services.sync.remote import Province
from window_client.services.trust_file import keep_trust, load_trust

_log = logging.getLogger(__name__)

REFRESH = timedelta(hours=1)
"""How old the status list may grow while there is a link."""
_MOST_PAGES = 1000


@dataclass
class TrustSync:
    """For the remote lane. `terminal_seed` is the session's: it is overwritten at lock."""

    config: Config
    terminal: Terminal
    terminal_seed: bytearray = field(repr=False)
    province: Province
    clock: Clock
    _asked_at: datetime | None = None

    def run(self, *, force: bool = False) -> None:
        """Renew and fetch what is due. Raises the `SyncError` family; what cannot be used or written is logged."""
        now = self.clock.now()
        trust = load_trust(self.config)
        key = load_key(self.config)
        needs_key = key is None or key.due_for_renewal(now) or _of_another(trust, key)
        if not (needs_key or force or self._is_due(trust, now)):
            return
        try:
            if needs_key:
                self._renew()
            self._fetch(trust)
        except RemoteRefusedError as error:
            # A province of an earlier version has neither call; everything else goes on.
            if error.status != 404:
                raise
            _log.warning("the province has no issuing authority")
        except (RemoteAnswerError, StorageError) as error:
            # What is here grows old and says so; cases are exchanged all the same.
            _log.warning("trust data were not taken: %s", error.detail)
        self._asked_at = now

    def _is_due(self, trust: Trust | None, now: datetime) -> bool:
        asked = self._asked_at
        if asked is not None and timedelta() <= now - asked < REFRESH:
            return False
        status = trust.status if trust is not None else None
        return status is None or not timedelta() <= now - status.as_of < REFRESH

    def _renew(self) -> None:
        new = make_key(crypto.public_key(self.terminal_seed))
        try:
            reply = self.province.certify_issuing_key(new.request)
            keep_key(
                self.config,
                new,
                self.terminal.terminal,
                self.terminal_seed,
                authority=reply.issuing_authority,
                certificate=reply.issuing_certificate,
            )
        finally:
            new.wipe()

    def _fetch(self, trust: Trust | None) -> None:
        """Page by page; written once, when all of it is here."""
        for _ in range(_MOST_PAGES):
            page = self.province.trust(trust.seq if trust is not None else 0)
            if trust is not None and keys.encode(trust.authority.der) != page.issuing_authority:
                # Another authority: nothing that was known counts any more. The answer bears the province's signature.
                trust = None
                continue
            trust = _taken(trust, page)
            if not page.more:
                keep_trust(self.config, trust)
                return
        raise RemoteAnswerError(detail="trust: no end")


def _of_another(trust: Trust | None, key: IssuingKey) -> bool:
    """Whether the province has another authority than the one that certified this key."""
    return trust is not None and trust.authority.der != key.authority.der


def _taken(trust: Trust | None, page: TrustPage) -> Trust:
    try:
        known = trust or new_trust(keys.decode(page.issuing_authority))
        issuers = [keys.decode(der) for der in page.issuers]
        return known.updated(issuers, page.seq, keys.decode(page.status_list))
    except (TrustError, ValueError) as error:
        raise RemoteAnswerError(detail="trust") from error
