"""The Chinese sentences of the source, as readings have to know them: literals, and f-strings with their places."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

CHINESE = re.compile(r"[\u3400-\u9fff]")


def chinese_words(path: Path) -> Iterator[str]:
    """Every literal of a module with Chinese in it; `f"还有 {n} 项"` gives `还有 {0} 项`. Docstrings are left out."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            skipped.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        text = _text(node)
        if id(node) not in skipped and CHINESE.search(text):
            yield text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return ""
    text, at = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            text += f"{{{at}}}"
            at += 1
    return text
