from .document import CustodyEntry, Document
from .import_run import ColumnMapping, ImportRow, ImportRun

__all__ = ["ColumnMapping", "CustodyEntry", "Document", "ImportRow", "ImportRun"]
