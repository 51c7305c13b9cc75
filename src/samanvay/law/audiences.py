"""Who reads the rows of the library: all of it everybody; drafts every officer, as far as policies let them."""

from typing import Any

from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, PARTNERS_AUDIENCE, SYSTEM_AUDIENCE

EVERYBODY = (SYSTEM_AUDIENCE, OFFICERS_AUDIENCE, PARTNERS_AUDIENCE)
KEEPERS = (SYSTEM_AUDIENCE, OFFICERS_AUDIENCE)
OF_NO_STATE: dict[str, Any] = {"home_unit": SYSTEM_AUDIENCE, "home_state": "IN"}
