"""`samanvay insight link`: who of one register may be who of another, or who stands in one register twice."""

from __future__ import annotations

import json
import re
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samanvay.cli.insight_files import plain_name, stop, table_of, tell_bad_cells, written
from samanvay.cli.insight_link_rules import ENGINES, RuleError, Rules, rules_of

if TYPE_CHECKING:
    import pyarrow as pa

    from samanvay_insight.linkage import Coded, Weights
    from samanvay_insight.linkage.labels import Labels
    from samanvay_insight.linkage.linking import Linked
    from samanvay_insight.linkage.reading import RecordError, Register

_WHAT = "a register with the columns id, given_name, family_name, …"
_OTHER_NAMES = {
    "first_name": "given_name", "last_name": "family_name", "surname": "family_name",
    "alias": "aliases", "father": "father_name", "fathers_name": "father_name", "father's_name": "father_name",
    "mother": "mother_name", "mothers_name": "mother_name", "mother's_name": "mother_name", "gender": "sex",
    "languages": "language", "height": "height_cm", "husband_name": "spouse_name",
}  # fmt: skip
_WITHOUT_HEADER = re.compile(r"\[[A-Z]+\]")  # as a sheet calls such a column
_SHOWN = 20


@dataclass(frozen=True)
class Side:
    """One file, as it was read."""

    file: Path
    register: Register
    errors: list[RecordError]

    def as_object(self) -> dict[str, Any]:
        """Return what became of its rows."""
        return {"file": str(self.file), "rows": self.register.read, "used": len(self.register),
                "left_out": self.register.read - len(self.register)}  # fmt: skip


@click.command("link")
@click.argument("left", type=click.Path(path_type=Path))
@click.argument("right", type=click.Path(path_type=Path), required=False)
@click.option("--config", type=click.Path(path_type=Path), metavar="YAML", help="Rules: columns, training, thresholds.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="CSV", help="Where the pairs go.")
@click.option("--engine", type=click.Choice(ENGINES), help="What compares; overrules the rules.  [default: kernel]")
@click.option("--explain", type=click.Path(path_type=Path), metavar="FILE",
              help="Write what speaks for and against each pair (.json, else CSV).")  # fmt: skip
@click.option("--pair", "chosen", type=(str, str), multiple=True, metavar="LEFT_ID RIGHT_ID",
              help="Explain this pair alone, proposed or not; may be given again.")  # fmt: skip
@click.option("--clusters", type=click.Path(path_type=Path), metavar="CSV", help="Write groups of the same person.")
@click.option("--keep-weights", type=click.Path(path_type=Path), metavar="JSON",
              help="Write the weights used, for a later run.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def link_command(
    left: Path,
    right: Path | None,
    config: Path | None,
    out: Path,
    engine: str | None,
    explain: Path | None,
    chosen: tuple[tuple[str, str], ...],
    clusters: Path | None,
    keep_weights: Path | None,
    as_json: bool,
) -> None:
    """Find who may be the same person in two registers, or twice in one.

    LEFT is a register of the missing, RIGHT of the found: tables with the columns id, given_name, family_name,
    father_name, mother_name, sex, age, date, place, language and marks, any of which may be missing. For each row of
    RIGHT the best ten of LEFT are written as left_id, right_id, match_weight (in bits) and match_probability, the best
    first. LEFT alone: who stands in it twice, each pair once. docs/how-to/linking.md says more.
    """
    begun = time.monotonic()
    from samanvay_insight.linkage.reading import COLUMNS

    rules = _rules(config, COLUMNS)
    rules = replace(rules, engine=engine or rules.engine)
    if chosen and explain is None:
        stop("--pair says which pairs --explain writes; give --explain FILE too.")
    outputs = [file for file in (out, explain, clusters, keep_weights) if file is not None]
    _writable(outputs, [file for file in (left, right, config, rules.labels, rules.weights) if file is not None])
    if right is None and rules.one_to_one:
        stop(f"{config}: one_to_one is for two files; name the second, or leave the rule out.")
    sides = [_side(file, number, rules) for number, file in enumerate((left, right)) if file is not None]
    for side in sides:
        _usable(side)
    _tell_places(sides)
    linked, note, label_errors = _linked(sides, rules)
    texts = {out: _pairs_csv(linked.pairs)}
    if explain is not None:
        texts[explain] = _explained(linked, chosen, sides, as_json=explain.suffix.lower() == ".json")
    if clusters is not None:
        texts[clusters] = _clusters_csv(linked, rules.same_from)
    if keep_weights is not None:
        texts[keep_weights] = linked.weights.to_json()
    _write(texts)
    errors = [(side.file, error) for side in sides for error in side.errors]
    errors += [(rules.labels, error) for error in label_errors if rules.labels is not None]
    told = {
        "left": sides[0].as_object(),
        "right": sides[1].as_object() if len(sides) > 1 else None,
        "pairs": linked.pairs.num_rows,
        "out": str(out),
        "engine": rules.engine,
        "seconds": round(time.monotonic() - begun, 1),
        "calibration": note,
        "weights": json.loads(linked.weights.to_json()),
        "errors": [
            {"file": str(file), "row": error.row, "field": error.field, "expected": error.expected}
            for file, error in errors
        ],
    }
    for side in sides:
        tell_bad_cells(side.file, side.errors)
    if rules.labels is not None:
        tell_bad_cells(rules.labels, label_errors)
    written(json.dumps(told, ensure_ascii=False, indent=2) if as_json else _as_text(told, linked.pairs))


def _rules(config: Path | None, columns: tuple[str, ...]) -> Rules:
    if config is None:
        return Rules()
    try:
        return rules_of(config, columns)
    except RuleError as error:
        stop(f"{config}: {error}.")
    except FileNotFoundError:
        stop(f"There is no file {config}.")
    except OSError as error:
        stop(f"{config} cannot be read: {error.strerror or error}.")


def _writable(outputs: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Refuse early what would fail late, or would write over what is read."""
    read = {file.resolve() for file in inputs}
    for at, file in enumerate(outputs):
        if file.resolve() in read:
            stop(f"{file} is read; write to another file.")
        if file.resolve() in {other.resolve() for other in outputs[:at]}:
            stop(f"{file} is named twice; write each to a file of its own.")
        if file.is_dir():
            stop(f"{file} is a folder; name a file.")
        if not file.resolve().parent.is_dir():
            stop(f"There is no folder {file.parent}.")


def _side(file: Path, number: int, rules: Rules) -> Side:
    from samanvay_insight.columns import UnknownColumn, check_columns
    from samanvay_insight.linkage.reading import COLUMNS, register_of

    headers = {plain_name(header): name for name, header in rules.columns[number].items()}
    own = set(headers.values())
    unknown: list[str] = []

    def name_of(header: str) -> str:
        plain = plain_name(header)
        if plain in headers:
            return headers[plain]
        known = _OTHER_NAMES.get(plain, plain)
        if known and known not in COLUMNS and not _WITHOUT_HEADER.fullmatch(header):
            unknown.append(header)
        return "" if known in own else known  # a column that the rules name elsewhere is not this one

    _told(f"Reading {file}")
    table = table_of(file, COLUMNS, name_of=name_of, sure=1, what=_WHAT)
    try:
        check_columns(unknown, COLUMNS)
    except UnknownColumn as error:
        stop(f"{file}: {error}.")
    lacking = [name for name in rules.columns[number] if name not in table.column_names]
    if lacking:
        stop(f"{file} has no column “{rules.columns[number][lacking[0]]}”, which the rules name for {lacking[0]}.")
    if rules.compare:
        names = [name for name in table.column_names if name in (*rules.compare, "id", "row")]
        table = table.select(names)
    register, errors = register_of(table)
    return Side(file, register, errors)


def _usable(side: Side) -> None:
    from samanvay_insight.linkage.reading import says_anything

    if len(side.register) and says_anything(side.register):
        return
    tell_bad_cells(side.file, side.errors)
    stop(f"{side.file} holds no row that can be used; there is nobody to compare.")


def _tell_places(sides: list[Side]) -> None:
    """Say which places were read as another's: "Male" is a village, compared as the district of Pune."""
    from samanvay_insight.linkage.reading import places_read

    read = sorted(set().union(*(places_read(side.register).items() for side in sides)))
    for said, name in read[:_SHOWN]:
        click.echo(f"The place “{said}” is read as {name}.", err=True)
    if len(read) > _SHOWN:
        click.echo(f"{len(read) - _SHOWN:,} more places are read as the district in which they lie.", err=True)


def _linked(sides: list[Side], rules: Rules) -> tuple[Linked, dict[str, Any], list[RecordError]]:
    """Compare, with the weights that the rules ask for; say where these come from."""
    from samanvay_insight.linkage import Weights, encode
    from samanvay_insight.linkage.linking import link
    from samanvay_insight.linkage.splink_engine import EngineMissing

    weights, origin = _weights(rules)
    assert isinstance(weights, Weights)
    _told("Reading names, ages, places and marks")
    coded = [encode(side.register.records) for side in sides]
    left, right = coded[0], coded[1] if len(coded) > 1 else None
    note: dict[str, Any] = {"from": origin, "learned_pairs": weights.pairs}
    if rules.learn:
        with _clocked("Learning weights from the registers"):
            weights = _learned(left, right, weights)
        note |= {"from": "these registers, by expectation maximisation", "learned_pairs": weights.pairs}
    labels, errors = (
        (None, []) if rules.labels is None else _labels(rules.labels, left, left if right is None else right)
    )
    words = f"Comparing {len(left):,} with {len(left if right is None else right):,}"
    try:
        with _clocked(words):
            linked = link(
                left, right, weights, best=rules.best, engine=rules.engine, one_to_one=rules.one_to_one,
                at_least=rules.at_least, labels=labels, spark_master=rules.spark_master,
            )  # fmt: skip
    except EngineMissing as error:
        stop(str(error))
    used = linked.weights
    if labels is not None:
        fits = used.slope != weights.slope
        words = "fitted to the judged pairs" if fits else "as before: the judged pairs do not speak clearly for others"
        note |= {"judged_pairs": len(labels), "probabilities": words}
    return linked, note | {"slope": used.slope, "shift": used.shift, "known": used.known}, errors


def _weights(rules: Rules) -> tuple[Weights, str]:
    from samanvay_insight.linkage import Weights

    if rules.weights is None:
        return Weights.prior(), "simulated registers"
    try:
        return Weights.from_json(rules.weights.read_text("utf-8")), str(rules.weights)
    except FileNotFoundError:
        stop(f"There is no file {rules.weights}.")
    except OSError as error:
        stop(f"{rules.weights} cannot be read: {error.strerror or error}.")
    except (ValueError, TypeError, AttributeError) as error:
        stop(f"{rules.weights} holds no weights as --keep-weights writes them: {error}.")


def _learned(left: Coded, right: Coded | None, weights: Weights) -> Weights:
    from samanvay_insight.linkage import learn
    from samanvay_insight.linkage.linking import halves

    one, other = halves(left) if right is None else (left, right)
    return learn(one, other, weights)


def _labels(file: Path, left: Coded, right: Coded) -> tuple[Labels, list[RecordError]]:
    from samanvay_insight.linkage.labels import LABEL_COLUMNS, labels_of

    table = table_of(file, LABEL_COLUMNS, name_of=plain_name, sure=2, what="a table of judged pairs")
    lacking = [name for name in LABEL_COLUMNS if name not in table.column_names]
    if lacking:
        stop(f"{file} has no column “{lacking[0]}”; the columns are {', '.join(LABEL_COLUMNS)}.")
    labels, errors = labels_of(table, left.ids, right.ids)
    if not len(labels):
        stop(f"{file} holds no judged pair that stands in the files; there is nothing to learn from.")
    return labels, errors


def _pairs_csv(pairs: pa.Table) -> str:
    lines = [
        (left, right, _bits(weight), _probability(chance))
        for left, right, weight, chance in zip(
            *(pairs[name].to_pylist() for name in ("left", "right", "weight", "probability")), strict=True
        )
    ]
    return _csv(("left_id", "right_id", "match_weight", "match_probability"), lines)


def _explained(linked: Linked, chosen: tuple[tuple[str, str], ...], sides: list[Side], *, as_json: bool) -> str:
    from samanvay_insight.linkage import explain

    try:
        pairs = linked.chosen(chosen) if chosen else linked.pairs
    except KeyError as error:
        left, right = error.args[0]
        where = f"the first must stand in {sides[0].file}, the second in {sides[-1].file}"
        stop(f"There is no pair {left} {right}: {where}.")
    told = []
    for row in pairs.to_pylist():
        reasons = explain(row["pattern"], linked.weights)
        told.append({
            "left_id": row["left"], "right_id": row["right"], "match_weight": row["weight"],
            "match_probability": row["probability"],
            "reasons": [{"field": r.field, "level": r.level, "bits": r.bits, "one_in": r.one_in, "en": r.en, "hi": r.hi}
                        for r in reasons],
        })  # fmt: skip
    if as_json:
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    lines = [
        (pair["left_id"], pair["right_id"], _bits(pair["match_weight"]), _probability(pair["match_probability"]),
         reason["field"], reason["level"], _bits(reason["bits"]), reason["one_in"] or "", reason["en"], reason["hi"])
        for pair in told for reason in pair["reasons"]
    ]  # fmt: skip
    head = ("left_id", "right_id", "match_weight", "match_probability", "field", "level", "bits", "one_in", "en", "hi")
    return _csv(head, lines)


def _clusters_csv(linked: Linked, same_from: float) -> str:
    return _csv(("cluster", "file", "id"), linked.clusters(same_from))


def _csv(head: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(lines)
    return text.getvalue()


def _bits(weight: float) -> str:
    return f"{weight:.6f}".rstrip("0").rstrip(".")


def _probability(chance: float) -> str:
    return f"{chance:.6g}"


def _write(texts: dict[Path, str]) -> None:
    """Write all files or, where one cannot be written, none."""
    made: list[tuple[Path, Path]] = []
    try:
        for file, text in texts.items():
            beside = file.with_name(f".{file.name}.part")
            made.append((beside, file))
            beside.write_text(text, "utf-8")
        for beside, file in made:
            beside.replace(file)
    except OSError as error:
        for beside, _ in made:
            beside.unlink(missing_ok=True)
        stop(f"{error.filename or made[-1][1]} cannot be written: {error.strerror or error}.")


def _told(words: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"{words} …", err=True)


@contextmanager
def _clocked(words: str) -> Iterator[None]:
    """Tell a person who waits at a terminal what is being done, and for how many seconds already."""
    if not sys.stderr.isatty():
        yield
        return
    done, begun = threading.Event(), time.monotonic()

    def tell() -> None:
        while not done.wait(1):
            click.echo(f"\r{words} … {time.monotonic() - begun:,.0f} s", err=True, nl=False)
        click.echo(f"\r{words} … {time.monotonic() - begun:,.0f} s", err=True)

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _as_text(told: dict[str, Any], pairs: pa.Table) -> str:
    import pyarrow.compute as pc

    lines = []
    for side in (told["left"], told["right"]):
        if side:
            lines.append(f"{side['file']}: {side['used']:,} of {side['rows']:,} rows used")
    lines.append(f"{told['pairs']:,} pairs written to {told['out']} ({told['engine']}, {told['seconds']:,} s)")
    lines.append(f"Weights from {told['calibration']['from']}")
    surest = pairs.take(pc.select_k_unstable(pairs, _SHOWN, [("weight", "descending")]))
    if surest.num_rows:
        lines += ["", f"{'bits':>8}{'probability':>13}  the surest"]
        for row in surest.to_pylist():
            lines.append(f"{row['weight']:>8.1f}{row['probability']:>13.3f}  {row['left']}  {row['right']}")
    return "\n".join(lines)
