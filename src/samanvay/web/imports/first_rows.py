"""The first rows of an import as they were understood, the cell beside what was read where the two differ."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from samanvay.documents.importing.kinds import import_kind
from samanvay.documents.importing.staged import understood
from samanvay.documents.models import ImportRow, ImportRun
from samanvay.importing import Field, Kind, Mapping
from samanvay.importing import Row as CheckedRow
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import PartialDate
from samanvay.web.components.pieces import Column, Row, Table
from samanvay_insight import gazetteer

COLUMNS_SHOWN = 7  # more do not fit beside each other; what each column feeds is listed below


def first_rows(run: ImportRun, rows: Sequence[ImportRow]) -> Table:
    """Return the first rows as they were understood: one column a field that has a header, none that is sealed."""
    mapping = Mapping.from_json(run.mapping)
    spec = import_kind(run.kind).spec(run.home_state)
    fields = [one for one in spec.fields if one.code in mapping.columns and not one.sealed][:COLUMNS_SHOWN]
    lines = [
        Row([row.number, *(_cell(row, one, row.raw[mapping.columns[one.code]]) for one in fields)])
        for row in (understood(run, spec, rows) if fields else ())
    ]
    return Table(_("The first rows"), [Column(_("Row"), number=True), *(Column(one.label) for one in fields)], lines)


def _cell(row: CheckedRow, one: Field, raw: str) -> Any:
    value = row.values.get(one.code)
    said = "; ".join(_words(each, one) for each in (value if isinstance(value, tuple) else (value,)))
    if said == raw or not raw or (one.kind is Kind.INTEGER and raw.removesuffix(".0") == said):
        return said
    return format_html('{} <span class="soft small">{}</span>', said, _("in the file: %(text)s") % {"text": raw})


def _words(value: object, one: Field) -> str:
    if value is None:
        return ""
    if one.kind is Kind.PLACE:
        return _place_words(str(value))
    if one.kind is Kind.CHOICE:
        return next((str(choice.label) for choice in one.choices if choice.value == value), str(value))
    if one.kind is Kind.BOOLEAN:
        return _("yes") if value else _("no")
    if one.kind is Kind.DATE:
        return str(PartialDate.day(value))  # type: ignore[arg-type]
    return str(value)


def _place_words(key: str) -> str:
    try:
        found = gazetteer.place(key)
    except KeyError:
        return key
    return str(Bilingual(found.name, found.name_hi))
