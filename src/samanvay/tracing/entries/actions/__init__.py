"""Everything that writes the registers."""

from .adding import OfPerson, PersonDetails, add_entries
from .casing import open_case_of
from .changing import amend_entry, link_case, move_entry, name_searcher, remove_searcher, share_entry, void_entry
from .exporting import export_entries
from .receipt import print_receipt, reread_entry
from .sealing import break_entry_glass, seal_entry
from .steps import add_step, answer_questions

__all__ = [
    "OfPerson",
    "PersonDetails",
    "add_entries",
    "add_step",
    "amend_entry",
    "answer_questions",
    "break_entry_glass",
    "export_entries",
    "link_case",
    "move_entry",
    "name_searcher",
    "open_case_of",
    "print_receipt",
    "remove_searcher",
    "reread_entry",
    "seal_entry",
    "share_entry",
    "void_entry",
]
