"""What the sentence before leaves to the next: whose way is told, how many they are, what happened where."""

from __future__ import annotations

from dataclasses import dataclass, field

from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.people import Persons


@dataclass(slots=True)
class Memory:
    """Kept between sentences of one paragraph."""

    origin: list[Mention] = field(default_factory=list)
    origin_start: int = 0
    goal: list[Mention] = field(default_factory=list)
    stops: list[Mention] = field(default_factory=list)
    victims: Persons | None = None
    suspects: Persons | None = None
    moved: int | None = None
    place: Mention | None = None
    # Where the last way ended or the last event was, for "rescued there".
    there: Mention | None = None
    # Whose diary it is: "GD No. 17, PS Tarabganj."
    post: Mention | None = None
    date: str | None = None
    # The place of a heading: of the whole report, and of a line "Thana Rasra: ..." for its own paragraph.
    heading: Mention | None = None
    lined: Mention | None = None
    lined_in: int = -1
    # Whether a place of work was looked into.
    at_work: bool = False
    event: str | None = None
    # A place of work or lodging that was raided in this paragraph, and when it was said.
    site: Mention | None = None
    site_index: int = -10
    # The date of a heading, which holds for the lines below that say none.
    headed: str | None = None
    # How many movements and events were read before the last sentence, and which that was.
    rows: tuple[int, int, int] = (0, 0, -10)
    index: int = -10
    paragraph: int = -1

    def fresh(self, index: int, paragraph: int, reach: int = 1) -> bool:
        """Whether it was left by one of the `reach` sentences before, in the same paragraph."""
        return self.paragraph == paragraph and 0 < index - self.index <= reach
