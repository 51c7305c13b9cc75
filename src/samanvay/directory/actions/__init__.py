"""The only place that writes the directory."""

from .accounts import confirm_sign_in, deny_sign_in, end_lock_out, open_account, reset_sign_in
from .facilities import add_facility
from .groups import create_group, set_group_members
from .officers import add_officer, correct_officer
from .places import (
    add_place,
    correct_place,
    keep_place,
    merge_districts,
    move_district,
    rename_place,
    split_district,
)
from .postings import end_posting, needs_second_person, post_officer, transfer_officer
from .proposals import accept, agree, lapse_proposals, refuse, withdraw
from .readers import rebuild_readers
from .units import close_unit, create_unit, move_unit, rename_unit, set_jurisdiction

__all__ = [
    "accept",
    "add_facility",
    "add_officer",
    "add_place",
    "agree",
    "close_unit",
    "confirm_sign_in",
    "correct_officer",
    "correct_place",
    "create_group",
    "create_unit",
    "deny_sign_in",
    "end_lock_out",
    "end_posting",
    "keep_place",
    "lapse_proposals",
    "merge_districts",
    "move_district",
    "move_unit",
    "needs_second_person",
    "open_account",
    "post_officer",
    "rebuild_readers",
    "refuse",
    "rename_place",
    "rename_unit",
    "reset_sign_in",
    "set_group_members",
    "set_jurisdiction",
    "split_district",
    "transfer_officer",
    "withdraw",
]
