"""What stops a start, as sentences for the person at the keyboard."""


class CannotStart(Exception):
    """Carries the sentence that is shown instead of a traceback."""


class PortTaken(CannotStart):
    """Says that the address is not to be had."""


class ChildEnded(CannotStart):
    """Says which of our programs ended by itself, and its last words."""


class Interrupted(BaseException):
    """Unwinds a start that a signal stops; not an Exception, so that nothing on the way swallows it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
