"""What a browser sends from the page: `multipart/form-data` or `application/x-www-form-urlencoded`."""

from __future__ import annotations

from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qs

_MOST_PARTS = 12


class FormError(ValueError):
    """Not a form of this page."""


@dataclass(frozen=True)
class VerifyForm:
    text: str = ""
    file: bytes = b""
    number: str = ""
    name: str = ""
    last_four: str = ""


def read_form(content_type: str, body: bytes) -> VerifyForm:
    """`FormError` for another content type, too many parts, or text that is not UTF-8."""
    kind = content_type.partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            return _from_parts(_parts(content_type, body))
        if kind == "application/x-www-form-urlencoded":
            pairs = parse_qs(body.decode("ascii"), max_num_fields=_MOST_PARTS, errors="strict")
            return _from_parts({name: values[-1].encode() for name, values in pairs.items()})
    except (ValueError, UnicodeError) as error:
        raise FormError(str(error)) from error
    raise FormError("content type")


def _parts(content_type: str, body: bytes) -> dict[str, bytes]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise FormError("no parts")
    found: dict[str, bytes] = {}
    for count, part in enumerate(message.iter_parts()):
        if count >= _MOST_PARTS:
            raise FormError("too many parts")
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            found[name] = content
    return found


def _from_parts(parts: dict[str, bytes]) -> VerifyForm:
    return VerifyForm(
        text=parts.get("text", b"").decode(),
        file=parts.get("file", b""),
        number=_short(parts, "number"),
        name=_short(parts, "name"),
        last_four=_short(parts, "last_four"),
    )


def _short(parts: dict[str, bytes], name: str) -> str:
    return parts.get(name, b"").decode()[:80].strip()
