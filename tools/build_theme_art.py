"""Write the small pictures that the style sheet needs in ready colours: `resources/theme/{light,dark}/*.svg`.

Qt style sheets cannot recolour a picture, so each scheme keeps its own. Run this after a change of
`resources/theme/tokens.toml`; a test compares the files with what this would write.

    python -m tools.build_theme_art
"""

from __future__ import annotations

from hukou.resources import load_toml, resource

_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="none" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round">'
)
_TICK = "M5.5 10.3l3.1 3.1 6-6.5"
_CHEVRONS = {
    "chevron-down": "M5 7.5l5 5 5-5",
    "chevron-up": "M5 12.5l5-5 5 5",
    "chevron-left": "M12.5 5l-5 5 5 5",
    "chevron-right": "M7.5 5l5 5-5 5",
}


def _path(shape: str, colour: str) -> str:
    return f'<path d="{shape}" stroke="{colour}"/>'


def _box(fill: str, line: str) -> str:
    ink = f'fill="{fill}" stroke="{line}" stroke-width="1.5"'
    return f'<rect x="1.5" y="1.5" width="17" height="17" rx="4" {ink}/>'


def _ring(fill: str, line: str) -> str:
    return f'<circle cx="10" cy="10" r="8.5" fill="{fill}" stroke="{line}" stroke-width="1.5"/>'


def _dot(colour: str) -> str:
    return f'<circle cx="10" cy="10" r="4.5" fill="{colour}"/>'


def art(tokens: dict[str, str]) -> dict[str, str]:
    """File name → SVG text for one scheme."""
    surface, sunken, line, control = (tokens[name] for name in ("surface", "sunken", "line", "control"))
    fill, ink, faint, primary = (tokens[name] for name in ("primary-fill", "on-primary", "text-3", "primary"))
    bodies = {
        "check-off": _box(surface, control),
        "check-on": _box(fill, fill) + _path(_TICK, ink),
        "check-mixed": _box(fill, fill) + _path("M6 10h8", ink),
        "check-off-disabled": _box(sunken, line),
        "check-on-disabled": _box(sunken, line) + _path(_TICK, faint),
        "radio-off": _ring(surface, control),
        "radio-on": _ring(surface, primary) + _dot(primary),
        "radio-off-disabled": _ring(sunken, line),
        "radio-on-disabled": _ring(sunken, line) + _dot(faint),
    }
    bodies["clear"] = _path("M6 6l8 8M14 6l-8 8", tokens["text-2"])
    bodies |= {name: _path(shape, tokens["text-2"]) for name, shape in _CHEVRONS.items()}
    return {f"{name}.svg": f"{_HEAD}{body}</svg>\n" for name, body in bodies.items()}


def main() -> None:
    data = load_toml(resource("theme", "tokens.toml"))
    for scheme in ("light", "dark"):
        folder = resource("theme", scheme)
        folder.mkdir(exist_ok=True)
        for name, text in art(data[scheme]).items():
            (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
