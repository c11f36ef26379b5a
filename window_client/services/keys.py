"""The key chain (docs/decisions/0004): password → slot → master key; with the machine secret → all keys.

Nothing here stores a verifier: that a slot opens is the proof of the password.
"""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from hukou.wire import Credential
from window_client.errors import NotEnrolledError, StorageError
from window_client.services import crypto
from window_client.services.files import read_json, write_atomically, write_json

SALT_BYTES = 16


class MachineSecret(Protocol):
    """32 bytes that stay on this machine: a file now, a TPM or keyring behind the same calls."""

    def load(self) -> bytearray:
        """A fresh copy, for the caller to wipe; `NotEnrolledError` when there is none."""
        ...

    def create(self) -> bytearray:
        """Make it, unless it exists already; the same copy as `load`."""
        ...


class FileMachineSecret:
    """`machine.secret` (0600) in a folder of its own (0700)."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "machine.secret"

    def load(self) -> bytearray:
        secret = bytearray(crypto.KEY_BYTES)
        try:
            with self._path.open("rb") as file:
                count = file.readinto(secret)
                excess = file.read(1)
        except FileNotFoundError as error:
            raise NotEnrolledError(detail="no machine secret") from error
        except OSError as error:
            raise StorageError("本机密钥文件读取失败。", detail=str(error.strerror)) from error
        if count != len(secret) or excess:
            raise StorageError(
                "本机密钥文件已损坏。", remedy="请联系系统管理员。", detail="machine secret length"
            )
        return secret

    def create(self) -> bytearray:
        if not self._path.exists():
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.chmod(self._path.parent, 0o700)
            write_atomically(self._path, crypto.random_bytes(crypto.KEY_BYTES))
        return self.load()


@dataclass
class SessionKeys:
    """What one session holds in memory, and nothing longer: `wipe()` at lock."""

    store: bytearray
    documents: bytearray
    audit: bytearray
    terminal: bytearray
    """Ed25519 seed that signs actions and requests."""

    def wipe(self) -> None:
        crypto.wipe(self.store, self.documents, self.audit, self.terminal)


def derive(master_key: bytearray, machine_secret: bytearray, label: str) -> bytearray:
    """HKDF(MK ‖ MS, label): neither half alone gives any of it."""
    both = master_key + machine_secret
    try:
        return crypto.hkdf(both, label)
    finally:
        crypto.wipe(both)


def session_keys(master_key: bytearray, machine_secret: bytearray, sealed_terminal_key: bytes) -> SessionKeys:
    """All keys of a session. `crypto.SealError` when master key and machine secret do not belong together."""
    wrapping = derive(master_key, machine_secret, "terminal-key")
    try:
        terminal = crypto.unseal(wrapping, sealed_terminal_key, b"terminal-key")
    finally:
        crypto.wipe(wrapping)
    return SessionKeys(
        store=derive(master_key, machine_secret, "store"),
        documents=derive(master_key, machine_secret, "attachments"),
        audit=derive(master_key, machine_secret, "audit"),
        terminal=terminal,
    )


# --- slots ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slot:
    """The master key, wrapped for one member of staff and bound to the credential the province signed."""

    credential_text: str
    signature: bytes
    salt: bytes
    memory_kib: int
    passes: int
    lanes: int
    box: bytes

    @property
    def credential(self) -> Credential:
        return Credential.model_validate_json(self.credential_text)

    def to_json(self) -> dict[str, Any]:
        return {
            "credential": self.credential_text,
            "signature": encode(self.signature),
            "salt": encode(self.salt),
            "argon2id": [self.memory_kib, self.passes, self.lanes],
            "box": encode(self.box),
        }

    @classmethod
    def from_json(cls, value: Any) -> Slot:
        """`ValueError` (or a subclass) for anything that is not a slot."""
        try:
            memory_kib, passes, lanes = (int(number) for number in value["argon2id"])
            slot = cls(
                credential_text=str(value["credential"]),
                signature=decode(value["signature"]),
                salt=decode(value["salt"]),
                memory_kib=memory_kib,
                passes=passes,
                lanes=lanes,
                box=decode(value["box"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("not a slot") from error
        # A file that was tampered with must not make sign-in eat all memory or run for minutes.
        if not (8 <= memory_kib <= 256 * 1024 and 1 <= passes <= 10 and 1 <= lanes <= 8):
            raise ValueError("derivation out of bounds")
        return slot


def make_slot(
    password: bytearray,
    master_key: bytearray,
    credential_text: str,
    signature: bytes,
    *,
    memory_kib: int = crypto.ARGON2_MEMORY_KIB,
    passes: int = crypto.ARGON2_PASSES,
    lanes: int = crypto.ARGON2_LANES,
) -> Slot:
    salt = crypto.random_bytes(SALT_BYTES)
    unsealed = Slot(credential_text, signature, salt, memory_kib, passes, lanes, b"")
    wrapping = _wrapping_key(unsealed, password)
    try:
        box = crypto.seal(wrapping, master_key, credential_text.encode())
    finally:
        crypto.wipe(wrapping)
    return Slot(credential_text, signature, salt, memory_kib, passes, lanes, box)


def open_slot(slot: Slot, password: bytearray) -> bytearray:
    """The master key; `crypto.SealError` for a wrong password or an altered credential."""
    wrapping = _wrapping_key(slot, password)
    try:
        return crypto.unseal(wrapping, slot.box, slot.credential_text.encode())
    finally:
        crypto.wipe(wrapping)


def _wrapping_key(slot: Slot, password: bytearray) -> bytearray:
    """KEK = HKDF(Argon2id(password, salt), salt, staff number)."""
    stretched = crypto.argon2id(
        password, slot.salt, memory_kib=slot.memory_kib, passes=slot.passes, lanes=slot.lanes
    )
    try:
        return crypto.hkdf(stretched, f"slot:{slot.credential.staff.staff_no}", salt=slot.salt)
    finally:
        crypto.wipe(stretched)


class SlotFile:
    """`slots.json`: the slots of all staff who signed in on this terminal. An unreadable entry counts as
    absent: its owner signs in with the province again and gets a new one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> dict[str, Slot]:
        """By staff number."""
        try:
            entries = read_json(self._path) or {}
        except ValueError:
            return {}
        slots: dict[str, Slot] = {}
        for entry in entries.values() if isinstance(entries, dict) else ():
            try:
                slot = Slot.from_json(entry)
                slots[slot.credential.staff.staff_no] = slot
            except ValueError:
                continue
        return slots

    def put(self, slot: Slot) -> None:
        slots = {**self.all(), slot.credential.staff.staff_no: slot}
        self._write(slots)

    def remove(self, staff_no: str) -> None:
        slots = self.all()
        if slots.pop(staff_no, None) is not None:
            self._write(slots)

    def _write(self, slots: dict[str, Slot]) -> None:
        write_json(self._path, {number: slot.to_json() for number, slot in slots.items()})


def encode(data: bytes | bytearray) -> str:
    return base64.b64encode(data).decode("ascii")


def decode(text: str) -> bytes:
    """Strict base64; `ValueError` for anything else."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError) as error:
        raise ValueError("not base64") from error
