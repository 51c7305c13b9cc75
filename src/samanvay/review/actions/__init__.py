"""Everything that writes conferences."""

from .attendance import note_roll, say_here
from .calling import call_conference, call_next, cancel_conference, move_conference
from .lines import change_line, strike_line, write_line
from .minutes import amend_line, confirm_minutes
from .running import (
    begin_conference,
    end_conference,
    hold_extra,
    mark_item,
    note_joining,
    take_up_again,
    walk_to,
)

__all__ = [
    "amend_line",
    "begin_conference",
    "call_conference",
    "call_next",
    "cancel_conference",
    "change_line",
    "confirm_minutes",
    "end_conference",
    "hold_extra",
    "mark_item",
    "move_conference",
    "note_joining",
    "note_roll",
    "say_here",
    "strike_line",
    "take_up_again",
    "walk_to",
    "write_line",
]
