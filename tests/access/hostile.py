"""What nobody types and somebody sends, and the forms of a page to send it by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

import lxml.html

DAYS = (
    "0001-01-01T00:00:00",
    "0001-01-01",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31",
    "9999-12-31T23:59:59.999999-12:00",
    "10000-01-01",
    "0044-03-15 BC",
    "-0001-01-01",
    "1799-12-31",
    "1800-01-01",
    "2200-12-31",
    "2201-01-01",
    "infinity",
    "31.12.2200",
    "about 2200",
    "999 saal pehle",
    "date not known",
    "24:00",
    "32.13.2026",
    "२४.११.२०२६",
)
NUMBERS = ("NaN", "1e400", "-1", str(2**63), str(2**31), "9" * 400, "१२", "²", "0x10", "1_000", "-0", "Infinity")
ELEMENT = "<img src=x onerror=alert(7)>"  # must never stand on a page as an element
TEXTS = (
    "\0",
    "a\0b",
    "\ud800",
    "\u202eevil\u202c",
    "00000000-0000-0000-0000-00000000000g",
    "00000000-0000-0000-0000-000000000000",
    '{"a": [',
    "[]",
    "' or 1=1 --",
    "%s%(x)s{x}",
    "../../etc/passwd",
    "district:999999",
    "\r\nSet-Cookie: a=b",
    f'">{ELEMENT}',
    "x" * 1_000_000,
    "क़" * 50_000,
)
ALL = (*DAYS, *NUMBERS, *TEXTS)
JSON_ONLY: tuple[Any, ...] = (None, [], {}, [[]], ["x"] * 2000, 2**63, -1, 1e300, True, {"a": None})


@dataclass(frozen=True)
class Posted:
    """A form of a page: how and where it is sent, with what stands in its fields."""

    method: str
    address: str
    fields: Mapping[str, tuple[str, ...]]
    times: frozenset[str] = frozenset()


def forms_of(page: bytes, address: str) -> Iterator[Posted]:
    """Yield the forms of a page as a browser would send them; files are left out."""
    if not page.strip():
        return
    for form in lxml.html.document_fromstring(page, base_url=f"http://here{address}").forms:
        fields: dict[str, list[str]] = {}
        times = set()
        for part in form.inputs:
            name, kind = part.get("name"), (part.get("type") or "").lower()
            if not name or kind == "file" or name == "csrfmiddlewaretoken":
                continue
            if kind in ("date", "datetime-local", "time", "month", "week") or name.endswith("_at"):
                times.add(name)
            given = fields.setdefault(name, [])
            if part.tag == "select":
                options = [each for each in part.value_options if each]
                chosen = part.value if isinstance(part.value, str) else None
                given.append(chosen or (options[0] if options else ""))
            elif kind in ("checkbox", "radio"):
                if not given:
                    given.append(part.get("value") or "on")
            else:
                given.append(part.text or "" if part.tag == "textarea" else part.get("value") or "")
        # An address without a path sends the form where it stands.
        parts = urlsplit(form.get("action") or address)
        target = parts.path or urlsplit(address).path
        if parts.netloc or not fields:
            continue
        if form.method.upper() == "GET":
            fields = {**{name: [value] for name, value in parse_qsl(parts.query)}, **fields}
        elif parts.query:
            target = f"{target}?{parts.query}"
        yield Posted(
            form.method.upper(), target, {name: tuple(given) for name, given in fields.items()}, frozenset(times)
        )


def encoded(fields: Mapping[str, tuple[str, ...]]) -> str:
    """Return fields as a browser that minds nothing would encode them: half a character goes too."""
    return "&".join(
        f"{quote_plus(name)}={quote(value.encode('utf-8', 'surrogatepass'), safe='')}"
        for name, given in fields.items()
        for value in given
    )
