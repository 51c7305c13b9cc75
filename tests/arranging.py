"""Rows that a test puts where it wants them, as the machinery would: under an operation of the system's."""

from contextlib import AbstractContextManager

from samanvay.audit.heads import BORN, note, token
from samanvay.audit.operations import Operation, operation
from samanvay.audit.vocabulary import register
from samanvay.kernel.db.scope import SYSTEM

ARRANGED = register("test:arranged", "Arranged", "व्यवस्थित")


def arranging() -> AbstractContextManager[Operation]:
    """Return a block in which guarded tables may be written."""
    return operation(ARRANGED, by=SYSTEM)


def begun_heads() -> None:
    """Begin the heads in a folder of keys of the test's own, as ``samanvay migrate`` began those of the database."""
    note(f"{BORN} {token()}")
