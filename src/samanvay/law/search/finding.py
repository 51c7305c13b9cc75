"""Finding in the library by words or by section: typing errors allowed, old and new section side by side.

Pure: an index is made from a library and asked; no database. Words are compared exactly, then by their beginnings,
and only a word that stands nowhere is taken for misspelt (normalised Indel similarity, rapidfuzz).
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from samanvay.kernel.dates import DateError, read_date
from samanvay.kernel.digits import latin_digits

from ..entries import Entry, Library
from ..vocabulary import AUTHORITIES, TOPICS
from .spoken import ACT_NAMES, SAY_NOTHING, SPOKEN, UNITS

# Acts in the order in which an officer means them who names none.
ACT_ORDER = ("ipc", "bns", "itpa", "pocso", "jj", "crpc", "bnss", "iea", "bsa", "blsa", "clpra", "pcma", "constitution")
# How much it tells that a word stands in a field.
WEIGHTS: Mapping[str, float] = {"title": 6.0, "citation": 4.0, "topics": 3.0, "changed": 2.5, "punishment": 1.2}
OTHERS = 1.0  # what to do, the quotation, who issued it
LEAST_LETTERS = 4  # shorter words look like too much
ALIKE = 74.0  # of 100: two letters of eight changed, a vowel sign of the wrong length
MOST_ALIKE = 12
MOST_WORDS = 10

_TOKEN = re.compile(r"\d+(?:[a-z]{1,2}(?![a-z]))?(?:\(\w{1,4}\))*|[a-z]+|[\u0900-\u0963\u0970-\u097f]+|[^\W\d_]+")
_INNER_DOT = re.compile(r"(?<=[^\W\d_])[.\u0970](?=[^\W\d_]|\s|$)|(?<=[\u0900-\u094f])[.\u0970]")
_NUMERIC_DAY = re.compile(r"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})\b")
_YEAR = re.compile(r"(?:18|19|20)\d\d\Z")
_SECTION = re.compile(r"(\d+)([a-z]{0,2})((?:\(\w{1,4}\))*)\Z")
# "(2013 to 2018)", and the second part of "376(1), (2)"
_NO_SECTION = re.compile(r"\((?:before )?\d{4}[^)]*\)|(?<![\w)])\(\w{1,4}\)")
_RANGE = re.compile(r"(\d+)([a-z]?)\s*(?:–|-|to)\s*(\d+)([a-z]?)")
HINDI_LETTERS = {"क": "a", "ख": "b", "ग": "c", "घ": "d", "ए": "a", "बी": "b", "सी": "c", "डी": "d"}


def plain(text: str) -> str:
    """Return a text as it is compared: composed, small letters, digits of 0 to 9, no dots within abbreviations."""
    folded = unicodedata.normalize("NFC", latin_digits(text)).casefold().replace("\u200c", "").replace("\u200d", "")
    return _INNER_DOT.sub("", folded)


def words_of(text: str) -> list[str]:
    """Return the words of a text; "370a" and "115(2)" are one word, "bns143" two."""
    return _TOKEN.findall(plain(text))


def section_keys(said: str) -> set[str]:
    """Return every section that a provision's number names: "359–361, 363" is four, "115(2)" also "115"."""
    kept = _NO_SECTION.sub("", plain(said))
    keys: set[str] = set()
    for first, first_letter, last, last_letter in _RANGE.findall(kept):
        if first == last and first_letter and last_letter:
            keys.update(f"{first}{chr(each)}" for each in range(ord(first_letter), ord(last_letter) + 1))
        else:
            keys.update(str(each) for each in range(int(first), min(int(last), int(first) + 60) + 1))
    for word in words_of(kept):
        if match := _SECTION.match(word):
            number, letters, parts = match.groups()
            keys.update({f"{number}{letters}", f"{number}{letters}{parts}"})
    return keys


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """What was understood of a search: Acts, sections, days (the first and the last that may be meant), other words."""

    acts: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    days: tuple[date, date] | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A section that was asked for, with all that it was and became, the oldest first.

    ``on_days`` are those of the line that held on the days that were asked, None where none was asked.
    """

    asked: Entry
    entries: tuple[Entry, ...]
    on_days: tuple[Entry, ...] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Sections first, then entries, the best first; ``is_near`` where no entry has all of the words.

    ``missing`` are the sections that were asked for and are not in the library, which does not mean that they are not
    law.
    """

    asked: SearchTerms
    lines: list[Line]
    entries: list[Entry]
    is_near: bool = False
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class Index:
    """What is asked of a library, prepared once; some 400 entries take a tenth of a second.

    ``beside`` is what else is to be found with an entry, by its code: what was asked on it and answered.
    """

    library: Library
    beside: Mapping[str, str] = field(default_factory=dict)
    _postings: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    _sections: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _acts: dict[tuple[str, ...], str] = field(default_factory=dict)
    _years: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.library.entries.values():
            for key in _keys(entry):
                self._sections[key].append(entry)
            for weight, text in [*_texts(entry), (OTHERS, self.beside.get(entry.code, ""))]:
                for word in set(words_of(text)) - SAY_NOTHING:
                    known = self._postings[word]
                    known[entry.code] = max(known.get(entry.code, 0.0), weight)
        for act, names in ACT_NAMES.items():
            if act in self.library.entries or act == "constitution":
                self._acts.update({tuple(words_of(name)): act for name in names})
        for code, entry in self.library.entries.items():
            if entry.kind == "act" and (year := re.search(r"\b(?:18|19|20)\d\d\b", entry.title_en)):
                self._years[code] = year.group()

    def find(self, said: str, *, today: date) -> Found:
        """Return what fits the words: sections by number, with or without their Act, then entries by their words."""
        asked = self.understood(said, today=today)
        lines = self._lines(asked)
        if lines or not asked.sections:
            words = asked.words or (asked.sections if lines else ())
        else:
            words = (*asked.words, *asked.sections)
        shown = {entry.code for line in lines for entry in line.entries}
        ranked, is_near = self._ranked(words)
        entries = [entry for entry in ranked if entry.code not in shown]
        if asked.acts and not asked.sections:
            entries = self._of_acts(asked, entries)
            is_near = False
        if lines and not asked.words and is_near:
            entries, is_near = [], False
        missing = tuple(section for section in asked.sections if not self._having(section, asked.acts))
        return Found(asked, lines, entries, is_near and bool(entries), missing)

    def understood(self, said: str, *, today: date) -> SearchTerms:
        """Return what a search asks for."""
        text, days = _day_taken_out(plain(said), today)
        words = words_of(text)[: MOST_WORDS * 2]
        acts, words = self._acts_taken_out(words)
        sections: list[str] = []
        rest: list[str] = []
        position = 0
        while position < len(words):
            word = words[position]
            after = words[position + 1] if position + 1 < len(words) else ""
            letter = HINDI_LETTERS.get(after, after if re.fullmatch(r"[a-h]|[a-d][ab]", after) else "")
            if word.isdigit() and letter and f"{word}{letter}" in self._sections:
                sections.append(f"{word}{letter}")
                position += 1
            elif _SECTION.match(word) and after not in UNITS:
                sections.append(word)
            elif word not in SAY_NOTHING:
                rest.append(word)
            position += 1
        years = [each for each in sections if _YEAR.match(each) and each not in self._sections]
        sections = [each for each in sections if each not in years]
        own = {self._years.get(act) for act in acts}
        meant = [each for each in years if each not in own]
        if sections and days is None and meant:
            days = (date(int(meant[0]), 1, 1), date(int(meant[0]), 12, 31))
        elif not sections:
            rest.extend(meant)
        return SearchTerms(acts, tuple(dict.fromkeys(sections)), days, tuple(dict.fromkeys(rest))[:MOST_WORDS])

    def _acts_taken_out(self, words: list[str]) -> tuple[tuple[str, ...], list[str]]:
        """Return the Acts that are named, the longest name first, and the words that name none."""
        acts: list[str] = []
        rest: list[str] = []
        longest = max(map(len, self._acts), default=0)
        position = 0
        while position < len(words):
            for length in range(min(longest, len(words) - position), 0, -1):
                if act := self._acts.get(tuple(words[position : position + length])):
                    acts.append(act)
                    position += length
                    break
            else:
                word = words[position]
                if act := self._misspelt_act(word):
                    acts.append(act)
                else:
                    rest.append(word)
                position += 1
        return tuple(dict.fromkeys(acts)), rest

    def _misspelt_act(self, word: str) -> str:
        if len(word) < LEAST_LETTERS or word in self._postings or word in SAY_NOTHING or not word.isalpha():
            return ""
        names = {name[0]: act for name, act in self._acts.items() if len(name) == 1 and len(name[0]) >= LEAST_LETTERS}
        best = process.extractOne(word, names.keys(), scorer=fuzz.ratio, score_cutoff=80)
        return names[best[0]] if best else ""

    def _lines(self, asked: SearchTerms) -> list[Line]:
        lines: list[Line] = []
        seen: set[str] = set()
        for section in asked.sections:
            # of a section whose text changed under its number the latest speaks first
            having = self._having(section, asked.acts)
            hits = sorted(having, key=lambda each: each.effective_from or date.min, reverse=True)
            # what has this number alone comes before what has it among others
            for entry in sorted(hits, key=lambda each: (_has_several(each), _place(_act(each)))):
                if entry.code in seen:
                    continue
                entries = self.line(entry.code).entries
                seen.update(each.code for each in entries if each in having)
                lines.append(Line(entry, entries, self._on_days(entry, asked.days)))
        return lines

    def _having(self, section: str, acts: tuple[str, ...]) -> list[Entry]:
        """Return the entries of a section, of the Acts that are named; without its parts where none has these."""
        for key in (section, section.partition("(")[0]):
            hits = [each for each in self._sections.get(key, ()) if not acts or _act(each) in acts]
            if hits:
                return hits
        return []

    def line(self, code: str) -> Line:
        """Return an entry with what it was, all the way back, and what became of it. Raises KeyError for no such."""
        entry = self.library.entries[code]
        found = {entry.code: entry}
        before = {each.code: each.was for each in self.library.entries.values()}
        for ways in (before, self.library.now):
            waiting = [entry.code]
            while waiting:
                for other in ways.get(waiting.pop(), ()):
                    if other not in found:
                        found[other] = self.library.entries[other]
                        waiting.append(other)
        ordered = sorted(found.values(), key=lambda each: (each.effective_to or date.max, each.code))
        return Line(entry, tuple(ordered))

    def _on_days(self, entry: Entry, days: tuple[date, date] | None) -> tuple[Entry, ...] | None:
        if days is None:
            return None
        held = [each for day in dict.fromkeys(days) for each in self.library.provisions_on(entry.code, day)]
        return tuple(dict.fromkeys(held))

    def _of_acts(self, asked: SearchTerms, entries: list[Entry]) -> list[Entry]:
        """Return the Acts that are named, then what has the other words, of these Acts first."""
        named = [self.library.entries[act] for act in asked.acts if act in self.library.entries]
        if asked.words:
            entries = sorted(entries, key=lambda each: _act(each) not in asked.acts)
        else:
            entries = sorted((each for each in self.library.entries.values() if _act(each) in asked.acts), key=in_order)
        return [*named, *(each for each in entries if each not in named)]

    def _ranked(self, words: Iterable[str]) -> tuple[list[Entry], bool]:
        """Return entries that have all of the words, the best first; where none has, those with the most of them."""
        scores: dict[str, float] = defaultdict(float)
        had: dict[str, int] = defaultdict(int)
        asked = list(words)
        for word in asked:
            for code, score in self._with(word).items():
                scores[code] += score
                had[code] += 1
        if not scores:
            return [], False
        most = max(had.values())
        kept = [code for code in scores if had[code] == most]
        kept.sort(key=lambda code: (-scores[code] * _likely(self.library.entries[code]), code))
        return [self.library.entries[code] for code in kept], most < len(asked)

    def _with(self, word: str) -> dict[str, float]:
        """Return the entries that have a word, or what looks most like it, each with how much that tells."""
        alike: dict[str, float] = {each: 1.0 for each in SPOKEN.get(word, (word,)) if each in self._postings}
        if not word[0].isdigit():
            if len(word) >= LEAST_LETTERS - 1:
                alike |= {
                    each: 0.8 for each in self._postings if each.startswith(word) and each != word and each not in alike
                }
            if not alike and len(word) >= LEAST_LETTERS:
                near = process.extract(
                    word, self._postings.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_ALIKE
                )
                best = near[0][1] if near else 0.0
                alike = {each: 0.7 * score / 100 for each, score, _ in near if score >= best - 6}
        found: dict[str, float] = {}
        for each, closeness in alike.items():
            for code, weight in self._postings[each].items():
                found[code] = max(found.get(code, 0.0), closeness * weight)
        rare = math.log(1 + len(self.library.entries) / max(len(found), 1))
        return {code: score * rare for code, score in found.items()}


def in_order(entry: Entry) -> tuple[object, ...]:
    """Return the place of an entry in a list that nobody searched: by kind as they stand, Act, section."""
    number = re.search(r"\d+", entry.section or "")
    day = entry.decided or (date(entry.year, 1, 1) if entry.year else date.min)
    return (_place(_act(entry)), int(number.group()) if number else 0, -day.toordinal(), entry.code)


def _act(entry: Entry) -> str:
    return "constitution" if entry.kind == "constitution" else entry.act


def _has_several(entry: Entry) -> bool:
    return len({key.partition("(")[0] for key in _keys(entry)}) > 1


def _place(act: str) -> int:
    return ACT_ORDER.index(act) if act in ACT_ORDER else len(ACT_ORDER)


def _likely(entry: Entry) -> float:
    """Return how much more an entry is likely meant than another with the same words: what binds, what holds today."""
    return (1.15 if entry.mandatory else 1.0) * (1.0 if entry.status in ("in_force", "partly_in_force") else 0.7)


def _keys(entry: Entry) -> set[str]:
    if entry.kind == "constitution":  # art_15_3
        number, *part = entry.code.removeprefix("art_").split("_")
        return {number, *(f"{number}({each})" for each in part)}
    return section_keys(entry.section) if entry.section else set()


def _texts(entry: Entry) -> Iterable[tuple[float, str]]:
    """Yield each text of an entry with how much its words tell."""
    for language in ("en", "hi"):
        title = getattr(entry, f"title_{language}")
        yield WEIGHTS["title"] + 2 / (1 + len(title.split())), title  # a short title is more about each of its words
        for name in ("changed", "punishment"):
            yield WEIGHTS[name], getattr(entry, f"{name}_{language}")
    yield WEIGHTS["citation"], entry.citation
    for topic in entry.topics:
        yield WEIGHTS["topics"], f"{TOPICS[topic].en} {TOPICS[topic].hi}"
    issued_by = AUTHORITIES[entry.authority]
    for text in (entry.text_en, entry.text_hi, entry.quote, issued_by.en, issued_by.hi):
        yield OTHERS, text


def _day_taken_out(text: str, today: date) -> tuple[str, tuple[date, date] | None]:
    """Return a search without the day in it ("376 ipc 12.5.2015", "12 May 2015"), and the first and last day meant."""
    if match := _NUMERIC_DAY.search(text):
        if days := _days(match.group(), today):
            return text[: match.start()] + " " + text[match.end() :], days
        return text, None
    words = text.split()
    for position, word in enumerate(words):
        if not _YEAR.match(word):
            continue
        for before in (2, 1):
            start = position - before
            said = words[max(start, 0) : position]
            if start >= 0 and not said[-1][-1].isdigit() and (days := _days(" ".join([*said, word]), today)):
                return " ".join([*words[:start], *words[position + 1 :]]), days
    return text, None


def _days(said: str, today: date) -> tuple[date, date] | None:
    try:
        read = read_date(said, today=today).date
    except DateError:
        return None
    return read.earliest, read.latest
