"""Pages of the access matrix in a browser: answered by the test client, measured by axe and by what axe cannot see.

Nothing is served: Chromium's requests are answered here, so that the clock stands and whatever a page wrote is undone.
"""

import ast
import contextvars
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.urls import reverse
from matrix import ANYONE, ROWS, Row
from playwright.sync_api import Browser, Route
from test_matrix import House, alike, expected
from things import OWN

from samanvay.access.roles import BY_CODE
from samanvay.directory.models import Place
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay_insight import gazetteer

BASE = "http://house.test"
WIDTHS = {1280: 4000, 360: 4000}
"""Widths with heights; windows so high that no bar that sticks to the window lies over a field."""
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN_AXE = """tags => axe.run(document, {
  runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
}).then(found => found.violations.flatMap(rule => rule.nodes.map(node => [rule.id, node.html.slice(0, 200)])))"""

# Whether the page must be scrolled sideways, and by which element.
WIDER = """rule => {
  const root = document.documentElement, over = root.scrollWidth - root.clientWidth;
  if (over <= 0) return [];
  const reaching = [...document.querySelectorAll("body *")].filter(each => each.checkVisibility()
    && each.getBoundingClientRect().right > root.clientWidth + 1);
  return [[rule, `${over} px wider than ${root.clientWidth} px: ${(reaching.at(-1) ?? root).outerHTML.slice(0, 160)}`]];
}"""

# WCAG 1.4.12: what a reader may set must not cut words off, but where a line is shortened that leads to the whole.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const found = [];
  for (const each of document.querySelectorAll("main *, header *, footer *")) {
    const style = getComputedStyle(each);
    const cuts = style.overflowY === "hidden" && each.scrollHeight > each.clientHeight + 1
      || style.overflowX === "hidden" && each.scrollWidth > each.clientWidth + 1;
    const leads = style.webkitLineClamp !== "none" && each.closest("li")?.querySelector("a");
    if (cuts && each.clientHeight > 1 && each.innerText?.trim() && !leads && !each.closest("svg, .hidden-words"))
      found.push(["text-spacing", `cut off: ${each.outerHTML.slice(0, 160)}`]);
  }
  return found;
}"""

# What the keyboard reaches shows that it is there, in the order of the document, and is not scrolled away.
FOCUSED = """() => {
  const reached = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const found = [];
  for (const each of document.querySelectorAll(reached)) {
    if (each.tabIndex > 0) found.push(["focus-order", each.outerHTML.slice(0, 160)]);
    if (each.tabIndex < 0 || each.disabled || !each.checkVisibility({visibilityProperty: true})) continue;
    const before = getComputedStyle(each), was = [before.outlineStyle, before.boxShadow, before.borderColor].join();
    each.focus({preventScroll: true, focusVisible: true});
    if (document.activeElement !== each) continue;
    const style = getComputedStyle(each), label = each.closest("label");
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const changed = [style.outlineStyle, style.boxShadow, style.borderColor].join() !== was;
    const framed = label && getComputedStyle(label).outlineStyle !== "none";
    if (!outlined && !changed && !framed) found.push(["focus-visible", each.outerHTML.slice(0, 160)]);
    each.blur();
  }
  return found;
}"""

# Words in Latin letters that a reader sees or hears and that are not said to be English.
LATIN = """() => {
  const found = [], not = "[lang=en], script, style, noscript, template, textarea, code, kbd";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (/[A-Za-z]{2}/.test(node.data) && !node.parentElement.closest(not)) found.push(node.data.trim());
  for (const each of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    for (const name of ["aria-label", "title", "placeholder", "alt"])
      if (each.hasAttribute(name) && !each.closest(not)) found.push(each.getAttribute(name));
  found.push(document.title);
  return found;
}"""

ACCEPTED = {
    # what officers write in Latin letters in a Hindi sentence
    *("FIR", "CWC", "AHTU", "DCPU", "NGO", "NCRB", "IMEI", "SMS", "QR", "Samanvay", "Ctrl", "KB", "MB", "GB"),
    # forms of files
    *("PDF", "CSV", "TSV", "XLSX", "XLS", "ODS", "XML", "PNG", "SVG", "GIFT", "Moodle", "xAPI", "Atom", "PFIF", "SHA"),
    *("ics", "docx", "txt", "csv", "xlsx", "xml", "gift"),
    # commands, parts of the machine, and codes that are typed as they stand
    *("samanvay", "serve", "demo", "load", "PostgreSQL", "Python", "Django", "job", "marriage", "corridors", "transit"),
    *("Bahraich", "baraich", "BNS", "IPC", "POCSO"),
}


WORD, STOPS = r"[^\s·,;()/“”\"]+", ".,:;!?।'’–-"


@dataclass(frozen=True)
class Stop:
    """A page and who looks at it."""

    persona: str
    address: str
    name: str


@dataclass
class Seen:
    """What is wrong with pages: (rule, what) with where it was seen."""

    pages: int = 0
    found: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, stop: Stop, faults: list[list[str]]) -> None:
        for rule, what in faults:
            self.found.setdefault((rule, what), []).append(stop.name)

    @property
    def by_rule(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for (rule, _what), names in self.found.items():
            found[rule] += len(names)
        return found

    def told(self) -> str:
        lines = (f"{rule} in {', '.join(dict.fromkeys(names))}: {what}" for (rule, what), names in self.found.items())
        return "\n".join(sorted(lines))


def stops(house: House) -> Iterator[Stop]:
    """Yield every page that answers 200 for somebody, as one who may open it, and the desk of every post."""
    for row in ROWS:
        if 200 in (row.get, row.anonymous) and not row.is_api and (persona := who_looks(row)):
            yield Stop(persona, reverse(row.name, kwargs=house.things[row.of][OWN] if row.of else {}), row.name)
    for role in house.clients:
        if role not in ("anonymous", "nobody"):
            yield Stop(role, "/", f"desk of {role}")


def who_looks(row: Row) -> str:
    if row.who == ANYONE or row.anonymous == 200:
        return "anonymous"
    return next((each for each in alike(row) if each != "anonymous" and expected(row, "GET", each) == {200}), "")


class Eyes:
    """A window on the house in one language and width."""

    def __init__(self, browser: Browser, clients: Mapping[str, Client], language: str, width: int) -> None:
        self.clients, self.language = clients, language
        self.persona = "anonymous"
        self.files: dict[str, tuple[bytes, str]] = {}
        self.context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, locale=language)
        self.context.add_init_script(AXE_SCRIPT)
        self.page = self.context.new_page()
        # Playwright answers in a context of its own, which knows neither the stopped clock nor the open transaction.
        here = contextvars.copy_context()
        self.page.route("**/*", lambda route: here.copy().run(self._answer, route))

    def close(self) -> None:
        self.context.close()

    def _answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.path.startswith("/static/"):
            body, kind = self._file(address.path.removeprefix("/static/"))
            return route.fulfill(body=body, content_type=kind)
        client = self.clients[self.persona]
        with transaction.atomic():
            answer = client.generic(
                route.request.method,
                route.request.url.removeprefix(BASE),
                headers={"accept-language": self.language, **htmx(route)},
            )
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        return route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=body)

    def _file(self, name: str) -> tuple[bytes, str]:
        if name not in self.files:
            found = finders.find(name)
            kinds = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}
            self.files[name] = (Path(found).read_bytes() if found else b"", kinds.get(name.rpartition(".")[2], ""))
        return self.files[name]

    def open(self, stop: Stop) -> None:
        self.persona = stop.persona
        self.page.goto(BASE + stop.address)

    def look(self, stop: Stop, seen: Seen) -> None:
        """Open and measure one page; what is no page is passed over."""
        with transaction.atomic():
            answer = self.clients[stop.persona].get(stop.address)
            transaction.set_rollback(True)
        if not answer.streaming and b"<html" in answer.content[:200]:
            self.open(stop)
            self.measure(stop, seen)

    def measure(self, stop: Stop, seen: Seen) -> None:
        seen.pages += 1
        seen.add(stop, self.page.evaluate(RUN_AXE, TAGS))
        seen.add(stop, self.page.evaluate(WIDER, "overflow"))
        seen.add(stop, self.page.evaluate(FOCUSED))
        if self.language == "hi":
            seen.add(stop, [["latin", text] for text in self.page.evaluate(LATIN) if foreign(text)])
        seen.add(stop, self.page.evaluate(SPACED))
        seen.add(stop, self.page.evaluate(WIDER, "text-spacing"))


def htmx(route: Route) -> dict[str, str]:
    return {name: value for name, value in route.request.headers.items() if name.startswith("hx-")}


def foreign(text: str) -> list[str]:
    """Return the words of a text in Latin letters that are neither accepted, codes, nor what a test wrote."""
    text = re.sub(r"\w+://\S+", "", text)
    text = re.sub(r"(?<=[\u0900-\u097f] )\([A-Z][^)]*\)", "", text)  # a name, said in the other language too
    words = re.findall(WORD, text)
    return [each for each in words if re.search("[A-Za-z]{2}", each) and not is_fine(each)]


def is_fine(word: str) -> bool:
    bare = word.strip(STOPS)
    return bare in ACCEPTED or bool(re.search(r"[\d@_:]", bare)) or bare in written()


@cache
def written() -> frozenset[str]:
    """Return the words of what tests wrote as somebody's input, and of places of which no name in Hindi is known."""
    texts = [*BY_CODE, "Nobody"]  # by which the matrix calls its personas
    with reading(SYSTEM):
        texts += Place.objects.filter(name_hi="").values_list("name", flat=True)
    texts += [town.name for town in gazetteer.places(["town"]) if not town.name_hi]
    for path in Path(__file__).parent.glob("*things.py"):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        texts += [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return frozenset(word.strip(STOPS) for text in texts for word in re.findall(WORD, text))
