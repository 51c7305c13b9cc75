"""The map as a file that stands alone: title, map, signs explained; as SVG, and as PNG with its words set by Typst.

Colours are attributes here, for outside the page there is no style sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from samanvay.kernel.typeset import typeset

from .drawing import Area, Drawing
from .frame import WIDTH
from .ground import ground, rail_shapes
from .labels import wide

INK, SOFT, ACCENT, PALE = "#1b1f2a", "#5d6270", "#0b4f5c", "#77705f"
RAMPS = {
    "shade": ("#f6f4ee", "#e3eae6", "#c9dbd9", "#9fc2c4", "#6aa3ac"),
    "published": ("#f6f4ee", "#ece3ee", "#d9c8de", "#bd9fc6", "#9a74a8"),
}
HATCH = "#b3a98f"
MARGIN, LINE = 40, 40
TITLE, SMALL = 44.0, 27.0

TEMPLATE = """#let shown = json("shown.json")
#set page(width: shown.width * 1pt, height: shown.height * 1pt, margin: 0pt)
#set text(font: "Mukta", lang: shown.lang, top-edge: "baseline", bottom-edge: "baseline")
#place(image("map.svg", width: shown.width * 1pt))
#for each in shown.texts {
  let said(..more) = text(size: each.size * 1pt, weight: each.weight, fill: rgb(each.fill), ..more)[#each.words]
  context {
    let wide = measure(said()).width
    let dx = each.x * 1pt - if each.anchor == "start" { 0pt } else if each.anchor == "middle" { wide / 2 } else { wide }
    if each.halo > 0 {
      place(dx: dx, dy: each.y * 1pt, said(stroke: (paint: white, thickness: each.halo * 1pt, join: "round")))
    }
    place(dx: dx, dy: each.y * 1pt, said())
  }
}
"""


@dataclass(frozen=True, slots=True)
class Said:
    """Words upon the poster; ``y`` is their base line."""

    words: str
    x: float
    y: float
    size: float = SMALL
    fill: str = INK
    anchor: str = "start"
    halo: float = 0.0
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the legend: shapes in a box 56 wide and 24 high, and what they mean."""

    shapes: str
    words: str


SILENT = (
    '<rect y="2" width="56" height="18" fill="#fdfcfa"/><path d="M2 20 18 2M14 20 30 2M26 20 42 2M38 20 54 2" '
    f'stroke="{HATCH}" fill="none" stroke-width="4"/>'
)


# The patterns of districts that were silent, and of those that reported in less than half of the weeks.
HATCHES = (
    '<defs><pattern id="silent-hatch" width="15" height="15" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="15" height="15" fill="#fdfcfa" fill-opacity=".55"/>'
    f'<path d="M0 0V15" stroke="{HATCH}" stroke-width="4"/></pattern>'
    '<pattern id="thin-hatch" width="26" height="26" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path d="M0 0V26" stroke="{HATCH}" stroke-width="3"/></pattern></defs>'
)


def ramp(drawing: Drawing) -> str:
    """Return the shades of a drawing side by side, as the shapes of a sign."""
    return "".join(
        f'<rect x="{14 * number}" y="2" width="14" height="18" fill="{colour}"/>'
        for number, colour in enumerate(RAMPS[drawing.ramp][1:])
    )


@dataclass
class Poster:
    """A drawing with its head, its legend and its foot, laid out once for both kinds of file."""

    drawing: Drawing
    title: str
    head: Sequence[str]
    legend: Sequence[Sign]
    foot: Sequence[str]
    lang: str
    shapes: list[str] = field(default_factory=list)
    texts: list[Said] = field(default_factory=list)
    height: float = 0.0

    def __post_init__(self) -> None:
        y = MARGIN + TITLE
        self.texts.append(Said(self.title, MARGIN, y, TITLE, weight=600))
        for words in self.head:
            y += LINE
            self.texts.append(Said(words, MARGIN, y, fill=SOFT))
        top = y + 24
        self.shapes.append(f'<svg x="0" y="{top:.0f}" width="{WIDTH}" height="{self.drawing.frame.height}">')
        self.shapes.extend((map_shapes(self.drawing), "</svg>"))
        self.texts.extend(_labels(self.drawing, top))
        y = self._legend(top + self.drawing.frame.height + 20)
        for words in self.foot:
            y += LINE
            self.texts.append(Said(words, MARGIN, y, fill=SOFT))
        self.height = round(y + MARGIN)

    def _legend(self, y: float) -> float:
        x, y = float(MARGIN), y + LINE
        for sign in self.legend:
            width = 70 + wide(sign.words, SMALL) + 40
            if x > MARGIN and x + width > WIDTH - MARGIN:
                x, y = float(MARGIN), y + LINE
            self.shapes.append(f'<g transform="translate({x:.0f} {y - 21:.0f})">{sign.shapes}</g>')
            self.texts.append(Said(sign.words, x + 70, y))
            x += width
        return y

    def svg(self) -> bytes:
        """Return the poster as SVG; its words are text, which browsers and office programs shape."""
        words = "".join(_text(each) for each in self.texts)
        return self._file("".join(self.shapes) + words)

    def png(self) -> bytes:
        """Return the poster as PNG, 2000 dots wide."""
        shown = {
            "width": WIDTH,
            "height": self.height,
            "lang": self.lang,
            "texts": [{name: getattr(each, name) for name in Said.__slots__} for each in self.texts],
        }
        files = {"map.svg": self._file("".join(self.shapes))}
        return typeset(TEMPLATE, shown, form="png", files=files, dots_per_inch=72)

    def _file(self, inside: str) -> bytes:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{self.height}" '
            f'viewBox="0 0 {WIDTH} {self.height}" lang="{self.lang}"><title>{escape(self.title)}</title>'
            f'<rect width="{WIDTH}" height="{self.height}" fill="#ffffff"/>{inside}</svg>'
        ).encode()


def _text(each: Said) -> str:
    halo = (
        f' stroke="#fff" stroke-width="{each.halo}" stroke-linejoin="round" paint-order="stroke"' if each.halo else ""
    )
    return (
        f'<text x="{each.x:.0f}" y="{each.y:.0f}" font-family="Mukta, Noto Sans Devanagari, Nirmala UI, sans-serif" '
        f'font-size="{each.size}" font-weight="{each.weight}" fill="{each.fill}" text-anchor="{each.anchor}"{halo}>'
        f"{escape(each.words)}</text>"
    )


def _labels(drawing: Drawing, top: float) -> list[Said]:
    found = []
    for label in drawing.labels:
        is_land = label.kind == "state"
        fill = PALE if is_land else ACCENT if label.kind == "beyond" else INK
        size, weight = (26.0, 400) if is_land else (29.0, 500)
        found.append(Said(label.words, label.x, label.y + top, size, fill, label.anchor, 7.0, weight))
    return found


def map_shapes(drawing: Drawing) -> str:
    """Return the map without words, from the ground up."""
    colours = RAMPS[drawing.ramp]
    parts = [ground(drawing.frame), HATCHES]
    parts += [f'<path d="{area.path}" fill="#dfecec" fill-opacity=".75"/>' for area in drawing.areas]
    parts += [_district(area, colours[area.shade]) for area in drawing.districts]
    if drawing.rails_url:
        parts.append(rail_shapes(drawing.frame))
    if drawing.state_path:
        parts.append(f'<path d="{drawing.state_path}" fill="none" stroke="#6f6858" stroke-width="4"/>')
    for area in drawing.areas:
        parts.append(f'<path d="{area.path}" fill="none" stroke="{ACCENT}" stroke-width="3" stroke-dasharray="4 9"/>')
    for each in drawing.arcs:
        if each.is_hearsay:
            parts.append(
                f'<path d="{each.shape.line}" fill="none" stroke="{ACCENT}" stroke-width="5" stroke-dasharray="14 10"/>'
            )
        else:
            parts.append(f'<path d="{each.shape.body}" fill="{ACCENT}" stroke="#fff" stroke-width="1"/>')
        parts.append(f'<path d="{each.shape.head}" fill="{ACCENT}" stroke="#fff" stroke-width="1"/>')
    parts += [dot(each.x, each.y) for each in drawing.dots]
    parts += [ring(each.x, each.y, 13, 6) for each in drawing.rings]
    parts += [diamond(each.x, each.y, 15, is_hollow="hollow" in each.kind) for each in drawing.diamonds]
    return "".join(parts)


def _district(area: Area, colour: str) -> str:
    said = f'<path d="{area.path}" fill="{colour}" stroke="#fff" stroke-width="2.5" stroke-linejoin="round"/>'
    hatch = "silent-hatch" if area.is_silent else "thin-hatch" if area.is_thin else ""
    return said + (f'<path d="{area.path}" fill="url(#{hatch})"/>' if hatch else "")


def dot(x: float, y: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="7" fill="{ACCENT}" fill-opacity=".55" stroke="#fff" stroke-width="2.5"/>'


def ring(x: float, y: float, radius: float, width: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#fff" stroke="{ACCENT}" stroke-width="{width}"/>'


def diamond(x: float, y: float, half: float, *, is_hollow: bool = False) -> str:
    look = (
        f'fill="#fff" stroke="{INK}" stroke-width="4"' if is_hollow else f'fill="{INK}" stroke="#fff" stroke-width="3"'
    )
    return f'<path d="M{x} {y}m0-{half}l{half} {half}l-{half} {half}l-{half}-{half}z" {look}/>'
