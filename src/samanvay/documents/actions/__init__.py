"""The writes of documents: taking them in, giving them out, keeping them in order."""

from ..custody import entry_digest, note_custody
from .adding import AlreadyHere, add_document
from .keeping import move_document, scan_document, share_documents, void_document
from .opening import Opened, open_document, read_document, read_original

__all__ = [
    "AlreadyHere",
    "Opened",
    "add_document",
    "entry_digest",
    "move_document",
    "note_custody",
    "open_document",
    "read_document",
    "read_original",
    "scan_document",
    "share_documents",
    "void_document",
]
