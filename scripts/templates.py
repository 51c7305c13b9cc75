#!/usr/bin/env python
"""Lines of the templates: ``templates.py fix`` breaks those over 140 characters, ``check`` says which are left.

A line is broken only where the page shows no difference: beside a block element, at a space that is there already,
between the attributes of a tag, and outside the blocks of a template that extends another.
"""

import re
import sys
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

WEB = Path(__file__).resolve().parents[1] / "src" / "samanvay" / "web"
STYLES = "".join(path.read_text(encoding="utf-8") for path in sorted(WEB.glob("static/web/*.css")))
WIDTH = 140

BLOCK = re.compile(
    "html|head|body|title|meta|link|div|section|article|aside|header|footer|nav|main|form|fieldset|legend|h[1-6]|table"
    "|caption|thead|tbody|tfoot|tr|td|th|ul|ol|li|dl|dt|dd|p|figure|figcaption|details|summary|select|option|blockquote"
)
VOID = re.compile("br|col|hr|img|input|link|meta|source|track|wbr")
INLINE = set(re.findall(r"\.([\w-]+)[^{},.]*\{[^}]*display: inline", STYLES))
KEPT = set(re.findall(r"\.([\w-]+)[^{},.]*\{[^}]*white-space: pre", STYLES))
INVISIBLE = {"load", "comment", "url", "get_current_language"}  # {% url %} only with "as"
BRANCHES = {"elif", "else", "empty"}
# Components with a body, and those without: their templates end with a line break, so that one more does not show.
BODIES = {"card", "notice", "map_frame"}
PIECES = set(re.findall(r"inclusion_tag\([^)]*\)\ndef (\w+)", (WEB / "templatetags/components.py").read_text("utf-8")))
PIECES.add("include")

DJANGO = r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
VALUE = rf'"(?:{DJANGO}|[^"])*"|\'(?:{DJANGO}|[^\'])*\''
TOKEN = re.compile(
    r"(?P<whole>\{% (?P<raw>blocktranslate|blocktrans|verbatim|comment)\b.*?\{% end(?P=raw) %\}"
    r"|<(?P<kept>pre|textarea|script|style|svg)\b.*?</(?P=kept)>|<!--.*?-->|<![a-zA-Z].*?>)"
    rf"|(?P<django>{DJANGO})|(?P<tag></?[a-zA-Z](?:{DJANGO}|{VALUE}|[^>])*>)|(?P<text>(?:(?!\{{[%{{#]|</?[a-zA-Z!]).)+)",
    re.S,
)
INSIDE = re.compile(rf"{DJANGO}|{VALUE}|(?P<gap>\s+)|.", re.S)


class Token(NamedTuple):
    kind: str
    name: str
    start: int
    end: int
    text: str


class Break(NamedTuple):
    start: int
    end: int
    depth: int
    cost: int


class Template:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = []
        for found in TOKEN.finditer(text):
            named = re.match(r"(?:</?|\{%\s*)([\w-]+)", found[0])
            name = "include" if found[0].startswith("{% empty ") and found[0] != "{% empty %}" else named and named[1]
            kind = next(kind for kind in ("whole", "django", "tag", "text") if found[kind] is not None)
            self.tokens.append(Token(kind, name or "", found.start(), found.end(), found[0]))
        assert "".join(each.text for each in self.tokens) == text
        self.extends = any(each.name == "extends" for each in self.tokens)
        self._match()

    def _match(self) -> None:
        """Find the parts of each {% if %} and {% for %}, the depth of each token, and which tags are block edges."""
        self.parts: dict[int, list[int]] = {}
        self.depths, self.edges, self.kept, self.outside = [], set(), set(), set()
        pairs = {each.name[3:] for each in self.tokens if each.kind == "django" and each.name.startswith("end")}
        opened: list[list[int]] = []
        seen: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
        depth = keeping = blocks = 0
        for at, (kind, name, _start, _end, words) in enumerate(self.tokens):
            closes = words.startswith("</") or (kind == "django" and name.startswith("end"))
            depth -= closes
            self.depths.append(depth - (kind == "django" and name in BRANCHES))
            if keeping:
                self.kept.add(at)
            if self.extends and not blocks and name != "endblock":
                self.outside.add(at)
            if kind == "django" and name in pairs:
                opened.append([at])
                depth += 1
            elif kind == "django" and name in BRANCHES | {f"end{each}" for each in pairs}:
                opened[-1].append(at)
                self.parts.update(dict.fromkeys(opened[-1], opened[-1]))
                if closes:
                    opened.pop()
            blocks += (name == "block") - (name == "endblock")
            if kind == "tag":
                classes = set(re.findall(r"[\w-]+", (re.findall(r'\sclass="([^"]*)', words) or [""])[0]))
                is_edge = (
                    bool(BLOCK.fullmatch(name)) and not classes & INLINE and not (name[0] == "h" and seen["summary"])
                )
                keeps = bool(classes & KEPT)
                if closes and seen[name]:
                    is_edge, keeps = seen[name].pop()
                    keeping -= keeps
                elif not closes and not VOID.fullmatch(name) and not words.endswith("/>"):
                    seen[name].append((is_edge, keeps))
                    keeping += keeps
                    depth += 1
                if is_edge:
                    self.edges.add(at)

    def is_bare(self, at: int, step: int, seen: frozenset[int] = frozenset()) -> bool:
        """Tell whether, going on from a token, a block's edge or a space comes before anything that is shown."""
        if at in seen:
            return True
        if not 0 <= at < len(self.tokens):
            return False
        kind, name, _start, _end, words = self.tokens[at]
        seen |= {at}
        if kind == "tag":
            closes = words.startswith("</")
            return at in self.edges and (name != "select" or closes == (step > 0))
        if kind == "text":
            return words[-1 if step < 0 else 0].isspace()
        if kind == "whole" or words.startswith("{{") or name in ("block", "endblock"):
            return False
        if name.removeprefix("end") in BODIES:
            return True
        if name in PIECES:
            return step < 0
        if at in self.parts:
            return all(self.is_bare(each, step, seen) for each in self._next(at, step))
        invisible = words.startswith("{#") or (name in INVISIBLE and (name != "url" or " as " in words))
        return invisible and self.is_bare(at + step, step, seen)

    def _next(self, at: int, step: int) -> list[int]:
        """Return the tokens that may come after (or before) one of the parts of a block tag."""
        first, *others = self.parts[at]
        last, opening = others[-1], self.tokens[first].name
        skips = opening in ("if", "for") and not any(self.tokens[each].name in ("else", "empty") for each in others)
        if step > 0 and at == first:
            return [each + 1 for each in (first, *others[:-1], *[last] * skips)]
        if step > 0:
            return [last + 1, *[first + 1] * (opening == "for" and at == others[0])]
        if at == last:
            return [each - 1 for each in (*others, *[first] * skips)]
        return [first - 1, *[others[0] - 1] * (opening == "for" and at == first)]

    @cached_property
    def breaks(self) -> list[Break]:
        """Every place where a line may end, with what it costs to end it there."""
        found = []
        for at, (kind, name, start, _end, words) in enumerate(self.tokens):
            depth = self.depths[at]
            if at in self.kept:
                continue
            before = self.tokens[at - 1]
            if at and (at in self.outside or self.is_bare(at - 1, -1) or self.is_bare(at, 1)):
                spaces = len(before.text) - len(before.text.rstrip()) if before.kind == "text" else 0
                more = len(words) - len(words.lstrip()) if kind == "text" else 0
                closes = words.startswith("</") or name.startswith("end") or name in BRANCHES
                found.append(Break(start - spaces, start + more, depth, depth + 4 * closes))
            if kind == "text":
                gaps = re.finditer(r"(?<=\S)\s+(?=\S)", words)
                found += [Break(start + gap.start(), start + gap.end(), depth, depth + 6) for gap in gaps]
            elif kind == "tag":
                gaps = (gap for gap in INSIDE.finditer(words) if gap["gap"])
                found += [Break(start + gap.start(), start + gap.end(), depth + 2, depth + 10) for gap in gaps]
        return [each for each in found if "\n" not in self.text[each.start : each.end]]

    def fixed(self) -> str:
        out, start = [], 0
        for line in self.text.splitlines(keepends=True):
            end = start + len(line)
            out.append(
                self._broken(start, end - line.endswith("\n")) if len(line.rstrip("\n")) > WIDTH else line.rstrip("\n")
            )
            start = end
        return "\n".join(out) + "\n" * self.text.endswith("\n")

    def _broken(self, start: int, end: int) -> str:
        """Break a line into as few as will do, at the outermost places; too long costs more than anything."""
        indent = len(self.text[start:end]) - len(self.text[start:end].lstrip())
        places = [each for each in self.breaks if start + indent < each.start and each.end < end]
        depth = next(self.depths[at] for at, each in enumerate(self.tokens) if each.end > start + indent)
        pads = [indent, *(indent + 2 * min(max(each.depth - depth, 0), 6) for each in places)]
        begins, stops = [start + indent, *(each.end for each in places)], [*(each.start for each in places), end]
        best: list[tuple[float, int]] = [(0.0, -1)]
        for upto, stop in enumerate(stops):
            best.append(
                min(
                    (
                        best[since][0]
                        + 10
                        + (places[since - 1].cost if since else 0)
                        + 1000 * max(0, pads[since] + stop - begins[since] - WIDTH),
                        since,
                    )
                    for since in range(upto + 1)
                )
            )
        lines, upto = [], len(stops)
        while upto > 0:
            since = best[upto][1]
            lines.append(" " * pads[since] + self.text[begins[since] : stops[upto - 1]])
            upto = since
        return "\n".join(reversed(lines))


def main(command: str) -> int:
    unfixed = kept = 0
    for path in sorted(WEB.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        fixed = Template(text).fixed()
        name = path.relative_to(WEB)
        if fixed != text and command == "fix":
            path.write_text(fixed, encoding="utf-8")
        elif fixed != text:
            print(f"{name}: a line over {WIDTH} characters can be broken")
            unfixed += 1
        for number, line in enumerate(fixed.splitlines(), 1):
            if len(line) > WIDTH:
                kept += 1
                print(f"{name}:{number}: {len(line)} characters, nowhere to break")
    print(f"{unfixed} templates to fix, {kept} lines that cannot be broken.")
    return 1 if unfixed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("check", "fix"):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
