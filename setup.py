"""Which packages go into the wheel. Everything else about the project stands in `pyproject.toml`.

Data files live in `resources/` beside the packages, where people look for them, and are installed as
`hukou/_resources`, where `hukou.resources.resource()` finds them.
"""

from pathlib import Path

from setuptools import find_namespace_packages, setup

ROOT = Path(__file__).resolve().parent


def data_packages() -> dict[str, str]:
    """Package name → folder, for `resources` and every folder below it."""
    folders = [ROOT / "resources", *(ROOT / "resources").rglob("*")]
    return {
        ".".join(("hukou", "_resources", *folder.relative_to(ROOT / "resources").parts)): str(
            folder.relative_to(ROOT)
        )
        for folder in folders
        if folder.is_dir() and folder.name != "__pycache__"
    }


data = data_packages()
code = find_namespace_packages(
    str(ROOT),
    include=["hukou", "hukou.*", "paper_trust*", "window_client", "window_client.*", "provincial_service*"],
)
setup(
    packages=[*code, *data],
    package_dir=data,
    package_data={name: ["*"] for name in [*code, *data]},
)
