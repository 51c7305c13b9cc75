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
from .export import export_cases
from .handover import hand_over
from .happenings import add_event, void_event
from .items import add_item, amend_item, seal_item, void_item
from .legs import add_leg, amend_leg, reorder_legs, void_leg
from .opening import open_case
from .people import add_person, amend_person, break_case_glass, seal_person, void_person
from .provisions import cite_provision, void_provision
from .quick import Counted, Way, record_quickly

__all__ = [
    "Counted",
    "Way",
    "add_event",
    "add_item",
    "add_leg",
    "add_person",
    "amend_case",
    "amend_item",
    "amend_leg",
    "amend_person",
    "break_case_glass",
    "change_owner",
    "cite_provision",
    "close_case",
    "export_cases",
    "hand_over",
    "move_case",
    "name_team_member",
    "open_case",
    "record_quickly",
    "remove_team_member",
    "reopen_case",
    "reorder_legs",
    "seal_item",
    "seal_person",
    "share_case",
    "start_purge_clock",
    "stop_purge_clock",
    "void_case",
    "void_event",
    "void_item",
    "void_leg",
    "void_person",
    "void_provision",
]
