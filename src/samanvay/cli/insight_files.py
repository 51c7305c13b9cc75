"""Tables that an analyst brings to `samanvay insight`: clean ones by the million rows, ugly ones as they are sent."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

import click

if TYPE_CHECKING:
    import pyarrow as pa

_NAMED = 20  # bad cells
_SIZE, _ROWS = 4 * 2**30, 20_000_000
_BLOCK = 2**25  # bytes read at a time; a cell of a megabyte fits
_NOT_PLAIN = (b"PK", b"\xff\xfe", b"\xfe\xff", b"\xd0\xcf")


class BadCell(Protocol):
    """A cell that could not be read: its row in the file, its column, what it should hold."""

    @property
    def row(self) -> int: ...

    @property
    def field(self) -> str: ...

    @property
    def expected(self) -> str: ...


def table_of(file: Path, columns: Sequence[str], *, name_of: Callable[[str], str], sure: int, what: str) -> pa.Table:
    """Return the table of a file: those of `columns` that it has, as words, and perhaps `row`, each row's number.

    Without `row` the first row below the header is row 2. `name_of` tells which column a header names; a file counts as
    clean where at least `sure` of its headers are known. `what` says what is wanted. Where the file cannot be used, the
    command says why and ends with 2.
    """
    if not file.exists():
        stop(f"There is no file {file}.")
    if file.is_dir():
        stop(f"{file} is a folder; give {what}.")
    try:
        table = _plain(file, columns, name_of, sure)
        return _ugly(file, columns, name_of) if table is None else table
    except OSError as error:
        stop(f"{file} cannot be read: {error.strerror or error}.")


def plain_name(header: str) -> str:
    """Return a header in small letters, its words joined by an underscore."""
    return header.strip().strip("\ufeff").casefold().replace(" ", "_").replace("-", "_")


def _plain(file: Path, columns: Sequence[str], name_of: Callable[[str], str], sure: int) -> pa.Table | None:
    """Read a clean file by the million rows: UTF-8, commas, rows of one width; None where it is not so clean."""
    import pyarrow as pa
    from pyarrow import csv

    with file.open("rb") as opened:
        if opened.read(4).startswith(_NOT_PLAIN):
            return None
    words = pa.dictionary(pa.int32(), pa.string())
    blocks = csv.ReadOptions(block_size=_BLOCK)
    try:
        with csv.open_csv(file, read_options=blocks) as reader:
            headers = reader.schema.names
        known = {header: name_of(header) for header in headers}
        wanted = [header for header in headers if known[header] in columns]
        names = [known[header] for header in wanted]
        if len(set(headers)) < len(headers) or len(set(names)) < len(names) or len(names) < sure:
            return None
        table = csv.read_csv(
            file,
            read_options=blocks,
            parse_options=csv.ParseOptions(ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(
                include_columns=wanted, column_types=dict.fromkeys(headers, words), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    return table.rename_columns(names)


def _ugly(file: Path, columns: Sequence[str], name_of: Callable[[str], str]) -> pa.Table:
    """Read what offices send: any encoding and delimiter, workbooks, rows too short or too long."""
    import pyarrow as pa

    from samanvay.importing import Limits, SheetError, read_sheet
    from samanvay.importing.grid import cell_text

    try:
        sheet = read_sheet(file, str(file), limits=Limits(size=_SIZE, rows=_ROWS))
    except SheetError as error:
        stop(f"{file}: {error.words.en}")
    known = [name_of(header) for header in sheet.headers]
    twice = next((name for name in columns if known.count(name) > 1), None)
    if twice:
        stop(f"{file} has two columns for “{twice}”; keep one of them.")
    at = {name: known.index(name) for name in columns if name in known}
    if not at:
        stop(f"{file} has none of the columns {', '.join(columns[:-1])} and {columns[-1]}.")
    rows: list[int] = []
    cells: dict[str, list[str]] = {name: [] for name in at}
    for row in sheet.rows():
        rows.append(row.number)
        for name, column in at.items():
            cells[name].append(cell_text(row.cells[column]))
    found = {name: pa.array(words, type=pa.string()) for name, words in cells.items()}
    return pa.table({**found, "row": pa.array(rows, type=pa.int64())})


def tell_bad_cells(file: Path | str, errors: Sequence[BadCell]) -> None:
    """Name the first bad cells of a file on standard error, and how many more there are in which columns."""
    for error in errors[:_NAMED]:
        click.echo(f"{file}: row {error.row}, {error.field}: expected {error.expected}.", err=True)
    rest = Counter(error.field for error in errors[_NAMED:])
    if rest:
        fields = ", ".join(f"{count:,} in {field}" for field, count in rest.most_common())
        click.echo(f"{file}: {rest.total():,} more cells could not be read: {fields}. --json lists all.", err=True)


def written(words: str) -> None:
    """Write words to standard output in UTF-8: the terminal's own encoding may know no Devanagari."""
    sys.stdout.buffer.write(words.encode("utf-8") + b"\n")
    sys.stdout.flush()


def stop(words: str) -> NoReturn:
    """End the command: nothing can be done with what it was given."""
    click.echo(words, err=True)
    sys.exit(2)
