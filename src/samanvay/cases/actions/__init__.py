"""Everything that writes cases."""

from ..provisions.actions import cite_provision, void_provision
from .changing import (
    amend_case,
    change_owner,
    close_case,
    move_case,
    name_team_member,
    remove_team_member,
    reopen_case,
    share_case,
    void_case,
)
from .export import export_cases
from .handover import hand_over
from .happenings import add_event, void_event
from .opening import open_case

__all__ = [
    "add_event",
    "amend_case",
    "change_owner",
    "cite_provision",
    "close_case",
    "export_cases",
    "hand_over",
    "move_case",
    "name_team_member",
    "open_case",
    "remove_team_member",
    "reopen_case",
    "share_case",
    "void_case",
    "void_event",
    "void_provision",
]
