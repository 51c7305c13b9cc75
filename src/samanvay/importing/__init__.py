"""The import frame: a file becomes a sheet, a sheet's columns are mapped, its rows checked, then written.

read_sheet → suggest_mapping → check → preview → apply → undo. Nothing here knows a database: the caller gives
the functions that resolve places, write a row and take it back.
"""

from samanvay.importing.applying import Outcome as Outcome
from samanvay.importing.applying import Result as Result
from samanvay.importing.applying import Undone as Undone
from samanvay.importing.applying import apply as apply
from samanvay.importing.applying import apply_in_batches as apply_in_batches
from samanvay.importing.applying import tally as tally
from samanvay.importing.applying import undo as undo
from samanvay.importing.checking import MappingIncomplete as MappingIncomplete
from samanvay.importing.checking import Row as Row
from samanvay.importing.checking import RowError as RowError
from samanvay.importing.checking import RowNote as RowNote
from samanvay.importing.checking import check as check
from samanvay.importing.grid import Limits as Limits
from samanvay.importing.grid import SheetError as SheetError
from samanvay.importing.mapping import How as How
from samanvay.importing.mapping import Mapping as Mapping
from samanvay.importing.mapping import signature as signature
from samanvay.importing.mapping import suggest_mapping as suggest_mapping
from samanvay.importing.preview import NoteGroup as NoteGroup
from samanvay.importing.preview import Preview as Preview
from samanvay.importing.preview import errors_as_csv as errors_as_csv
from samanvay.importing.preview import preview as preview
from samanvay.importing.sheet import RowKind as RowKind
from samanvay.importing.sheet import Sheet as Sheet
from samanvay.importing.sheet import SheetRow as SheetRow
from samanvay.importing.sheet import kept_sheet as kept_sheet
from samanvay.importing.sheet import read_sheet as read_sheet
from samanvay.importing.spec import Choice as Choice
from samanvay.importing.spec import Context as Context
from samanvay.importing.spec import Field as Field
from samanvay.importing.spec import ImportSpec as ImportSpec
from samanvay.importing.spec import Kind as Kind
from samanvay.importing.spec import PlaceAnswer as PlaceAnswer
from samanvay.importing.spec import PlaceResolver as PlaceResolver
from samanvay.importing.text import plain_text as plain_text
from samanvay.importing.words import Fault as Fault
