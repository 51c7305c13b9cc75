"""Who reads courses and the bank of questions."""

from typing import Any

from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, PARTNERS_AUDIENCE, SYSTEM_AUDIENCE

EVERYBODY = (SYSTEM_AUDIENCE, OFFICERS_AUDIENCE, PARTNERS_AUDIENCE)
# Answers are the machinery's: no query of a learner reaches a question, whatever page forgets to ask.
BANK = (SYSTEM_AUDIENCE,)
OF_NO_STATE: dict[str, Any] = {"home_unit": SYSTEM_AUDIENCE, "home_state": "IN"}
