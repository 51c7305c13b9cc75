"""A sentence made ready: its places, persons, dates, clauses and the words that say what does not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from samanvay_insight.extract.cues import Words
from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.cues import english_doubts as doubts
from samanvay_insight.extract.dates import DateSaid, dates
from samanvay_insight.extract.groups import Group, groups
from samanvay_insight.extract.hearsay import hearsay_cues
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.people import Persons, persons
from samanvay_insight.extract.reading import Certainty, Reason
from samanvay_insight.extract.tokens import Sentence, Token

_PERIODS = Words.of("week month year night monday tuesday wednesday thursday friday saturday sunday")
_BREAKS = Words.of("; but however whereas although though \u2014")
_RELATIVE = Words.of("who which whom while where when")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase of a table, at tokens `start:end`."""

    kind: str
    start: int
    end: int


@dataclass(slots=True)
class Scene:
    """One sentence with all that the rules look at. Spans are token indices."""

    text: str
    sentence: Sentence
    mentions: list[Mention]
    groups: list[Group]
    persons: list[Persons]
    dates: list[DateSaid]
    moves: list[Cue]
    events: list[Cue]
    clauses: list[tuple[int, int]]
    hearsay: list[Cue]
    tip: bool
    planned: list[Cue]
    general: list[Cue]
    habit: list[Cue]
    denied: list[Cue]
    question: bool
    # Whether the sentence before told of a place of work that was looked into.
    at_work: bool = False

    @property
    def tokens(self) -> Sequence[Token]:
        return self.sentence.tokens

    def clause_of(self, index: int) -> tuple[int, int]:
        """The clause that the token stands in."""
        for start, end in self.clauses:
            if start <= index < end:
                return start, end
        return 0, len(self.tokens)

    def date_at(self, start: int, end: int, *, since: bool = False) -> str | None:
        """The date said in the clause, else the only one said in the sentence."""
        said = [d for d in self.dates if since or not d.since]
        first, last = self.tokens[start].start, self.tokens[end - 1].end
        inside = [d for d in said if first <= d.start < last]
        if inside:
            return inside[0].value
        if any(a.low == "last" and b.low in _PERIODS for a, b in pairwise(self.tokens[start:end])):
            # "was traced last week": another day than the one said elsewhere.
            return None
        return said[0].value if len({d.value for d in said}) == 1 else None

    def counts(self, index: int, *, event: bool) -> Reason | None:
        """Why a reading at the token does not count, or None when it does."""
        start, end = self.clause_of(index)
        if any(c.kind == "whole" for c in self.denied):
            return "denied"
        if any(start <= c.start < end and c.start <= index + 4 for c in self.denied):
            return "denied"
        if event and any(start <= c.start < end for c in self.habit):
            return "general"
        if self.question or any(c.start < index for c in self.general):
            return "general"
        for cue in self.planned:
            pending = self.tokens[cue.end - 1].low in ("pending", "awaited", "due")
            if start <= cue.start < end and (cue.start < index or pending or self._is_noun(index)):
                return "planned"
        return None

    def is_habit(self, index: int) -> bool:
        """Whether the movement at the token is told as one that happens again and again."""
        start, end = self.clause_of(index)
        return any(
            (cue.kind == "saying" or cue.start < index or start <= cue.start < end)
            and not any(t.low in doubts.NOT_OF_THE_WAY for t in self.tokens[cue.end : cue.end + 2])
            for cue in self.habit
        )

    def _is_noun(self, index: int) -> bool:
        """Whether the event is named as a thing: "an awareness campaign shall be run"."""
        return any(e.start == index and e.kind == "sensitisation" and e.end - e.start > 1 for e in self.events)

    def certainty(self, *, happened: bool, at: int = 0, event: bool = False) -> Certainty:
        """Hearsay where the sentence says so; a tip that led to a rescue or arrest is none.

        What stands before a semicolon is not made hearsay by what follows it, nor an arrest by what
        those arrested are alleged to have done.
        """
        if self.tip and not happened:
            return "hearsay"
        for cue in self.hearsay:
            parted = any(t.text == ";" for t in self.tokens[at : cue.start])
            led = self.tokens[cue.start].low in ("allegedly", "alleged", "may", "might")
            # "missing since Monday, suspected to have been taken to Surat"
            led = led or self.tokens[cue.end - 1].low in ("to", "been", "have")
            charged = event and cue.start > at and led
            if not parted and not charged:
                return "hearsay"
        return "stated"


def scene(text: str, sentence: Sentence, found: list[Mention], written_on: date | None) -> Scene:
    """The sentence made ready for the rules."""
    tokens = sentence.tokens
    moves = [Cue(v, s, e) for v, s, e in cues.MOVES.all(tokens)]
    events = [Cue(v, s, e) for v, s, e in cues.EVENTS.all(tokens)]
    events += _got_out(tokens, events)
    who = [p for p in persons(tokens) if not any(m.start <= p.end - 1 < m.end for m in found)]
    events += _helped_down(tokens, events)
    events += _picked_up(tokens, who, events) + _held(tokens, who, events)
    undone = {s for v, s, e in doubts.NOT_YET.all(tokens) if v == "undone" for s in range(s, e + 1)}
    events = sorted((cue for cue in events if cue.start not in undone), key=lambda cue: cue.start)
    said = doubts.HEARSAY.all(tokens)
    return Scene(
        text=text,
        sentence=sentence,
        mentions=found,
        groups=groups(tokens, found),
        persons=who,
        dates=dates(text, sentence.start, sentence.end, written_on=written_on),
        moves=moves,
        events=events,
        clauses=_clauses(tokens, moves + events, who, {m.start for m in found}),
        hearsay=[Cue(v, s, e) for v, s, e in said if v == "hearsay"]
        + [Cue("hearsay", at, at + 1) for at in hearsay_cues(tokens)],
        tip=any(v == "tip" for v, _, _ in said),
        planned=[
            Cue(v, s, e) for v, s, e in doubts.NOT_YET.all(tokens) if v == "planned" and not _is_volition(tokens, s)
        ],
        general=[
            Cue(v, s, e)
            for v, s, e in doubts.GENERAL.all(tokens)
            if (tokens[s].text[0].islower() or s == 0) and not _perhaps_done(tokens, e)
        ],
        habit=[Cue(v, s, e) for v, s, e in doubts.HABIT.all(tokens)],
        denied=_denied(tokens, moves + events),
        question=tokens[-1].text == "?" or (len(tokens) > 1 and tokens[-2].text == "?"),
    )


def _clauses(tokens: Sequence[Token], verbs: list[Cue], who: list[Persons], placed: set[int]) -> list[tuple[int, int]]:
    starts = {p.start for p in who}
    heads = {c.start for c in verbs}
    cuts = [0]
    busy = False
    depth = 0
    for index, token in enumerate(tokens):
        depth = max(0, depth + (token.text == "(") - (token.text == ")"))
        if index in heads:
            busy = True
        if depth:
            continue
        cut = None
        if token.low in _BREAKS or (token.low == ":" and index > 3):
            cut = index + 1
        elif token.low in _RELATIVE and busy:
            cut = index
        elif token.low in (",", "and") and busy:
            ahead = index + 1
            while (
                ahead < len(tokens)
                and ahead <= index + 4
                and tokens[ahead].low
                in (
                    "and",
                    "then",
                    "later",
                    "also",
                    "was",
                    "were",
                    "has",
                    "have",
                    "been",
                    "all",
                    "on",
                    "their",
                    "the",
                )
            ):
                ahead += 1
            near = range(index + 1, min(ahead + 1, len(tokens)))
            if any(i in starts or i in heads or tokens[i].low in cues.ONE | cues.THEY for i in near):
                cut = index + 1
            elif index + 1 not in placed and _named_next(tokens, index + 1, heads):
                # "... were deboarded and Tabrez was held"
                cut = index + 1
            elif _begins_in(tokens, index + 1) and starts & set(range(index + 3, index + 6)):
                # "... were caught and in Rampur a girl was rescued"
                cut = index + 1
        if cut is not None and cut < len(tokens) and cut > cuts[-1]:
            cuts.append(cut)
            busy = index in heads
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(tokens)], strict=True)]


def _got_out(tokens: Sequence[Token], known: list[Cue]) -> list[Cue]:
    """ "Got seven boys of Sheohar out of a workshop": a rescue in two words that stand apart."""
    busy = {i for cue in known for i in range(cue.start, cue.end)}
    found = []
    for index, token in enumerate(tokens):
        if token.low not in _GOT or index in busy:
            continue
        ahead = [t.low for t in tokens[index + 1 : index + 10]]
        stop = next((i for i, w in enumerate(ahead) if w in (",", ";", ".", ":")), len(ahead))
        ends = _OFF if token.low in ("took", "got", "pulled", "brought", "helped") else frozenset({("out", "of")})
        out = next((i for i in range(min(stop, len(ahead) - 1)) if (ahead[i], ahead[i + 1]) in ends), None)
        if out is not None and any(w in cues.VICTIMS or w == "old" for w in ahead[:out]):
            found.append(Cue("rescue", index, index + 1))
    return found


def _helped_down(tokens: Sequence[Token], known: list[Cue]) -> list[Cue]:
    """ "Boys got down at Orai and Nanhe booked", "were got down": taken off the train by those who report."""
    if any(c.kind in ("rescue", "interception") for c in known):
        return []
    for index in range(1, len(tokens) - 2):
        if (tokens[index].low, tokens[index + 1].low) != ("got", "down"):
            continue
        passive = any(t.low in ("was", "were", "been") for t in tokens[max(0, index - 2) : index])
        after = {t.low for t in tokens[index + 2 :]}
        if passive or after & _BY_OFFICERS:
            return [Cue("rescue", index, index + 2)]
    return []


_BY_OFFICERS = Words.of("booked arrested cwc childline produced handed custody rpf grp escort constable tte ticket")


def _picked_up(tokens: Sequence[Token], who: Sequence[Persons], known: list[Cue]) -> list[Cue]:
    """ "Picked up two touts", "two touts were picked up": those who are suspects are arrested."""
    busy = {i for cue in known for i in range(cue.start, cue.end)}
    found = []
    for index in range(len(tokens) - 1):
        pair = (tokens[index].low, tokens[index + 1].low)
        if pair not in _LIFTED or index in busy:
            continue
        passive = any(t.low in ("was", "were", "been") for t in tokens[max(0, index - 3) : index])
        suspects = [p for p in who if p.who == "suspects" and not p.agent]
        if passive:
            taken = [p for p in suspects if 0 < index - p.end <= 14]
            others = [p for p in who if p.who == "victims" and taken and taken[-1].end <= p.start < index]
            done = bool(taken) and not others
        else:
            done = any(0 <= p.start - index - 2 <= 3 for p in suspects)
        if done:
            found.append(Cue("arrest", index, index + 2))
    return found


def _held(tokens: Sequence[Token], who: Sequence[Persons], known: list[Cue]) -> list[Cue]:
    """ "4 persons held at Basti": an arrest as a headline or a message tells it."""
    busy = {i for cue in known for i in range(cue.start, cue.end)}
    found = []
    for person in who:
        at = person.end
        if at >= len(tokens) or tokens[at].low != "held" or at in busy or person.who == "victims":
            continue
        led = tokens[person.start - 1].low if person.start else ""
        after = tokens[at + 1].low if at + 1 < len(tokens) else "."
        if led not in ("of", "for", "with", "by") and after in _AFTER_HELD:
            found.append(Cue("arrest", at, at + 1))
    return found


_AFTER_HELD = Words.of("at in near from with on by while and for , . ; : (")
_LIFTED = frozenset({("picked", "up"), ("hauled", "up"), ("taken", "in"), ("rounded", "up"), ("laid", "hands")})


_OFF = frozenset({("out", "of"), ("off", "it"), ("off", "the"), ("off", "a"), ("off", ".")})
_GOT = Words.of("got pulled brought lifted winkled helped led took")


def _perhaps_done(tokens: Sequence[Token], end: int) -> bool:
    """ "May have been taken" is hearsay, "may be taken" a saying."""
    return tokens[end - 1].low in ("may", "might") and end < len(tokens) and tokens[end].low == "have"


def _named_next(tokens: Sequence[Token], index: int, heads: set[int]) -> bool:
    """Whether a name that is the subject of the next verb stands here."""
    end = index
    while end < len(tokens) and end - index < 4 and tokens[end].kind == "word" and tokens[end].capital:
        end += 1
    if end in (index, len(tokens)) or tokens[end].low not in ("was", "were", "has", "have", "is"):
        return False
    return any(i in heads for i in range(end, end + 4))


def _is_volition(tokens: Sequence[Token], index: int) -> bool:
    """ "Against their will" plans nothing."""
    return tokens[index].low == "will" and index > 0 and tokens[index - 1].low in _OWN


_OWN = Words.of("their his her own free my our your")


def _begins_in(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].low in ("in", "at")


def _denied(tokens: Sequence[Token], verbs: list[Cue]) -> list[Cue]:
    found = []
    heads = {c.start for c in verbs}
    for kind, start, end in doubts.DENIED.all(tokens):
        ahead = range(end, min(end + 5, len(tokens)))
        if kind == "determiner":
            words = [tokens[i].low for i in ahead]
            stop = next((k for k, w in enumerate(words) if w in (",", ";", ".", "(")), len(words))
            nil = tokens[start].low == "nil" and start > 0 and tokens[start - 1].low in (":", "-")
            if not any(w in doubts.DENIABLE for w in words[:stop]) or nil:
                continue
        elif kind == "verb":
            near = [i for i in ahead if i < end + 4]
            if not any(i in heads or tokens[i].low in ("reported", "found", "noticed", "received") for i in near):
                continue
        if any(e.kind == "missing" and e.start <= start < e.end for e in verbs):
            # "has not come back" is what happened.
            continue
        found.append(Cue(kind, start, end))
    return found


def evidence_span(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The code points of tokens `start:end` without marks and joining words at their ends."""
    if start == 0 and end > 2 and tokens[0].kind == "number" and tokens[1].text in {".", ")"}:
        # The number of a list is no evidence.
        start = 2
    while end - start > 1 and tokens[start].low in {
        ",",
        ";",
        ":",
        "and",
        "but",
        "however",
        "-",
        ")",
        "\u2014",
    }:
        start += 1
    while end - start > 1 and tokens[end - 1].text in {",", ";", ":", "(", ".", "!", "?", "\u2014", "।"}:
        end -= 1
    while end - start > 1 and tokens[end - 1].low in {"and", "but", ",", ";"}:
        end -= 1
    return tokens[start].start, tokens[end - 1].end
