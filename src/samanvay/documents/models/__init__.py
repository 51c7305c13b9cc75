from .import_run import ColumnMapping, ImportRow, ImportRun

__all__ = ["ColumnMapping", "ImportRow", "ImportRun"]
