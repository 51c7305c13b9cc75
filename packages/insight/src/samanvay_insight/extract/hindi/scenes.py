"""A Hindi sentence made ready: places, persons, dates, and a frame for each verb that says what befell them.

Hindi ends a clause with its verb, so that what stands before a verb, back to the verb before it, belongs to it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_doubts as doubts
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.dates import DateSaid, dates
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.frames import Frame, frames_of, is_future
from samanvay_insight.extract.hindi.people import persons
from samanvay_insight.extract.hindi.places import mentions
from samanvay_insight.extract.hindi.spot import AND, Spot
from samanvay_insight.extract.hindi.spots import spots
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.people import Persons
from samanvay_insight.extract.reading import Certainty, Reason
from samanvay_insight.extract.tokens import Token


@dataclass(slots=True)
class Scene:
    """One Hindi sentence with all that the rules look at. Spans are token indices."""

    text: str
    tokens: Sequence[Token]
    paragraph: int
    mentions: list[Mention]
    spots: list[Spot]
    persons: list[Persons]
    dates: list[DateSaid]
    frames: list[Frame]
    hearsay: bool
    tip: bool
    false: bool
    general: int | None

    def frame_at(self, index: int) -> Frame | None:
        """The frame that the token stands in; what trails after the last verb belongs to it."""
        for frame in self.frames:
            if self.aside_of(frame, index):
                return frame
        for frame in self.frames:
            if frame.start <= index < frame.end:
                return frame
        if self.frames and index >= self.frames[-1].end:
            # "baramadgi sthal: Panipat": a label's own colon parts nothing.
            between = self.tokens[self.frames[-1].end : index - 1]
            if len(between) < 12 and not any(t.text in ";:" for t in between):
                return self.frames[-1]
        return None

    def aside_of(self, frame: Frame, index: int) -> bool:
        """Whether the token is in brackets right after the frame's verb: "char girftaria (Agra se)"."""
        if frame.end >= len(self.tokens) or self.tokens[frame.end].text != "(" or index <= frame.end:
            return False
        return not any(t.text == ")" for t in self.tokens[frame.end : index])

    def holds(self, spot: Spot) -> Frame | None:
        """The frame that a spot belongs to: "Varanasi me Nepal se ai ldkia thhrai ge" halted, not came, there."""
        frame = self.frame_at(spot.start)
        if frame is None or spot.role != "at" or spot.start >= frame.cue or frame is self.frames[-1]:
            return frame
        inner = any(s.role in ("from", "bare", "to") and spot.upto <= s.start < frame.cue for s in self.spots)
        follows = any(frame.end <= p.start <= frame.end + 1 for p in self.persons)
        if inner and follows and not frame.event and frame.kind in ("come", "bring", "send", "go", "carry"):
            return self.frames[self.frames.index(frame) + 1]
        return frame

    def date_at(self, frame: Frame | None, *, since: bool = False) -> str | None:
        """The date said in the frame, else the only one said in the sentence."""
        said = [d for d in self.dates if since or not d.since]
        if frame is not None:
            first, last = self.tokens[frame.start].start, self.tokens[frame.end - 1].end
            inside = [d for d in said if first <= d.start < last]
            if inside:
                return inside[0].value
        return said[0].value if len({d.value for d in said}) == 1 else None

    def counts(self, frame: Frame) -> Reason | None:
        """Why what the frame tells does not count, or None when it does."""
        if self.false or _denied(self.tokens, frame):
            return "denied"
        if self.general is not None and self.general < frame.cue:
            return "general"
        if frame.event and any(t.low in doubts.HABIT for t in self.tokens[frame.start : frame.cue]):
            return "general"
        later = next((f.cue for f in self.frames if f.cue > frame.cue), len(self.tokens))
        named = {i for m in self.mentions for i in range(m.start, m.end)}
        # Nobody plans to go missing: "kl se gayb" is since yesterday.
        return "planned" if frame.kind != "missing" and _planned(self.tokens, frame, later, named) else None

    def is_habit(self, frames: Sequence[Frame]) -> bool:
        """Whether a movement of these frames is told as one that happens again and again."""
        last = frames[-1].cue if frames else len(self.tokens)
        return any(
            kind == "saying" or (start < last and not self._of_another_verb(end, last))
            for kind, start, end in doubts.HABIT_OF_WAYS.all(self.tokens)
        )

    def _of_another_verb(self, start: int, end: int) -> bool:
        """ "sauteli ma aksar marti thi, isliye chli gai": a verb of its own stands between."""
        between = self.tokens[start:end]
        return any(a.low.endswith(("ta", "te", "ti")) and b.low in _BEING for a, b in pairwise(between))

    def certainty(self, *, happened: bool) -> Certainty:
        """Hearsay where the sentence says so; a tip that led to a rescue or arrest is none."""
        return "hearsay" if self.hearsay or (self.tip and not happened) else "stated"


def scene(text: str, tokens: Sequence[Token], paragraph: int, near: str | None, written_on: date | None) -> Scene:
    """The sentence made ready for the rules; `tokens` are in their one form."""
    found = mentions(tokens, near)
    who = persons(tokens, found)
    places = _parted(tokens, spots(tokens, found, who), who)
    frames = frames_of(tokens, places)
    for frame in frames:
        frame.persons = [p for p in who if frame.start <= p.start < frame.end]
    general = doubts.GENERAL.all(tokens)
    made = Scene(
        text=text,
        tokens=tokens,
        paragraph=paragraph,
        mentions=found,
        spots=places,
        persons=who,
        dates=_of_the_matter(tokens, dates(text, tokens[0].start, tokens[-1].end, written_on=written_on)),
        frames=frames,
        hearsay=_told_by_others(tokens) or any(v == "hearsay" for v, _, _ in doubts.HEARSAY.all(tokens)),
        tip=any(v == "tip" for v, _, _ in doubts.HEARSAY.all(tokens)),
        false=bool(doubts.FALSE.all(tokens)) and not doubts.UNPROVED.all(tokens),
        general=general[0][1] if general else (0 if tokens[-1].text == "?" else None),
    )
    for spot in places:
        held = made.holds(spot)
        if held is not None:
            held.spots.append(spot)
    return made


def _of_the_matter(tokens: Sequence[Token], said: list[DateSaid]) -> list[DateSaid]:
    """The dates without that of a hearing: "sunvai dinank 23.09.2026: ..."."""
    heard = [t.end for t in tokens if t.low in _HEARINGS]
    return [d for d in said if not any(0 <= d.start - end < 12 for end in heard)]


_BEING = words("hai hain tha thi the")
_HEARINGS = words("sunvai sunwai peshi sunvayi")


def _told_by_others(tokens: Sequence[Token]) -> bool:
    """ "ek dukandar ne btaya", "sthaniya ptrkaro ka kehna he": who looked on, and did not see to it."""
    for index, token in enumerate(tokens[:-2]):
        villagers = token.low in _FELLOWS and index and tokens[index - 1].low in _AROUND
        if not (villagers or token.low in doubts.ONLOOKERS) or tokens[index + 1].low not in ("ne", "ka", "ke"):
            continue
        ahead = [t.low for t in tokens[index + 2 : index + 4]]
        if any(w in doubts.TOLD for w in ahead):
            return True
    return False


_FELLOWS = words("walo walon wale vasi vasiyo")
_AROUND = words("gaon ganv gaanv gram mohalle basti ilake aaspas paas_ bazar")
_BOUND = words("jana")
_INTENT = words("irada iraada mansuba mansooba")


_NOT_ONE = frozenset({("ek", "bi"), ("koi", "bi"), ("kisi", "bi"), ("ek", "bhi"), ("koi", "bhi"), ("kisi", "bhi")})


def _until_mark(tokens: Sequence[Token], start: int) -> Sequence[Token]:
    end = start
    while end < len(tokens) and tokens[end].kind != "mark" and tokens[end].low not in ("ttha", "evm"):
        end += 1
    return tokens[start:end]


def _denied(tokens: Sequence[Token], frame: Frame) -> bool:
    if any(t.low in doubts.NOT for t in tokens[frame.after : frame.end]):
        return True
    if any(t.low in doubts.NOT for t in tokens[frame.cue : frame.after]):
        # "abi tk nhi mili": the denial is what the verb says.
        return False
    for index in range(frame.cue - 1, max(frame.start - 1, frame.cue - 5), -1):
        if tokens[index].kind == "mark" or tokens[index].low in ("or", "ttha", "jise", "jinhe"):
            break
        if tokens[index].low in doubts.NOT:
            return True
    said = [t.low for t in tokens[frame.start : frame.cue]]
    none = any(pair in _NOT_ONE for pair in pairwise(said))
    if none and any(t.low in doubts.NOT for t in _until_mark(tokens, frame.end)):
        # "ek bhi pidita ka rescue Kaushambi me nhi kia ja ska"
        return True
    # "darbhanga se jalandhar le jane ki bat nahi"
    ahead = [t.low for t in tokens[frame.end : frame.end + 4]]
    if any(w in doubts.NOT for w in ahead[:2]) and not any(w in ".,;।" for w in ahead[:2]):
        return True
    return ahead[:1] == ["ki"] and any(w in doubts.NOT for w in ahead)


def _planned(tokens: Sequence[Token], frame: Frame, later: int, named: Collection[int]) -> bool:
    reach = next(
        (i for i in range(frame.after, len(tokens)) if tokens[i].kind == "mark" and tokens[i].text not in "-/"),
        len(tokens),
    )
    if frame.kind == "sensitisation":
        later = len(tokens)
    reach = max(min(reach, later, frame.end + 16), frame.end)
    if any(is_future(tokens[i]) and i not in named for i in range(frame.cue, min(reach, len(tokens)))):
        return True
    aimed = any(t.low in _INTENT for t in tokens[frame.start : frame.cue])
    if aimed and any(tokens[i].low.endswith("ne") for i in range(frame.cue, frame.end)):
        # "irda ldki ko Ajmer le jane ka tha"
        return True
    bound = frame.kind == "go" and tokens[frame.cue].low in _BOUND
    if not bound and any(_to_be(tokens, i) for i in range(frame.cue, min(reach, len(tokens) - 1))):
        return True
    # "kehti hai ki Dilli jana hai" tells where they were bound.
    return not bound and any(frame.start <= s < reach and s >= frame.cue - 3 for _, s, _ in doubts.PLANNED.all(tokens))


def _to_be(tokens: Sequence[Token], index: int) -> bool:
    """ "lgae jane he", "krna hoga", "jane vala he": what is still to be done."""
    low = tokens[index].low
    if not low.endswith(("na", "ne", "ni")) or (low not in verbs.AUX and verbs.MOVES.at(tokens, index) is None):
        return False
    then = [t.low for t in tokens[index + 1 : index + 3]]
    return then[:1] in (["he"], ["hoga"], ["hogi"]) or (then[:1] in (["vla"], ["vli"], ["vle"]) and then[1:] == ["he"])


def _parted(tokens: Sequence[Token], places: list[Spot], who: Sequence[Persons]) -> list[Spot]:
    """ "Gumla se 2 ldkia Delhi or Dumka se 3 ldke Jaipur bheje": two ways, not one list."""
    made: list[Spot] = []
    for spot in places:
        last = made[-1] if made else None
        if (
            last is not None
            and spot.role in ("from", "home")
            and last.role in ("from", "home", "via", "at")
            and len(spot.heads) == 2
            and (
                any(last.upto <= p.start < spot.start and p.who in ("victims", "persons") for p in who)
                or last.role == "via"
                or (last.role == "at" and any(_halts(tokens, i) for i in range(last.upto, spot.start)))
            )
            and tokens[spot.heads[0].end].low in AND
            and not any(_place_verb(tokens, i) and not _halts(tokens, i) for i in range(last.upto, spot.start))
        ):
            first, second = spot.heads
            made.append(Spot([first], first.start, first.end, "bare", first.end))
            spot.heads, spot.start = [second], second.start
        made.append(spot)
    return made


def _halts(tokens: Sequence[Token], index: int) -> bool:
    hit = verbs.MOVES.at(tokens, index)
    return hit is not None and hit[0] == "halt"


def _place_verb(tokens: Sequence[Token], index: int) -> bool:
    return verbs.MOVES.at(tokens, index) is not None or verbs.EVENTS.at(tokens, index) is not None


def spoken_of(scene: Scene, *words: frozenset[str]) -> bool:
    """Whether the sentence has one of these words."""
    return any(t.low in group for t in scene.tokens for group in words)


def entrusted(tokens: Sequence[Token], frame: Frame) -> bool:
    """Whether the frame tells of handing over or sending home."""
    ahead = tokens[frame.end : frame.end + 2]
    ahead = ahead[:0] if ahead and ahead[0].kind == "mark" else ahead
    said = verbs.ENTRUSTED.all([*tokens[max(frame.start, frame.cue - 6) : frame.end], *ahead])
    return bool(said) and not any(t.low in cues.SUSPECTS for t in tokens[frame.cue : frame.end])
