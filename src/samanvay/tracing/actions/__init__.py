"""Everything that writes the registers."""

from samanvay.cases.actions.checks import Captured

from .changing import (
    amend_entry,
    link_case,
    move_entry,
    name_searcher,
    remove_searcher,
    share_entry,
    void_entry,
)
from .entries import Told, add_entries
from .sealing import break_entry_glass, seal_entry

__all__ = [
    "Captured",
    "Told",
    "add_entries",
    "amend_entry",
    "break_entry_glass",
    "link_case",
    "move_entry",
    "name_searcher",
    "remove_searcher",
    "seal_entry",
    "share_entry",
    "void_entry",
]
