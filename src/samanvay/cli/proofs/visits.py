"""Visiting the product as its personas do: every address of the tree, and every page that a link leads to."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import UUID

LINK = re.compile(r"""(?:href|src|hx-get|data-[a-z-]+)=["'](/[^"'#<>\s]*)["']""")
SKIPPED = ("/static/", "/i18n/")


def addresses(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name, address) of every pattern of the tree, its arguments filled with what names nothing."""
    from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern) and entry.name:
            converters = entry.pattern.converters
            arguments = {name: _nothing(type(converter).__name__) for name, converter in converters.items()}
            try:
                yield entry.name, reverse(f"{prefix}{entry.name}", kwargs=arguments)
            except NoReverseMatch:
                continue


def _nothing(converter: str) -> Any:
    return {"UUIDConverter": UUID(int=7), "IntConverter": 999_999_999}.get(converter, "none")


def personas() -> list[tuple[Any, Any]]:
    """Return the personas with their actors, the police chiefs of the districts left out."""
    from samanvay.access.actors import actor_for
    from samanvay.access.models import User

    users = User.objects.filter(is_persona=True).exclude(username__startswith="chief.").order_by("username")
    return [(user, actor_for(user)) for user in users]


def signed_in(user: Any) -> Any:
    """Return a client in whose session a persona is signed in."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.force_login(user, backend="samanvay.web.signin.backend.OfficerBackend")
    return client


def crawl(client: Any, start: str, most: int) -> Iterator[tuple[str, int, str]]:
    """Yield (address, status, text) of each page that links lead to from ``start``, each once, at most so many.

    Of pages that differ only in what they are asked (``?page=2``) three of a path are taken.
    """
    waiting, known, asked = deque([start]), {start}, dict[str, int]()
    while waiting and most > 0:
        url = waiting.popleft()
        path = urlsplit(url).path
        if url != path:
            asked[path] = asked.get(path, 0) + 1
            if asked[path] > 3:
                continue
        answer = client.get(url)
        most -= 1
        text = _text(answer)
        yield url, answer.status_code, text
        found = [answer["Location"]] if answer.status_code in (301, 302) else LINK.findall(text)
        for link in found:
            there = urljoin(url, link.replace("&amp;", "&"))
            if there.startswith("/") and not there.startswith(SKIPPED) and there not in known:
                known.add(there)
                waiting.append(there)


def _text(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")
