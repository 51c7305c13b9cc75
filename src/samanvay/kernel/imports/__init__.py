"""The import frame: a file becomes a sheet, a sheet's columns are mapped, its rows checked, then written.

read_sheet → suggest_mapping → check → preview → apply → undo. Nothing here knows a database: the caller gives
the functions that resolve places, write a row and take it back.
"""

from samanvay.kernel.imports.applying import Outcome as Outcome
from samanvay.kernel.imports.applying import Result as Result
from samanvay.kernel.imports.applying import Undone as Undone
from samanvay.kernel.imports.applying import apply as apply
from samanvay.kernel.imports.applying import apply_in_batches as apply_in_batches
from samanvay.kernel.imports.applying import tally as tally
from samanvay.kernel.imports.applying import undo as undo
from samanvay.kernel.imports.checking import MappingIncomplete as MappingIncomplete
from samanvay.kernel.imports.checking import Row as Row
from samanvay.kernel.imports.checking import RowError as RowError
from samanvay.kernel.imports.checking import RowNote as RowNote
from samanvay.kernel.imports.checking import check as check
from samanvay.kernel.imports.grid import Limits as Limits
from samanvay.kernel.imports.grid import SheetError as SheetError
from samanvay.kernel.imports.mapping import How as How
from samanvay.kernel.imports.mapping import Mapping as Mapping
from samanvay.kernel.imports.mapping import signature as signature
from samanvay.kernel.imports.mapping import suggest_mapping as suggest_mapping
from samanvay.kernel.imports.preview import NoteGroup as NoteGroup
from samanvay.kernel.imports.preview import Preview as Preview
from samanvay.kernel.imports.preview import errors_as_csv as errors_as_csv
from samanvay.kernel.imports.preview import preview as preview
from samanvay.kernel.imports.sheet import RowKind as RowKind
from samanvay.kernel.imports.sheet import Sheet as Sheet
from samanvay.kernel.imports.sheet import SheetRow as SheetRow
from samanvay.kernel.imports.sheet import kept_sheet as kept_sheet
from samanvay.kernel.imports.sheet import read_sheet as read_sheet
from samanvay.kernel.imports.spec import Choice as Choice
from samanvay.kernel.imports.spec import Context as Context
from samanvay.kernel.imports.spec import Field as Field
from samanvay.kernel.imports.spec import ImportSpec as ImportSpec
from samanvay.kernel.imports.spec import Kind as Kind
from samanvay.kernel.imports.spec import PlaceAnswer as PlaceAnswer
from samanvay.kernel.imports.spec import PlaceResolver as PlaceResolver
from samanvay.kernel.imports.text import plain_text as plain_text
from samanvay.kernel.imports.words import Fault as Fault
