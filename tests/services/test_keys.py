"""The key chain: what each factor opens, and that neither opens anything alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from hukou.wire import Credential
from tests.fakes import OFFICER, START
from window_client.errors import NotEnrolledError, StorageError
from window_client.services import crypto, keys

CHEAP = {"memory_kib": 64, "passes": 1}
TEXT = Credential(staff=OFFICER, terminal="t", issued_at=START, not_after=START).canonical_text()


def secret(text: str = "口令") -> bytearray:
    return bytearray(text.encode())


# --- primitives --------------------------------------------------------------------------------------------


def test_argon2id_vector() -> None:
    """RFC 9106 has no vector without secret and data; this one is the reference implementation's."""
    out = crypto.argon2id(b"password", b"somesalt", memory_kib=64 * 1024, passes=2, lanes=1)
    assert out.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_hkdf_vector() -> None:
    """RFC 5869, test case 3 (no salt, no info), its first 32 bytes."""
    out = crypto.hkdf(b"\x0b" * 22, "")
    assert out.hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"


def test_ed25519_vector() -> None:
    """RFC 8032 §7.1, test 2."""
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    assert crypto.public_key(seed) == public
    signature = crypto.sign(seed, b"\x72")
    assert signature.hex().startswith("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da")
    assert crypto.verify(public, signature, b"\x72")
    assert not crypto.verify(public, signature, b"\x73")
    assert not crypto.verify(public, signature[:-1], b"\x72")
    assert not crypto.verify(public[:-1], signature, b"\x72")
    assert not crypto.verify(public, b"", b"\x72")


def test_a_box_opens_only_with_its_key_and_context_and_unaltered() -> None:
    key = crypto.new_key()
    box = crypto.seal(key, b"plain", b"here")
    assert crypto.unseal(key, box, b"here") == b"plain"
    assert crypto.seal(key, b"plain", b"here") != box
    for other_key, other_box, context in (
        (crypto.new_key(), box, b"here"),
        (key, box, b"there"),
        (key, box[:-1], b"here"),
        (key, box[:20], b"here"),
        (key, b"", b"here"),
        (key, bytes([box[0] ^ 1]) + box[1:], b"here"),
        (key, box[:15] + bytes([box[15] ^ 1]) + box[16:], b"here"),
    ):
        with pytest.raises(crypto.SealError):
            crypto.unseal(other_key, other_box, context)


# --- slots ---------------------------------------------------------------------------------------------------


def test_a_slot_opens_with_its_password_alone() -> None:
    master = crypto.new_key()
    slot = keys.make_slot(secret(), master, TEXT, b"sig", **CHEAP)
    assert keys.open_slot(slot, secret()) == master
    for wrong in ("口令 ", "", "口", "KOULING"):
        with pytest.raises(crypto.SealError):
            keys.open_slot(slot, secret(wrong))
    assert master.hex() not in json.dumps(slot.to_json())


def test_a_slot_is_bound_to_its_credential() -> None:
    """Another role, another term, another person: the box no longer opens."""
    slot = keys.make_slot(secret(), crypto.new_key(), TEXT, b"sig", **CHEAP)
    for old, new in (("household_officer", "window_clerk"), ("2026-11", "2027-11"), ("039217", "039218")):
        entry = slot.to_json()
        assert old in entry["credential"]
        entry["credential"] = entry["credential"].replace(old, new)
        with pytest.raises(crypto.SealError):
            keys.open_slot(keys.Slot.from_json(entry), secret())


def test_two_slots_of_one_person_share_nothing() -> None:
    master = crypto.new_key()
    first, second = (keys.make_slot(secret(), master, TEXT, b"sig", **CHEAP) for _ in range(2))
    assert first.salt != second.salt and first.box != second.box


def _spoilt(entry: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**entry, **changes}


def test_a_slot_that_would_cost_too_much_is_no_slot() -> None:
    entry = keys.make_slot(secret(), crypto.new_key(), TEXT, b"sig", **CHEAP).to_json()
    assert keys.Slot.from_json(entry).memory_kib == 64
    for cost in ([2**30, 1, 1], [64, 10**6, 1], [64, 1, 99], [0, 1, 1], [64, 1], ["x", 1, 1], None):
        with pytest.raises(ValueError, match=r".*"):
            keys.Slot.from_json(_spoilt(entry, argon2id=cost))
    for broken in (_spoilt(entry, box="%%%"), _spoilt(entry, salt=5), {}, [], "slot", None):
        with pytest.raises(ValueError, match=r".*"):
            keys.Slot.from_json(broken)


def test_a_damaged_slot_file_counts_as_empty_and_a_damaged_entry_as_absent(tmp_path: Path) -> None:
    path = tmp_path / "slots.json"
    slots = keys.SlotFile(path)
    assert slots.all() == {}
    slots.put(keys.make_slot(secret(), crypto.new_key(), TEXT, b"sig", **CHEAP))
    assert list(slots.all()) == ["039217"]
    entries = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**entries, "x": {"credential": "nonsense"}}), encoding="utf-8")
    assert list(slots.all()) == ["039217"]
    slots.remove("nobody")
    slots.remove("039217")
    assert slots.all() == {}
    for text in ("", "{", "[]", "5"):
        path.write_text(text, encoding="utf-8")
        assert slots.all() == {}


# --- both halves -----------------------------------------------------------------------------------------------


def test_every_key_needs_both_halves_and_has_its_own_use() -> None:
    master, machine = crypto.new_key(), crypto.new_key()
    wrapping = keys.derive(master, machine, "terminal-key")
    terminal = crypto.new_signing_key()
    sealed = crypto.seal(wrapping, terminal, b"terminal-key")
    chain = keys.session_keys(master, machine, sealed)
    assert chain.terminal == terminal
    assert len({bytes(chain.store), bytes(chain.documents), bytes(chain.audit), bytes(wrapping)}) == 4
    assert keys.session_keys(master, machine, sealed) == chain
    for other_master, other_machine in ((crypto.new_key(), machine), (master, crypto.new_key())):
        with pytest.raises(crypto.SealError):
            keys.session_keys(other_master, other_machine, sealed)
        assert keys.derive(other_master, other_machine, "store") != chain.store
    chain.wipe()
    zero = bytearray(32)
    assert chain.store == chain.documents == chain.audit == chain.terminal == zero


# --- the machine's half ------------------------------------------------------------------------------------------


def test_the_machine_secret_is_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "machine"
    machine = keys.FileMachineSecret(folder)
    with pytest.raises(NotEnrolledError):
        machine.load()
    made = machine.create()
    assert len(made) == 32 and machine.create() == machine.load() == made
    if sys.platform != "win32":
        assert (folder / "machine.secret").stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("data", [b"", bytes(31), bytes(33)])
def test_a_machine_secret_of_another_length_is_damage(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "machine.secret").write_bytes(data)
    with pytest.raises(StorageError):
        keys.FileMachineSecret(tmp_path).load()


def test_base64_is_strict() -> None:
    assert keys.decode(keys.encode(b"\x00\xff")) == b"\x00\xff"
    for text in ("a", "====", "AA==\n!", "王"):
        with pytest.raises(ValueError, match=r".*"):
            keys.decode(text)


def test_cryptography_is_imported_in_one_place_only() -> None:
    """security.md, control 27."""
    root = Path(keys.__file__).parents[1]
    names = ("cryptography", "argon2", "nacl", "Crypto", "OpenSSL")
    users = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(tuple(f"{verb} {name}" for verb in ("import", "from") for name in names))
    }
    assert users == {"services/crypto.py"}


def test_a_machine_secret_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "machine.secret").mkdir()
    with pytest.raises(StorageError, match="本机密钥文件读取失败"):
        keys.FileMachineSecret(tmp_path).load()
