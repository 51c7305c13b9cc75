"""`samanvay insight`: the methods on files, without a database."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

import click

from samanvay.cli.insight_effect import effect_command
from samanvay.cli.insight_link import link_command
from samanvay.cli.insight_roster import roster_command
from samanvay.cli.insight_routes import routes_command
from samanvay.cli.insight_simulate import simulate_command
from samanvay_insight.extract import Evidence, Reading, read
from samanvay_insight.extract.atlas import check_near
from samanvay_insight.extract.reading import PlaceRead


@click.group()
def insight() -> None:
    """Use the methods of analysis on a file, without a database."""


insight.add_command(effect_command)
insight.add_command(link_command)
insight.add_command(roster_command)
insight.add_command(routes_command)
insight.add_command(simulate_command)


@insight.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--near", metavar="KEY", help="The district that reports, or its state, as a key of the gazetteer.")
@click.option(
    "--written-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of writing, which dates “12 November” or “yesterday”.",
)
def extract(file: Path, as_json: bool, near: str | None, written_on: datetime | None) -> None:
    """Read places, movements and events from a report in UTF-8 text."""
    try:
        check_near(near)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--near") from None
    text = _text_of(file)
    on: date | None = written_on.date() if written_on else None
    reading = read(text, near=near, written_on=on)
    words = json.dumps(reading.as_json(), ensure_ascii=False, indent=2) if as_json else as_text(reading)
    # The terminal's own encoding may know no Devanagari; the answer is UTF-8 everywhere.
    sys.stdout.buffer.write(words.encode("utf-8") + b"\n")
    sys.stdout.flush()


def as_text(reading: Reading) -> str:
    """The reading in plain lines: what was read and the words it rests on."""
    lines: list[str] = []

    def part(title: str, rows: list[str]) -> None:
        lines.append(f"{title}: {len(rows) or 'none'}")
        lines.extend(f"  {row}" for row in rows)

    part(
        "Places",
        [
            f"{p.name} ({p.kind}{f', LGD {p.lgd_code}' if p.lgd_code is not None else ''}"
            f"{'' if p.key else ', not in the gazetteer'}) "
            f"at {p.start}–{p.end}: “{p.text}”"
            for p in reading.places
        ],
    )
    part(
        "Movements",
        [
            f"{_name(m.source)} → {''.join(f'{v.name} → ' for v in m.via)}{_name(m.destination)}"
            f"{_rest(m.people, m.date, m.certainty)}: {_quoted(m.evidence)}"
            for m in reading.movements
        ],
    )
    part(
        "Events",
        [
            f"{e.kind}, {e.place.name if e.place else 'place not said'}"
            f"{_rest(e.people, e.date, e.certainty)}: {_quoted(e.evidence)}"
            for e in reading.events
        ],
    )
    part("Forms of exploitation", [f"{f.code}: {_quoted(f.evidence)}" for f in reading.forms])
    part("Lures", [f"{f.code}: {_quoted(f.evidence)}" for f in reading.lures])
    part("Disparities", [f"{f.code}: {_quoted(f.evidence)}" for f in reading.disparities])
    part("Set aside", [f"{a.kind}, {a.reason}: {_quoted(a.evidence)}" for a in reading.set_aside])
    part(
        "Numbers",
        [
            f"{n.kind} {n.number}{f', {n.station}' if n.station else ''}{f', {n.sections}' if n.sections else ''}"
            for n in reading.numbers
        ],
    )
    part("Not read", [_quoted(words) for words in reading.unread])
    return "\n".join(lines)


def _name(place: PlaceRead | None) -> str:
    return place.name if place else "(not said)"


def _rest(people: int | None, on: str | None, certainty: str) -> str:
    persons = "" if people is None else f", {people} person{'' if people == 1 else 's'}"
    return f"{persons}{f', {on}' if on else ''}{', hearsay' if certainty == 'hearsay' else ''}"


def _quoted(evidence: Evidence) -> str:
    return f"“{' '.join(evidence.text.split())}”"


def _text_of(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        _stop(f"There is no file {file}.")
    except IsADirectoryError:
        _stop(f"{file} is a folder; give a text file.")
    except OSError as error:
        _stop(f"{file} cannot be read: {error.strerror or error}.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        _stop(f"{file} is not UTF-8 text: the byte at offset {error.start} does not fit. Save it as UTF-8.")
    if not text.strip():
        _stop(f"{file} is empty; there is nothing to read.")
    return text


def _stop(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(2)
