"""Personal data in free text: what could identify one person, and what its writer says of it."""

from .checking import PersonalDataFound, check_pii
from .detection import PiiMatch, find_pii
from .kinds import PII_WORDS, REFUSED_OUTRIGHT, PiiKind

__all__ = [
    "PII_WORDS",
    "REFUSED_OUTRIGHT",
    "PersonalDataFound",
    "PiiKind",
    "PiiMatch",
    "check_pii",
    "find_pii",
]
