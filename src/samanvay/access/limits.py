"""What is left of a role where the door is weaker than a person at their own desk: the one place of that rule.

Written as what may be done, not as what may not, so that a new permission stays shut until somebody opens it here.
"""

from .permissions import Permission as P

ON_A_REGISTERED_PHONE: frozenset[P] = frozenset(
    {
        P.CASE_AMEND,
        P.CASE_OPEN,
        P.CASE_READ,
        P.DIRECTORY_READ,
        P.DOCUMENT_ADD,
        P.DUTY_DO,
        P.FACT_READ,
        P.FACT_READ_PARTNER,
        P.REPORT_READ,
        P.REPORT_WRITE,
    }
)
"""By PIN on a registered phone: the day's recording. No log, no export, no glass, no granting, no devices."""

BY_A_TOKEN: frozenset[P] = ON_A_REGISTERED_PHONE | {
    P.DIRECTORY_EDIT,
    P.DUTY_ASSIGN,
    P.HEALTH_READ,
    P.IMPORT_RUN,
    P.REPORT_ACCEPT,
}
"""What a token for a machine may be given: nothing sealed, no log, no export, nothing that makes new rights."""

BY_DOOR: dict[str, frozenset[P]] = {"device": ON_A_REGISTERED_PHONE, "token": BY_A_TOKEN}
"""The most that an actor keeps, by ``Actor.via``; a door that is not named here limits nothing."""
