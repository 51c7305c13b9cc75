"""Everything that writes cases."""

from .acquittal import start_purge_clock, stop_purge_clock
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
from .checks import Captured
from .export import export_cases
from .happenings import add_event, void_event
from .opening import open_case
from .people import add_person, amend_person, break_case_glass, seal_person, void_person

__all__ = [
    "Captured",
    "add_event",
    "add_person",
    "amend_case",
    "amend_person",
    "break_case_glass",
    "change_owner",
    "close_case",
    "export_cases",
    "move_case",
    "name_team_member",
    "open_case",
    "remove_team_member",
    "reopen_case",
    "seal_person",
    "share_case",
    "start_purge_clock",
    "stop_purge_clock",
    "void_case",
    "void_event",
    "void_person",
]
