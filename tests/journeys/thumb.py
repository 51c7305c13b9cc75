"""A thumb that walks a page, and how long its work takes by the keystroke-level model.

Card, Moran and Newell, *The Psychology of Human-Computer Interaction*, 1983: a letter K, a pointing P, a thought M.
Taps and letters are counted by the browser as they reach the page, swipes by how far the page moved; a thought comes
before each thing that is chosen, filled or read. The model has no waiting, neither for the line nor for the machine.
"""

from dataclasses import dataclass
from math import ceil

from playwright.sync_api import Locator, Page

LETTER = 0.5  # s; an average typist takes 0.28 s on a keyboard, a thumb on glass is slower
TAP = 1.1  # s; a swipe is taken as one too
THOUGHT = 1.35  # s
A_SWIPE = 0.6  # of the height of the screen

COUNTING = """
for (const [what, name] of [["pointerdown", "taps"], ["beforeinput", "letters"]])
  addEventListener(what, (event) => {
    if (event.isTrusted) sessionStorage[name] = Number(sessionStorage[name] || 0) + 1;
  }, true);
"""


@dataclass(frozen=True)
class Walked:
    """What a walk took: presses, letters, swipes and thoughts."""

    taps: int
    letters: int
    swipes: int
    thoughts: int

    @property
    def seconds(self) -> float:
        """The time of the model in seconds."""
        return (self.taps + self.swipes) * TAP + self.letters * LETTER + self.thoughts * THOUGHT

    def row(self, name: str) -> str:
        """Return the walk as a row of a table: presses, letters, swipes, thoughts, seconds."""
        return f"| {name} | {self.taps} | {self.letters} | {self.swipes} | {self.thoughts} | {self.seconds:.0f} s |"


class Thumb:
    """Does what a constable does on a page, one thing after another."""

    def __init__(self, page: Page) -> None:
        page.add_init_script(COUNTING)
        self.page = page
        self.swipes = 0
        self.thoughts = 0

    def read(self, target: Locator) -> None:
        """Read what stands there and leave it."""
        self._reach(target)

    def tap(self, target: Locator) -> None:
        """Press one thing."""
        self._reach(target)
        target.tap()

    def type(self, target: Locator, letters: str) -> None:
        """Press a field and type letter by letter."""
        self.tap(target)
        target.press_sequentially(letters)

    def walked(self) -> Walked:
        """Return what the walk took until now."""
        counted = self.page.evaluate("[sessionStorage.taps, sessionStorage.letters]")
        return Walked(*(int(each or 0) for each in counted), self.swipes, self.thoughts)

    def _reach(self, target: Locator) -> None:
        self.thoughts += 1
        before = self.page.evaluate("scrollY")
        target.scroll_into_view_if_needed()
        moved, high = self.page.evaluate("[scrollY, innerHeight]")
        self.swipes += ceil(abs(moved - before) / (high * A_SWIPE))
