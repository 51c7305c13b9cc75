"""The sheet on which the people of a batch sign, day by day: by unit and name, in the reader's language."""

from collections.abc import Sequence
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from samanvay.kernel.typeset import typeset
from samanvay.rosters.batches.labels import title_of
from samanvay.rosters.delivery.actions.attendance import days_of
from samanvay.rosters.models import Batch, Turn
from samanvay.training.roll.vocabulary import rank_words

from .batch_presenters import when

TEMPLATE = """#let shown = json("shown.json")
#let soft = rgb("#5d6270")
#set document(title: shown.title)
#set page(
  paper: "a4", flipped: shown.days.len() > 2, margin: (x: 14mm, top: 14mm, bottom: 16mm),
  footer: context text(size: 7.5pt, fill: soft)[#shown.foot #h(1fr) #counter(page).display("1 / 1", both: true)],
)
#set text(font: "Mukta", size: 9.5pt, lang: shown.lang, fill: rgb("#1b1f2a"))
#block(below: 0.7em, text(size: 1.6em, weight: 600)[#shown.title])
#block(below: 1em, text(fill: soft)[#shown.about])
#table(
  columns: (9mm, 1fr, 26mm, 1fr, ..shown.days.map(_ => 34mm)), inset: (x: 4pt, y: 7pt),
  stroke: 0.5pt + rgb("#b9b5aa"), align: (x, y) => if x == 0 { right } else { left },
  table.header(..shown.heads.map(each => text(size: 0.85em, weight: 600)[#each])),
  ..shown.rows.flatten().map(cell => [#cell]),
)
#block(above: 2em)[#shown.signed: #box(width: 70mm, stroke: (bottom: 0.5pt), height: 1em)]
"""


def sheet_pdf(batch: Batch, turns: Sequence[Turn], language: str) -> bytes:
    """Return the sheet as PDF; a few empty lines at the end are for those who walk in."""
    days = [str(formats.date_format(day, "j M")) for day in days_of(batch)]
    blank = [""] * len(days)
    rows: list[list[Any]] = [
        [str(at), f"{turn.member.names}, {rank_words(turn.member.rank)}".rstrip(", "), turn.member.employee_no,
         str(turn.unit.names), *blank]
        for at, turn in enumerate(turns, 1)
    ]  # fmt: skip
    rows += [[str(len(rows) + at), "", "", "", *blank] for at in range(1, batch.kept + 1)]
    told = (str(title_of(batch.course)), when(batch), str(batch.where), batch.hall)
    about = " · ".join(part for part in told if part)
    return typeset(
        TEMPLATE,
        {
            "title": _("Attendance: batch %(label)s") % {"label": batch.label},
            "about": about,
            "heads": [_("No."), _("Name"), _("Number"), _("Unit"), *days],
            "days": days,
            "rows": rows,
            "signed": _("Signature of who leads the training"),
            "foot": _("Samanvay. For the file of the training alone."),
            "lang": language,
        },
    )
