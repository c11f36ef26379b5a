from __future__ import annotations

from pathlib import Path

import pytest

from hukou import resources
from hukou.resources import ResourceError, load_json, load_toml, resource


def test_finds_the_folder_of_the_checkout() -> None:
    assert resource("codes", "sex.toml").is_file()


def test_environment_overrides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(resources.ENVIRONMENT_KEY, str(tmp_path))
    assert resource("codes") == tmp_path / "codes"


def test_environment_must_name_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(resources.ENVIRONMENT_KEY, str(tmp_path / "none"))
    with pytest.raises(ResourceError) as caught:
        resource("codes")
    assert caught.value.path == tmp_path / "none"


def test_an_installed_package_comes_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "hukou"
    (package / "_resources").mkdir(parents=True)
    (tmp_path / "site" / "resources").mkdir()
    monkeypatch.delenv(resources.ENVIRONMENT_KEY, raising=False)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resource("x") == package / "_resources" / "x"
    (package / "_resources").rmdir()
    assert resource("x") == tmp_path / "site" / "resources" / "x"
    (tmp_path / "site" / "resources").rmdir()
    with pytest.raises(ResourceError, match="missing"):
        resource("x")


@pytest.mark.parametrize("parts", [("..", "secret"), ("codes", "..", "..", "x"), ("/etc", "passwd")])
def test_no_way_out_of_the_folder(parts: tuple[str, ...]) -> None:
    with pytest.raises(ResourceError, match="outside"):
        resource(*parts)


def test_reads_toml_and_json(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('name = "临江省"', encoding="utf-8")
    (tmp_path / "a.json").write_text('{"name": "临江省"}', encoding="utf-8")
    assert load_toml(tmp_path / "a.toml") == load_json(tmp_path / "a.json") == {"name": "临江省"}


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"a = ", "end of document"), (b"a = 1\nb b", "line 2"), (b'a = "\xff"', "not UTF-8")],
)
def test_a_bad_toml_file_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    with pytest.raises(ResourceError, match=says) as caught:
        load_toml(path)
    assert caught.value.path == path
    assert str(path) in str(caught.value)


def test_a_bad_json_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text('{"a":\n 1,}', encoding="utf-8")
    with pytest.raises(ResourceError, match="line 2"):
        load_json(path)


def test_an_absent_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="does not exist"):
        load_toml(tmp_path / "none.toml")
    with pytest.raises(ResourceError, match="cannot be read"):
        load_toml(tmp_path)
