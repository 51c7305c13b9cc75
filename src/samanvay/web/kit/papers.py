"""The sheet of a district or a beat on paper: one page, in the reader's language."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pypdfium2
import qrcode

from samanvay.audit.queries import head_words
from samanvay.kernel.typeset import typeset
from samanvay.web.components.pieces import Table

MOST_ROWS = 8
SIZES = (10.5, 9.5, 8.5, 7.5, 6.5)  # points; the first with which everything stands on one page

TEMPLATE = """#let shown = json("shown.json")
#set document(title: shown.title)
#set page(
  paper: "a4", margin: (x: 14mm, top: 12mm, bottom: 16mm), footer: text(size: 7pt, fill: rgb("#5d6270"))[
    #shown.foot #if shown.head != "" [#linebreak() #shown.head]
  ]
)
#set text(font: "Mukta", size: shown.size * 1pt, lang: shown.lang, fill: rgb("#1b1f2a"))
#set par(leading: 0.5em, spacing: 0.6em)
#show heading.where(level: 1): it => block(below: 0.7em, text(size: 1.9em, weight: 600, it.body))
#show heading.where(level: 2): it => block(above: 0.4em, below: 0.5em, text(
  size: 1.15em, weight: 600, fill: rgb("#0b4f5c"), it.body,
))
= #shown.title
#text(fill: rgb("#5d6270"))[#shown.under]
#let rule = 0.5pt + rgb("#e4e0d6")
#let part(each) = block(width: 100%, breakable: false, below: 1.5em)[
  == #each.caption
  #if each.rows.len() > 0 {
    table(
      columns: (1fr, ..each.heads.slice(1).map(_ => auto)),
      align: (x, _) => if x == 0 { left } else { right },
      inset: (x: 3pt, y: 2.6pt), stroke: (x, y) => (bottom: rule),
      table.header(..each.heads.map(head => text(size: 0.85em, fill: rgb("#5d6270"))[#head])),
      ..each.rows.flatten().map(cell => [#cell]),
    )
  } else { text(fill: rgb("#5d6270"))[#each.nothing] }
  #if each.more != "" { text(size: 0.85em, fill: rgb("#5d6270"))[#each.more] }
]
#v(0.4em)
#grid(
  columns: (1fr, 1fr), column-gutter: 9mm,
  for each in shown.left { part(each) },
  for each in shown.right { part(each) },
)
#line(length: 100%, stroke: rule)
#for line in shown.lines { block(below: 0.5em)[#line] }
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A small table of the page; ``nothing`` is said where it has no rows, ``more`` beneath what was left out."""

    table: Table
    nothing: str
    more: str = ""

    def shown(self) -> dict[str, Any]:
        """Return it as the template reads it."""
        rows = [[str(cell) for cell in row.cells] for row in self.table.rows[:MOST_ROWS]]
        return {
            "caption": str(self.table.caption),
            "heads": [str(column.words) for column in self.table.columns],
            "rows": rows,
            "nothing": self.nothing,
            "more": self.more,
        }


@dataclass(frozen=True, slots=True)
class Paper:
    """The words of the page, in order."""

    title: str
    under: str
    left: Sequence[Part]
    right: Sequence[Part]
    lines: Sequence[str]
    foot: str
    lang: str
    sizes: Sequence[float] = SIZES

    def pdf(self) -> bytes:
        """Return the page as PDF: in the largest of the sizes that keeps it to one page."""
        made = b""
        for size in self.sizes:
            made = typeset(TEMPLATE, self._shown(size))
            if _pages(made) == 1:
                break
        return made

    def _shown(self, size: float) -> dict[str, Any]:
        return {
            "title": self.title,
            "under": self.under,
            "left": [part.shown() for part in self.left],
            "right": [part.shown() for part in self.right],
            "lines": list(self.lines),
            "foot": self.foot,
            "head": head_words(),
            "lang": self.lang,
            "size": size,
        }


def _pages(pdf: bytes) -> int:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


def qr_svg(text: str) -> bytes:
    """Return a QR code of a text as SVG, with its quiet zone."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    rows: Sequence[Sequence[bool]] = code.get_matrix()
    size = len(rows)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    ).encode()
