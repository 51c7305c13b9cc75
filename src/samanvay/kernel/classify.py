"""What each stored field is: who may see it, how long it is kept and what erasure does to it.

Every model has ``classification``, a mapping from each of its fields to a :class:`Sort`;
a test walks all models and names the field that lacks one.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """Who may see a field."""

    SEALED = "sealed"  # identity and the like: the case team, one opening at a time
    CASE = "case"  # the readers of the row
    OWN = "own"  # the user it belongs to
    FACT = "fact"  # de-identified, under the floors of the fact tier
    DIRECTORY = "directory"  # every signed-in officer
    OPEN = "open"  # everyone
    SYSTEM = "system"  # the machinery alone


class Keep(StrEnum):
    """How long a field is kept."""

    CASE = "with the case"  # as long as the case must be kept
    SERVICE = "with the service"  # as long as the officer serves, and the audit needs the name
    ALWAYS = "always"
    SHORT = "90 days"
    SESSION = "until used or expired"


class Erase(StrEnum):
    """What the erasure of a person does to a field."""

    STAYS = "stays"  # tells nothing about a person
    KEY = "key destroyed"  # unreadable once the data key is gone
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Sort:
    """The classification of one field."""

    tier: Tier
    keep: Keep
    erase: Erase


SYSTEM_FIELD = Sort(Tier.SYSTEM, Keep.ALWAYS, Erase.STAYS)
PASSING_FIELD = Sort(Tier.SYSTEM, Keep.SHORT, Erase.STAYS)
CASE_FIELD = Sort(Tier.CASE, Keep.CASE, Erase.STAYS)
CASE_TEXT = Sort(Tier.CASE, Keep.CASE, Erase.REMOVED)
SEALED_FIELD = Sort(Tier.SEALED, Keep.CASE, Erase.KEY)
FACT_FIELD = Sort(Tier.FACT, Keep.ALWAYS, Erase.STAYS)
DIRECTORY_FIELD = Sort(Tier.DIRECTORY, Keep.SERVICE, Erase.STAYS)
OPEN_FIELD = Sort(Tier.OPEN, Keep.ALWAYS, Erase.STAYS)
OWN_FIELD = Sort(Tier.OWN, Keep.SERVICE, Erase.STAYS)
SECRET_FIELD = Sort(Tier.SYSTEM, Keep.SESSION, Erase.REMOVED)
