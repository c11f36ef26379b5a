"""A real CUPS scheduler of one's own: private folder, private socket, queues that write down what they get.

Nothing of the system's own CUPS is touched: configuration, spool, state and backends lie in one folder, and
clients find the scheduler through `CUPS_SERVER`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

CUPSD = shutil.which("cupsd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
TOOLS = ("lp", "lpstat", "lpadmin", "cupsenable", "cupsdisable", "cupsaccept", "cupsreject", "cancel")

_SYSTEM_BIN = Path("/usr/lib/cups")

_BACKEND = """#!/bin/sh
# arguments: job user title copies options [file]
[ $# -eq 0 ] && { echo 'direct keep "Keep" "keeps what it gets"'; exit 0; }
out="${DEVICE_URI#keep:}"
[ -e "$out/fail" ] && { echo "ERROR: told to fail" >&2; exit 1; }
while [ -e "$out/hold" ]; do sleep 0.05; done
cat "${6:-/dev/stdin}" > "$out/$1.part"
printf '%s\\n' "$3" "$4" "$5" > "$out/$1.job"
mv "$out/$1.part" "$out/$1.pdf"
"""

_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "KEEP.PPD"
*Manufacturer: "Keep"
*Product: "(Keep)"
*ModelName: "Keep"
*ShortNickName: "Keep"
*NickName: "Keep"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize: PickOne
*DefaultPageSize: A4
*PageSize A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
"""


class PrivateCups:
    """Starts on `with`, is gone after it. `output` receives, per job, `<job>.pdf` and `<job>.job`."""

    def __enter__(self) -> PrivateCups:
        # The path of a Unix socket holds 107 bytes, fewer than a test's own folder may need.
        self.root = Path(tempfile.mkdtemp(prefix="cups-"))
        self.root.chmod(0o755)
        self.socket = self.root / "s"
        self.output = self.root / "output"
        self.spool = self.root / "spool"
        self._lay_out()
        assert CUPSD is not None
        self._log = (self.root / "stderr").open("wb")
        self._process = subprocess.Popen(
            [CUPSD, "-f", "-c", str(self.root / "cupsd.conf"), "-s", str(self.root / "cups-files.conf")],
            stdout=self._log,
            stderr=self._log,
        )
        deadline = time.monotonic() + 15
        while self.run("lpstat", "-r", check=False) != "scheduler is running\n":
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                raise RuntimeError("cupsd does not start")
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._log.close()
        shutil.rmtree(self.root, ignore_errors=True)

    @property
    def environment(self) -> dict[str, str]:
        """What a client needs to meet this scheduler and no other."""
        home = str(self.root / "home")
        return {
            "CUPS_SERVER": str(self.socket),
            "HOME": home,
            "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin",
        }

    def run(self, *command: str, check: bool = True) -> str:
        """One CUPS tool against this scheduler; its standard output."""
        environment = {**self.environment, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command, env=environment, check=check, capture_output=True, text=True, timeout=20
        )
        return done.stdout

    def add_queue(self, name: str, description: str, *, default: bool = False) -> None:
        """A queue that accepts PDF as it is and hands it to the keeping backend."""
        ppd = self.root / "keep.ppd"
        ppd.write_text(_PPD)
        self.run("lpadmin", "-p", name, "-E", "-v", f"keep:{self.output}", "-P", str(ppd), "-D", description)
        if default:
            self.run("lpadmin", "-d", name)

    def stop(self) -> None:
        """Ends the scheduler, as when the service is stopped."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _lay_out(self) -> None:
        for name in ("output", "spool", "cache", "state", "config", "home", "log", "bin"):
            (self.root / name).mkdir()
        for name in ("output", "spool"):
            (self.root / name).chmod(0o777)
        for name in ("filter", "daemon", "monitor", "notifier"):
            (self.root / "bin" / name).symlink_to(_SYSTEM_BIN / name)
        (self.root / "bin" / "backend").mkdir()
        backend = self.root / "bin" / "backend" / "keep"
        backend.write_text(_BACKEND)
        backend.chmod(0o755)
        user = pwd.getpwuid(os.getuid()).pw_name
        (self.root / "cupsd.conf").write_text(
            f"""Listen {self.socket}
LogLevel warn
MaxLogSize 0
Browsing Off
WebInterface No
DefaultAuthType None
ErrorPolicy stop-printer
PreserveJobHistory Yes
PreserveJobFiles Yes
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
"""
        )
        account = "" if os.getuid() == 0 else f"User {user}\nGroup {os.getgid()}\n"
        (self.root / "cups-files.conf").write_text(
            f"""ServerRoot {self.root / "config"}
ServerBin {self.root / "bin"}
CacheDir {self.root / "cache"}
StateDir {self.root / "state"}
RequestRoot {self.spool}
TempDir {self.spool}
AccessLog {self.root / "log/access"}
ErrorLog {self.root / "log/error"}
PageLog {self.root / "log/page"}
FileDevice Yes
Sandboxing Relaxed
ConfigFilePerm 0644
{account}"""
        )
