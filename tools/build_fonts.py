"""Build the certificate fonts: fetch by package name, check every hash, prune, write `build/fonts/`.

    python tools/build_fonts.py [--output DIR] [--work DIR] [--check]

What is fetched and the hashes stand in `resources/fonts/sources.toml`. Each font is kept only with what a
printed page needs: outlines, advance widths and one Unicode map; no layout tables, no hinting, 1000 units per
em (reportlab's advance widths drift otherwise) and a PostScript name of its own. The step resumes: a font whose
file has the hash of `manifest.json` is left alone. About one minute on two cores, ~60 MB.

Needs fontTools; fetching Noto Serif SC needs npm, which is taken as a wheel through pip where there is none.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.font_pruning import PrunedFont, prune
from tools.font_sources import FetchError, FontSpec, Sources, fetch_package, load_sources, sha256_of

ROOT = Path(__file__).resolve().parent.parent
RECIPE = 1
"""Raised when pruning changes, so that fonts built by an older recipe are made again."""


@dataclass(frozen=True)
class Job:
    """One font to prune. A plain value, because it travels to a worker process."""

    spec: FontSpec
    source: Path
    target: Path
    skip_covered_by: tuple[Path, ...]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Build the certificate fonts into build/fonts.")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "fonts")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "font-sources", help="downloads")
    parser.add_argument(
        "--check", action="store_true", help="only verify what is there; 1 when it is not whole"
    )
    options = parser.parse_args(arguments)
    sources = load_sources(ROOT / "resources" / "fonts" / "sources.toml")
    wanted = {spec.id: spec for spec in sources.fonts}
    missing = [spec for spec in wanted.values() if not is_built(spec, options.output)]
    if not missing:
        print(f"fonts: {len(wanted)} ready in {_shown(options.output)}")
        return 0
    if options.check:
        print("fonts: not built: " + ", ".join(spec.id for spec in missing), file=sys.stderr)
        return 1
    try:
        build(sources, missing, options.output, options.work)
    except FetchError as error:
        print(f"fonts: {error}", file=sys.stderr)
        return 1
    return 0


def is_built(spec: FontSpec, output: Path) -> bool:
    """Whether the pruned file is there, made from this source by this recipe, and unchanged since."""
    entry = read_manifest(output).get(spec.id)
    if entry is None or entry.get("recipe") != RECIPE or entry.get("source_sha256") != spec.sha256:
        return False
    path = output / str(entry["file"])
    return path.is_file() and path.stat().st_size == entry["bytes"] and sha256_of(path) == entry["sha256"]


def read_manifest(output: Path) -> dict[str, dict[str, object]]:
    try:
        manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
        return {font["id"]: font for font in manifest["fonts"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def build(sources: Sources, missing: list[FontSpec], output: Path, work: Path) -> None:
    started = time.monotonic()
    output.mkdir(parents=True, exist_ok=True)
    folders: dict[str, Path] = {}
    for name in dict.fromkeys(spec.package for spec in missing if spec.package):
        print(f"fonts: fetching {sources.packages[name].name} …", flush=True)
        folders[name] = fetch_package(sources, name, work)
    jobs = [_job(sources, spec, folders, output, work) for spec in missing]
    done: list[PrunedFont] = []
    with concurrent.futures.ProcessPoolExecutor(max_workers=2) as pool:
        running = {pool.submit(_run, job): job for job in jobs}
        for future in concurrent.futures.as_completed(running):
            result = future.result()
            done.append(result)
            _write_manifest(sources, output, result)
            seconds = time.monotonic() - started
            size = f"{result.bytes / 1e6:.1f} MB"
            print(f"fonts: {len(done)}/{len(jobs)} {result.file} {size} after {seconds:.0f} s", flush=True)
    print(f"fonts: ready in {_shown(output)}")


def _job(sources: Sources, spec: FontSpec, folders: dict[str, Path], output: Path, work: Path) -> Job:
    source = folders[spec.package] / spec.member
    found = sha256_of(source) if source.is_file() else "no file"
    if found != spec.sha256:
        raise FetchError(f"{spec.member} of {spec.package}: expected sha256 {spec.sha256}, found {found}")
    licence = folders[spec.package] / spec.licence_member
    if licence.is_file():
        (output / f"LICENCE-{spec.id}.txt").write_bytes(licence.read_bytes())
    earlier: list[Path] = []
    if spec.only_missing:
        for other in sources.fonts[: sources.fonts.index(spec)]:
            folder = folders.get(other.package) or fetch_package(sources, other.package, work)
            folders[other.package] = folder
            earlier.append(folder / other.member)
    return Job(spec, source, output / f"{spec.postscript_name}.ttf", tuple(earlier))


def _run(job: Job) -> PrunedFont:
    return prune(job.spec, job.source, job.target, job.skip_covered_by)


def _write_manifest(sources: Sources, output: Path, built: PrunedFont) -> None:
    """Add one font to the manifest, atomically: an interrupted build keeps what it finished."""
    entries = read_manifest(output)
    entries[built.id] = {**asdict(built), "recipe": RECIPE}
    ordered = [entries[spec.id] for spec in sources.fonts if spec.id in entries]
    text = json.dumps({"format": 1, "fonts": ordered}, ensure_ascii=False, indent=1) + "\n"
    temporary = output / "manifest.json.new"
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(output / "manifest.json")


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


if __name__ == "__main__":
    sys.exit(main())
