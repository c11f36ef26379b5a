"""A real nginx in front of replicas, with the configuration that installer/province ships."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.province_process import ROOT, free_port
from tests.needs import need

TEMPLATE = ROOT / "installer" / "province" / "nginx.conf.template"
_MAIN = """daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/province.conf;
}}
"""


@contextmanager
def gateway(folder: Path, ports: Sequence[int]) -> Iterator[str]:
    """The address that windows know, until the block ends."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    need(program, "nginx-light", "nginx")
    assert program is not None
    folder.mkdir()
    port = free_port()
    replicas = "\n    ".join(f"server 127.0.0.1:{one} max_fails=1 fail_timeout=1s;" for one in ports)
    text = TEMPLATE.read_text(encoding="utf-8").replace("@LISTEN@", f"127.0.0.1:{port}")
    head, _, rest = text.partition("upstream province {")
    (folder / "province.conf").write_text(
        head + "upstream province {" + rest.replace("@REPLICAS@", replicas), encoding="utf-8"
    )
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder), encoding="utf-8")
    process = subprocess.Popen(
        [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")],
        stdin=subprocess.DEVNULL,
    )
    try:
        _await(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline or process.poll() is not None:
                raise RuntimeError("nginx did not start") from None
            time.sleep(0.02)
