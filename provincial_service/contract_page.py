"""An OpenAPI document as one self-contained HTML page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;max-width:960px;margin:2rem auto;
padding:0 1rem;color:#1c2a33;background:#fff}
h1{font-size:1.6rem}h2{margin-top:2rem;border-bottom:1px solid #cfd8dd}
details{border:1px solid #cfd8dd;border-radius:6px;margin:.5rem 0;padding:.4rem .8rem}
summary{cursor:pointer}code,pre{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:13px}
pre{background:#f4f7f8;padding:.6rem;overflow:auto;border-radius:4px}
.method{display:inline-block;min-width:3.5rem;font-weight:600;color:#0b5c7a}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #e3e9ec;padding:.25rem .5rem;
text-align:left;vertical-align:top}
@media (prefers-color-scheme:dark){body{background:#12191d;color:#dbe4e8}pre{background:#1b2429}
.method{color:#6cc0de}}
"""


def render(document: dict[str, Any]) -> str:
    """The whole page. Every text of the document is escaped."""
    info = document["info"]
    parts = [
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
        f"<title>{escape(info['title'])}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(info['title'])} <small>{escape(info['version'])}</small></h1>",
        *(f"<p>{escape(line)}</p>" for line in info.get("description", "").splitlines() if line),
        *_operations(document),
        "<h2>消息</h2>",
        *_schemas(document.get("components", {}).get("schemas", {})),
        "</body></html>",
    ]
    return "".join(parts)


def _operations(document: dict[str, Any]) -> Iterator[str]:
    last_tag = ""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = (operation.get("tags") or [""])[0]
            if tag != last_tag:
                yield f"<h2>{escape(tag)}</h2>"
                last_tag = tag
            yield f'<details><summary><span class="method">{escape(method.upper())}</span> '
            yield f"<code>{escape(path)}</code> {escape(operation.get('summary', ''))}</summary>"
            yield f"<p>{escape(operation.get('description', ''))}</p>"
            yield from _parameters(operation.get("parameters", []))
            yield from _request(operation.get("requestBody"))
            yield from _answers(operation.get("responses", {}))
            yield "</details>"


def _parameters(parameters: list[dict[str, Any]]) -> Iterator[str]:
    if not parameters:
        return
    yield "<table><tr><th>参数</th><th>位置</th><th>必填</th><th>说明</th></tr>"
    for one in parameters:
        required = "是" if one.get("required") else "否"
        cells = (one["name"], one["in"], required, one.get("description", ""))
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    yield "</table>"


def _request(body: dict[str, Any] | None) -> Iterator[str]:
    if body is None:
        return
    yield f"<p>请求：{escape(body.get('description', ''))}</p>"
    for content in body.get("content", {}).values():
        yield f"<pre>{_pretty(content.get('schema', {}))}</pre>"


def _answers(responses: dict[str, Any]) -> Iterator[str]:
    yield "<table><tr><th>状态</th><th>说明</th><th>消息</th></tr>"
    for status, answer in responses.items():
        kinds = [_kind(content) for content in answer.get("content", {}).values()]
        cells = (str(status), answer.get("description", ""), ", ".join(kinds))
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    yield "</table>"


def _kind(content: dict[str, Any]) -> str:
    schema = content.get("schema", {})
    reference = schema.get("$ref", "")
    return str(reference.rsplit("/", 1)[-1] if reference else schema.get("title", "—"))


def _schemas(schemas: dict[str, Any]) -> Iterator[str]:
    for name, schema in sorted(schemas.items()):
        yield f"<details><summary><code>{escape(name)}</code></summary><pre>{_pretty(schema)}</pre></details>"


def _pretty(value: Any) -> str:
    return escape(json.dumps(value, ensure_ascii=False, indent=2))
