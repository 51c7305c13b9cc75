"""Everything that writes acts."""

from .answering import attest_act, confirm_act, contradict_act
from .declaring import correct_act, declare_act, withdraw_act

__all__ = ["attest_act", "confirm_act", "contradict_act", "correct_act", "declare_act", "withdraw_act"]
