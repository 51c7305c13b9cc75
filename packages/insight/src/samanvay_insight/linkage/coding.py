"""Records as they are written, turned into codes that can be compared: no name stays in a row, only numbers.

The vocabulary keeps how names sound, without saying whose they are; where names are sealed, so must it be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from samanvay_insight.columns import check_table
from samanvay_insight.gazetteer import lookup
from samanvay_insight.linkage.words import VOCABULARIES, Bags, Vocabulary, bags_of
from samanvay_insight.script import fold, skeleton
from samanvay_insight.script.hearing import Token, is_compound, token_key
from samanvay_insight.script.names import said_names, words_of

Ints = NDArray[np.int32]
NOT_KNOWN = np.int32(-(2**31))
# Text columns that are read, all optional; several values in one are parted by ";".
COLUMNS = (
    "given_name", "aliases", "family_name", "father_name", "mother_name", "spouse_name", "sex", "age", "age_is_told",
    "height_cm", "date", "date_latest", "place", "other_places", "language", "marks", "phone", "companions",
)  # fmt: skip
SEXES = {
    "F": "f female girl woman lady महिला स्त्री लड़की लड़की बालिका औरत युवती",
    "M": "m male boy man gent पुरुष पुरूष लड़का लड़का बालक आदमी युवक",
    "T": "t trans transgender other o third x किन्नर अन्य ट्रांसजेंडर",
}
SEX_OF = {fold(word): sex for sex, words in SEXES.items() for word in words.split()}
PARTED = re.compile(r"[;,/|&]+|\band\b|(?<=\s)और(?=\s)")
LISTED = re.compile(r"[;|\n]+")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
OLDEST = 120
WIDEST_AGE = 60
GUESSED_YEARS = 1
# Share of the grown height that a child has reached, in thousandths, from two years on (Bayley 1954; Bayley and
# Pinneau 1952, children of average maturity).
GROWN = {
    "F": (528, 570, 618, 662, 703, 740, 775, 807, 844, 884, 929, 965, 983, 991, 996, 1000, 1000),
    "M": (495, 538, 580, 618, 652, 690, 720, 750, 780, 811, 842, 873, 915, 961, 983, 993, 998),
}
YOUNGEST_MEASURED = 2
TELLING = ("given", "family", "father", "mother", "spouse", "marks", "phone")  # one of which tells who somebody is
PLACE_KINDS = ("district", "state", "country")


@dataclass(frozen=True, eq=False)
class Coded:
    """A register in codes: `ids` as given, sets of words by field, and numbers by row (NOT_KNOWN where blank).

    `day` (rows × 2) earliest and latest, in days since 1970; `born` (rows × 2) earliest and latest, in months since
    year 0; `grown` (rows) the height in cm that the person would reach.
    """

    ids: pa.Array
    vocabularies: dict[str, Vocabulary]
    words: dict[str, Bags]
    day: Ints
    born: Ints
    grown: Ints

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def tells(self) -> NDArray[np.bool_]:
        """Whether a row holds anything by which its person can be told from others."""
        return np.any([self.words[name].rows != 0 for name in TELLING], axis=0)

    def take(self, at: NDArray[np.integer]) -> Coded:
        """Return some of the rows, with the same vocabularies."""
        words = {name: bags.take(at) for name, bags in self.words.items()}
        return replace(
            self, ids=self.ids.take(pa.array(at)), words=words, day=self.day[at], born=self.born[at],
            grown=self.grown[at],
        )  # fmt: skip


CODED = "a register in codes, as encode returns it"


def encode(records: pa.Table, *, period: tuple[date, date] | None = None) -> Coded:
    """Return a register in codes.

    `records` has a column `id` and any of COLUMNS, as text (numbers and dates may also be numbers and dates); what
    cannot be read is taken as not known. `period` is when a record without a date may be from; without it nothing is
    made of an age without a date. A record is coded the same alone and in its register. Raises TypeError,
    UnknownColumn, and ValueError where an `id` stands twice.

    >>> import pyarrow as pa
    >>> encode(pa.table({"name": ["Sunita"]}))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    samanvay_insight.columns.UnknownColumn: no column “name” is read (is “given_name” meant?): rename or drop it; ...
    """
    check_table("records", records, ("id", *COLUMNS))
    size = records.num_rows
    text = {name: _text(records, name) for name in COLUMNS}
    vocabularies = {name: Vocabulary() for name in dict.fromkeys(VOCABULARIES.values())}
    words = _names(text, vocabularies["names"], size)
    for name, reader in (("sex", _sexes), ("language", _languages), ("marks", _marks), ("phone", _phones)):
        words[name] = _read(text[name], reader, vocabularies[name], size)
    words["place"] = _read(_joined((text["place"], text["other_places"]), ";"), _places, vocabularies["place"], size)
    day = _days(text["date"], text["date_latest"], size)
    ages = _each(text["age"], read_age, size, 2)
    told = _each(text["age_is_told"], lambda said: (int(fold(said) not in ("no", "false", "0", "n")),), size, 1)[:, 0]
    born = _born(ages, told == 0, day, period)
    sexes = _sex_codes(words["sex"], vocabularies["sex"].tokens)
    height = _each(text["height_cm"], read_height, size, 1)[:, 0]
    ids = records["id"].combine_chunks() if "id" in records.column_names else pa.array(np.arange(size))
    counts = pc.value_counts(ids)
    twice = counts.filter(pc.greater(counts.field("counts"), 1))
    if len(twice):
        named = ", ".join(str(each["values"]) for each in twice.slice(0, 3).to_pylist())
        raise ValueError(f"{len(twice)} values of “id” stand more than once ({named}): give each row its own")
    return Coded(
        pc.cast(ids, pa.string()), vocabularies, words, day, born,
        _grown(height, ages, sexes),
    )  # fmt: skip


def _text(records: pa.Table, name: str) -> pa.DictionaryArray | None:
    """Give a column as its distinct texts, None where there is none or all is blank."""
    if name not in records.column_names or records[name].null_count == records.num_rows:
        return None
    column = records[name].combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = pa.concat_arrays(column.chunks)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_list(column.type):
        column = pc.binary_join(pc.cast(column, pa.list_(pa.string())), ";")
    return pc.cast(column, pa.string()).dictionary_encode()


def _joined(columns: Iterable[pa.DictionaryArray | None], between: str) -> pa.DictionaryArray | None:
    known = [each.dictionary_decode() for each in columns if each is not None]
    if not known:
        return None
    if len(known) == 1:
        return known[0].dictionary_encode()
    empty = [pc.fill_null(each, "") for each in known]
    return pc.binary_join_element_wise(*empty, between).dictionary_encode()


def _places_in(column: pa.DictionaryArray) -> NDArray[np.int64]:
    """Give for each row the number of its text, the number of texts where it is blank."""
    return np.asarray(pc.fill_null(pc.cast(column.indices, pa.int64()), len(column.dictionary)))


def _read(
    column: pa.DictionaryArray | None, reader: Callable[[str], Iterable[str]], vocabulary: Vocabulary, size: int
) -> Bags:
    if column is None:
        return bags_of([frozenset()], np.zeros(size, dtype=np.int64))
    sets = [frozenset(vocabulary.number(token) for token in reader(each)) for each in column.dictionary.to_pylist()]
    return bags_of([*sets, frozenset()], _places_in(column))


def _each(
    column: pa.DictionaryArray | None, reader: Callable[[str], tuple[int, ...] | None], size: int, width: int
) -> Ints:
    if column is None:
        return np.full((size, width), NOT_KNOWN, dtype=np.int32)
    unknown = (int(NOT_KNOWN),) * width
    read = [reader(each) or unknown for each in column.dictionary.to_pylist()]
    return np.array([*read, unknown], dtype=np.int32)[_places_in(column)]


# names


@lru_cache(maxsize=262_144)
def _name_tokens(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the tokens that tell who it is, and the light ones beside them; two words that may be joined also as one."""
    heads: set[str] = set()
    lights: set[str] = set()
    for said in said_names(name):
        words = words_of(said)
        tokens = [token_key(word) for word in words]
        joined = [token_key(one + other) for one, other in pairwise(words)]
        # Bahadur, Prasad and Maya say little after another word, and are names alone
        seconds = [is_compound(both) and not is_compound(token) for both, token in zip(joined, tokens[1:], strict=True)]
        light = [token.is_light or second for token, second in zip(tokens, (False, *seconds), strict=False)]
        heavy = [token for token, is_light in zip(tokens, light, strict=True) if not is_light] or tokens
        heads.update(map(_as_text, heavy))
        heads.update(_as_text(both) for both, second in zip(joined, seconds, strict=True) if second or len(tokens) == 2)
        if heavy is not tokens:
            lights.update(_as_text(token) for token, is_light in zip(tokens, light, strict=True) if is_light)
    return frozenset(heads), frozenset(lights)


def _as_text(token: Token) -> str:
    return f"{token.key} {token.voiced}"


def _names(text: dict[str, pa.DictionaryArray | None], vocabulary: Vocabulary, size: int) -> dict[str, Bags]:
    found = {
        name: _read(text[column], lambda each: _name_tokens(each)[0], vocabulary, size)
        for name, column in (("father", "father_name"), ("mother", "mother_name"), ("spouse", "spouse_name"))
    }
    found["companions"] = _read(
        text["companions"],
        lambda each: {t for one in LISTED.split(each) for t in _name_tokens(one)[0]},
        vocabulary,
        size,
    )
    given = _joined((text["given_name"], text["aliases"]), " @ ")
    if given is not None and text["aliases"] is not None:
        given = pc.replace_substring(given.dictionary_decode(), ";", " @ ").dictionary_encode()
    first = given if given is not None else text["family_name"]
    last = text["family_name"] if given is not None else None
    found["given"] = _read(first, lambda each: _name_tokens(each)[0], vocabulary, size)
    found["honorific"] = _read(first, lambda each: _name_tokens(each)[1], vocabulary, size)
    family = _read(last, lambda each: _name_tokens(each)[0], vocabulary, size)
    found["given"], found["family"] = _lone(found["given"], family)
    return found


def _lone(given: Bags, family: Bags) -> tuple[Bags, Bags]:
    """Take a name that stands alone as the given one."""
    alone = (given.rows == 0) & (family.rows > 0)
    if not alone.any():
        return given, family
    sets = [frozenset(bags.tokens[a:b].tolist()) for bags in (given, family) for a, b in _spans(bags)]
    rows = np.where(alone, len(given) + family.rows, given.rows)
    return bags_of(sets, rows), Bags(family.starts, family.tokens, np.where(alone, 0, family.rows).astype(np.int32))


def _spans(bags: Bags) -> zip[tuple[int, int]]:
    return zip(bags.starts[:-1].tolist(), bags.starts[1:].tolist(), strict=True)


# other words


def _sexes(said: str) -> tuple[str, ...]:
    sex = SEX_OF.get(fold(said))
    return (sex,) if sex else ()


def _languages(said: str) -> list[str]:
    return [token for part in PARTED.split(said) if (token := skeleton(part) or fold(part))]


def _marks(said: str) -> list[str]:
    found = []
    for part in re.split(r"[;,\n]+", said):
        kind, _, where = part.partition(":")
        if token := f"{fold(kind)}:{fold(where)}".strip(":"):
            found.append(token)
    return found


def _phones(said: str) -> list[str]:
    return [part.strip() for part in LISTED.split(said) if part.strip()]


def _places(said: str) -> list[str]:
    return [token for part in LISTED.split(said) if (token := place_token(part))]


@lru_cache(maxsize=65_536)
def place_token(said: str) -> str:
    """Return the district in which a place lies, else its state, else how its name sounds; empty for no name."""
    said = said.strip()
    if not fold(said):
        return ""
    for words in dict.fromkeys((said, said.partition(",")[0])):
        for found in sorted(lookup(words), key=lambda each: each.kind not in PLACE_KINDS):
            if found.kind == "district" or found.district:
                return f"district={found.key if found.kind == 'district' else found.district}"
            if found.kind in ("state", "country"):
                return f"state={found.key}"
    return f"said={skeleton(said) or fold(said)}"


# numbers


def read_age(said: str) -> tuple[int, int] | None:
    """Read "14", "10-14", "१४ वर्ष" or "8 months" as the least and the greatest number of whole years."""
    folded = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in said)
    years = [float(each) for each in NUMBER.findall(folded)[:2]]
    if not years or folded.strip().startswith("-"):
        return None
    if re.search(r"month|माह|महीन", folded):
        years = [each / 12 for each in years]
    low, high = int(min(years)), int(max(years))
    return (low, high) if high <= OLDEST and high - low <= WIDEST_AGE else None


def read_height(said: str) -> tuple[int] | None:
    folded = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in said)
    found = NUMBER.search(folded)
    height = round(float(found.group())) if found and len(found.group()) < 8 else 0
    return (height,) if 30 <= height <= 250 else None


DAY = re.compile(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?\s*")
INDIAN_DAY = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\s*")
EPOCH = date(1970, 1, 1)


@lru_cache(maxsize=65_536)
def read_day(said: str) -> tuple[int, int] | None:
    """Read "2026-04-14", "14-04-2026", "2026-04" or "2026" as the first and the last day that it may be."""
    parts: tuple[str | None, ...]
    if found := DAY.fullmatch(said):
        parts = found.groups()
    elif found := INDIAN_DAY.fullmatch(said):
        parts = tuple(reversed(found.groups()))
    else:
        return None
    year, month, day = (int(each) if each else None for each in parts)
    try:
        first = date(year or 0, month or 1, day or 1)
        if day:
            last = first
        else:
            last_month = month or 12
            last = date(first.year + last_month // 12, last_month % 12 + 1, 1)
    except ValueError:
        return None
    if not 1900 <= first.year <= 2100:
        return None
    span = (first - EPOCH).days, (last - EPOCH).days - (0 if day else 1)
    return span


def _days(earliest: pa.DictionaryArray | None, latest: pa.DictionaryArray | None, size: int) -> Ints:
    day = _each(earliest, read_day, size, 2)
    until = _each(latest, read_day, size, 2)[:, 1]
    known = (until != NOT_KNOWN) & (day[:, 0] != NOT_KNOWN) & (until >= day[:, 0])
    day[known, 1] = until[known]
    return day


def _born(ages: Ints, guessed: NDArray[np.bool_], day: Ints, period: tuple[date, date] | None) -> Ints:
    known_day = day[:, 0] != NOT_KNOWN
    since, until = ((each - EPOCH).days for each in period) if period else (0, 0)
    born = np.full((len(ages), 2), NOT_KNOWN, dtype=np.int32)
    known = (ages[:, 0] != NOT_KNOWN) & (known_day | (period is not None))
    wider = np.where(guessed, GUESSED_YEARS, 0)[known]
    first = _months(np.where(known_day, day[:, 0], since)[known])
    last = _months(np.where(known_day, day[:, 1], until)[known])
    born[known, 0] = first - (ages[known, 1] + 1 + wider) * 12
    born[known, 1] = last - np.maximum(ages[known, 0] - wider, 0) * 12
    return born


def _months(days: NDArray[np.integer]) -> NDArray[np.int64]:
    """Give days since 1970 as months since year 0."""
    return np.asarray(days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12


def _sex_codes(bags: Bags, tokens: Sequence[str]) -> NDArray[np.str_]:
    first = np.array(["", *("".join(tokens[t] for t in bags.tokens[a:b])[:1] for a, b in _spans(bags))][1:], dtype="U1")
    return first[bags.rows]


def _grown(height: Ints, ages: Ints, sexes: NDArray[np.str_]) -> Ints:
    """Give the height that each would reach, by the share of it that their age and sex have reached."""
    age = (ages[:, 0].astype(np.int64) + ages[:, 1]) // 2
    known = (height != NOT_KNOWN) & (ages[:, 0] != NOT_KNOWN) & (age >= YOUNGEST_MEASURED)
    at = np.clip(age - YOUNGEST_MEASURED, 0, len(GROWN["F"]) - 1)
    girls, boys = np.array(GROWN["F"])[at], np.array(GROWN["M"])[at]
    share = np.where(sexes == "F", girls, np.where(sexes == "M", boys, (girls + boys) // 2))
    return np.where(known, np.round(height * 1000.0 / share), NOT_KNOWN).astype(np.int32)
