"""The intentions of this room: writing a report, giving its counts, deciding what was read in it."""

from ..sameness.actions.cases import ask_case_again, look_for_case, settle_case
from ..sameness.actions.pairs import ask_pair_again, look_for_pairs, settle_pair
from ..sameness.actions.readings import ask_same_again, settle_same
from ..settling.actions import settle_place, undo_settling
from ..weeks.actions.explaining import LONGEST_REASON, explain_counts, submit_explained
from .claims import add_claim, confirm_all, confirm_claim, correct_claim, refuse_claim, reopen_claim
from .counts import give_counts
from .stops import tell_stops
from .telling import ClaimFields
from .writing import LONGEST_NARRATIVE, decide_report, revise_report, submit_report, undo_acceptance, write_report

__all__ = [
    "LONGEST_NARRATIVE",
    "LONGEST_REASON",
    "ClaimFields",
    "add_claim",
    "ask_case_again",
    "ask_pair_again",
    "ask_same_again",
    "confirm_all",
    "confirm_claim",
    "correct_claim",
    "decide_report",
    "explain_counts",
    "give_counts",
    "look_for_case",
    "look_for_pairs",
    "refuse_claim",
    "reopen_claim",
    "revise_report",
    "settle_case",
    "settle_pair",
    "settle_place",
    "settle_same",
    "submit_explained",
    "submit_report",
    "tell_stops",
    "undo_acceptance",
    "undo_settling",
    "write_report",
]
