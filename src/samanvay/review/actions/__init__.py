"""Everything that writes conferences."""

from .agenda import add_item, move_item, order_by_stakes, postpone_item, take_back_item
from .attendance import note_roll, say_here
from .calling import call_conference, call_next, cancel_conference, move_conference
from .lines import change_line, strike_line, write_line
from .minutes import amend_line, confirm_minutes
from .running import (
    begin_conference,
    end_conference,
    mark_item,
    note_joining,
    pass_over_rest,
    take_up_again,
    walk_to,
)
from .series import Given, change_series, end_series, make_series

__all__ = [
    "Given",
    "add_item",
    "amend_line",
    "begin_conference",
    "call_conference",
    "call_next",
    "cancel_conference",
    "change_line",
    "change_series",
    "confirm_minutes",
    "end_conference",
    "end_series",
    "make_series",
    "mark_item",
    "move_conference",
    "move_item",
    "note_joining",
    "note_roll",
    "order_by_stakes",
    "pass_over_rest",
    "postpone_item",
    "say_here",
    "strike_line",
    "take_back_item",
    "take_up_again",
    "walk_to",
    "write_line",
]
