"""Minutes on paper: date, chair, attendance, by district what was shown, said and decided; in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from samanvay.audit.queries import head_words
from samanvay.kernel import clock
from samanvay.kernel.typeset import typeset

from .presenters import LineShown

TEMPLATE = """#let shown = json("shown.json")
#let soft = rgb("#5d6270")
#set document(title: shown.title)
#set page(
  paper: "a4", margin: (x: 18mm, top: 16mm, bottom: 18mm),
  footer: context text(size: 7.5pt, fill: soft)[
    #shown.foot #h(1fr) #counter(page).display("1 / 1", both: true)
    #if shown.head != "" [#linebreak() #shown.head]
  ],
)
#set text(font: "Mukta", size: 10pt, lang: shown.lang, fill: rgb("#1b1f2a"))
#set par(leading: 0.55em, spacing: 0.7em)
#show heading.where(level: 1): it => block(below: 0.6em, text(size: 1.7em, weight: 600, it.body))
#show heading.where(level: 2): it => block(above: 1.2em, below: 0.6em, text(
  size: 1.2em, weight: 600, fill: rgb("#0b4f5c"), it.body,
))
#show heading.where(level: 3): it => block(above: 1em, below: 0.4em, text(size: 1.05em, weight: 600, it.body))
= #shown.title
#if shown.mark != "" { block(text(weight: 600, fill: rgb("#a93d1a"))[#shown.mark]) }
#grid(
  columns: (auto, 1fr), column-gutter: 5mm, row-gutter: 0.5em,
  ..shown.facts.map(pair => (text(fill: soft)[#pair.at(0)], [#pair.at(1)])).flatten(),
)
#for group in shown.offices [
  == #group.title
  #for each in group.names { block(below: 0.5em, text(size: 0.92em)[#each]) }
  #if group.names.len() == 0 { text(fill: soft)[#shown.nobody] }
]
== #shown.said_title
#if shown.parts.len() == 0 { text(fill: soft)[#shown.nothing] }
#for part in shown.parts [
  === #part.words #text(size: 0.85em, weight: 400, fill: soft)[#part.state]
  #for each in part.shown { block(below: 0.4em, text(size: 0.9em, fill: soft)[#each]) }
  #if part.updates.len() > 0 { list(..part.updates.map(each => [#each])) }
  #if part.decisions.len() > 0 {
    table(
      columns: (1fr, 42mm, 24mm), inset: (x: 4pt, y: 4pt), stroke: (x, y) => (bottom: 0.5pt + rgb("#e4e0d6")),
      table.header(..shown.heads.map(head => text(size: 0.85em, fill: soft)[#head])),
      ..part.decisions.flatten().map(cell => [#cell]),
    )
  }
]
#for group in shown.rest { block[#text(weight: 600)[#group.title:] #group.names.join(", ")] }
#if shown.confirmed != "" { block(above: 1.6em)[#shown.confirmed] }
"""


def minutes_pdf(about: Mapping[str, Any], minutes: Mapping[str, Any], language: str) -> bytes:
    """Return minutes as PDF; ``about`` and ``minutes`` are what the page shows."""
    return typeset(TEMPLATE, _shown(about, minutes, language))


def _shown(about: Mapping[str, Any], minutes: Mapping[str, Any], language: str) -> dict[str, Any]:
    conference = about["conference"]
    facts = [(_("When"), about["when"]), (_("Chair"), about["chair"])]
    if minutes["version_words"]:
        facts.append((_("Version"), minutes["version_words"]))
    if minutes["in_chair"]:
        facts.append((_("In the chair"), minutes["in_chair"]))
    if minutes["began"]:
        facts.append((_("Held"), " – ".join(part for part in (minutes["began"], minutes["ended"]) if part)))
    if conference.dial_in:
        facts.append((_("Where"), conference.dial_in))
    return {
        "title": _("Minutes: %(name)s") % {"name": about["title"]},
        "mark": _mark(about, minutes),
        "facts": [[str(name), str(value)] for name, value in facts],
        "offices": [
            {"title": _("Present"), "names": minutes["present"] or [_("Attendance was not noted.")]},
            {"title": _("Absent"), "names": minutes["absent"]},
            {"title": _("Vacant posts"), "names": minutes["vacant"]},
        ],
        "nobody": _("None."),
        "said_title": _("Updates and decisions"),
        "nothing": _("Nothing was written."),
        "heads": [_("Decision"), _("Who"), _("Until")],
        "parts": [_part(part) for part in minutes["parts"]],
        "rest": [{"title": title, "names": names} for title, names in minutes["rest"]],
        "confirmed": minutes["confirmed"],
        "foot": _("Samanvay, %(day)s: what the office that downloaded this file can see.")
        % {"day": formats.date_format(clock.today(), "j F Y")},
        "head": head_words(),
        "lang": language,
    }


def _mark(about: Mapping[str, Any], minutes: Mapping[str, Any]) -> str:
    if not about["conference"].is_confirmed:
        return _("Draft, not confirmed by the chair")
    return "" if minutes["is_latest"] else _("An earlier version. A later one was sent.")


def _part(part: Mapping[str, Any]) -> dict[str, Any]:
    shown: list[str] = []
    for reason in part["shown"]:
        shown += list(reason.lines) if reason.is_sheet else [f"{reason.words}."]
    return {
        "words": part["words"],
        "state": part["state"],
        "shown": shown,
        "updates": [_with_amendments(each) for each in part["lines"] if not each.line.is_decision],
        "decisions": [
            [_with_amendments(each), each.owner, each.until] for each in part["lines"] if each.line.is_decision
        ],
    }


def _with_amendments(shown: LineShown) -> str:
    said = [shown.line.text]
    if shown.added:
        said.append(f"({shown.added})")
    for day, old, reason in shown.amended:
        said.append(_("(amended on %(day)s; confirmed text: “%(old)s”; reason: %(reason)s)")
                    % {"day": day, "old": old, "reason": reason})  # fmt: skip
    return " ".join(said)
