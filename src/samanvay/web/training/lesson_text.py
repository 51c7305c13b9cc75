"""Lessons as pages show them: CommonMark and tables, no HTML of the author's, ``law:`` links to the library."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

SCHEMES = frozenset({"law", "http", "https", "tel"})


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a lesson: ``number`` from 1 is what is kept as the place reached."""

    number: int
    title: str

    @property
    def anchor(self) -> str:
        return f"s{self.number}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A lesson as HTML, with its headings in order."""

    html: SafeString
    sections: Sequence[Section]


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table").disable("image")
    reader.validateLink = lambda url: urlsplit(url.strip()).scheme.lower() in SCHEMES  # type: ignore[method-assign]
    reader.add_render_rule("table_open", lambda *_given: '<div class="lesson-table" tabindex="0"><table>\n')
    reader.add_render_rule("table_close", lambda *_given: "</table></div>\n")
    return reader


def rendered(text: str, prefix: str = "", deeper: int = 0) -> Rendered:
    """Return a lesson as HTML: ``prefix`` before its anchors, its headings ``deeper`` levels below those of a page."""
    reader = _reader()
    tokens = reader.parse(text)
    sections: list[Section] = []
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            section = Section(len(sections) + 1, tokens[at + 1].content)
            sections.append(section)
            token.attrSet("id", f"{prefix}{section.anchor}")
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + deeper, 6)}"
        for child in token.children or ():
            if child.type == "link_open":
                _lead(child)
    # markdown-it escapes every word of the author's; with html=False nothing else comes through
    return Rendered(mark_safe(reader.renderer.render(tokens, reader.options, {})), sections)  # noqa: S308


def _lead(link: Token) -> None:
    href = str(link.attrGet("href") or "")
    if href.startswith("law:"):
        try:
            link.attrSet("href", reverse("law_entry", args=[href.removeprefix("law:")]))
        except NoReverseMatch:
            link.attrSet("href", reverse("law"))
    else:
        link.attrSet("rel", "noopener noreferrer")
