"""Personal data in free text: what could identify one person, and what its writer confirms of it."""

from .checking import Finding, PersonalDataFound, check_pii, check_pii_of_fields, pii_token, refuse_pii
from .detection import PiiMatch, find_names, find_pii
from .kinds import PII_WORDS, REFUSED_OUTRIGHT, PiiKind

__all__ = [
    "PII_WORDS",
    "REFUSED_OUTRIGHT",
    "Finding",
    "PersonalDataFound",
    "PiiKind",
    "PiiMatch",
    "check_pii",
    "check_pii_of_fields",
    "find_names",
    "find_pii",
    "pii_token",
    "refuse_pii",
]
