"""The instants that the interface takes in: those that the house knows, in words that say what is expected."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from samanvay.kernel.dates import DateError, captured_instant


def _within(bound: Callable[[datetime], datetime]) -> AfterValidator:
    def checked(at: datetime) -> datetime:
        try:
            return bound(at)
        except DateError as error:
            raise PydanticCustomError("out_of_bounds", "{words}", {"words": str(error.words)}) from error

    return AfterValidator(checked)


CapturedAt = Annotated[datetime, _within(captured_instant)]
"""When something was written down: never in the future."""
