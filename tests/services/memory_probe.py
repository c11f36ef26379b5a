"""Run as a program by test_memory: sign in from a slot, lock, and look for the keys in this process's memory.

Arguments: data folder, secret folder, address of the province, password. Reads the keys, each byte XOR 0x5A, in
hexadecimal from standard input, so that looking for them does not put them there. Prints the indexes of those
found after sign-in and after lock, as JSON.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path

from window_client.config import Config
from window_client.services.clock import SystemClock
from window_client.services.sign_in import SignIn

_MASK = bytes(number ^ 0x5A for number in range(256))


def scan(masked: list[bytes]) -> list[int]:
    found: set[int] = set()
    regions = [line.split() for line in Path("/proc/self/maps").read_text().splitlines()]
    with open("/proc/self/mem", "rb", 0) as memory:
        for region in regions:
            if "r" not in region[1] or region[-1].startswith("[v"):
                continue
            begin, end = (int(text, 16) for text in region[0].split("-"))
            try:
                memory.seek(begin)
                data = memory.read(end - begin).translate(_MASK)
            except (OSError, OverflowError):
                continue
            found |= {index for index, key in enumerate(masked) if key in data}
    return sorted(found)


def main() -> None:
    data_dir, secret_dir, url, password = sys.argv[1:]
    masked = [bytes.fromhex(text) for text in sys.stdin.readline().split()]
    config = Config(data_dir=Path(data_dir), secret_dir=Path(secret_dir), province_url=url)
    session = SignIn(config, SystemClock(), memory_kib=64, passes=1).sign_in("039217", password)
    before = scan(masked)
    session.lock()
    del session
    gc.collect()
    print(json.dumps([before, scan(masked)]))


if __name__ == "__main__":
    main()
