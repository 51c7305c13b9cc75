"""Item-writing flaws: what gives the right option away, or is chosen by nobody. Warnings to the author, no refusals.

After Haladyna, Downing and Rodriguez (2002), as far as words can be counted. Papers shuffle options; a bank that is
printed or taken to another system does not.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from .checking import Fault

LONGER, BY_CHARACTERS = 1.25, 10  # the right option against the longest of the wrong ones
UNEQUAL, BY_UNEQUAL = 3, 30  # the longest option against the shortest
SKEWED, FEWEST = 0.45, 10  # share of a bank's questions with one right option, and how many there must be

WORD = re.compile(r"[\w\u0900-\u097f]+")
ABSOLUTE = {
    "en": frozenset(["alone", "always", "everybody", "never", "nobody", "none", "only"]),
    "hi": frozenset(["केवल", "मात्र", "सदा", "सिर्फ", "सिर्फ़", "हमेशा"]),
}
SUMMARY = re.compile(
    r"\b(all|none|both) of (the|these|those)( above)?\b|\ball (the )?above\b|\bnone above\b"
    r"|उपरोक्त|उपर्युक्त|इनमें से (कोई|सभी|सब)|ये सभी|ऊपर के सभी",
    re.IGNORECASE,
)


def flaws_of_question(said: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the flaws of one question, each with its language as a field; only choices among options have any."""
    if said.get("kind") not in ("single", "multiple"):
        return
    row = f"question {said.get('code', '')}".strip()
    right = {each - 1 for each in said.get("answer", ()) if isinstance(each, int)}
    for language in ("en", "hi"):
        options = [each for each in said.get(f"options_{language}") or () if isinstance(each, str)]
        if len(options) > 1 and right and max(right) < len(options):
            yield from (Fault(row, f"options_{language}", words) for words in _flaws(options, right, language))


def _flaws(options: Sequence[str], right: set[int], language: str) -> Iterator[str]:
    lengths = [len(each) for each in options]
    keys = [options[at] for at in sorted(right)]
    wrong = [each for at, each in enumerate(options) if at not in right]
    if len(keys) == 1 and wrong and _is_longer(len(keys[0]), max(map(len, wrong))):
        yield _("The right option is much longer than the others. Shorten it or say more in the others.")
    elif max(lengths) > UNEQUAL * min(lengths) and max(lengths) - min(lengths) >= BY_UNEQUAL:
        yield _("The options are of very different length: %(least)d to %(most)d characters.") % {
            "least": min(lengths),
            "most": max(lengths),
        }
    for each, count in Counter(" ".join(_words(each)) for each in options).items():
        if count > 1:
            yield _("Two options say the same: %(words)s") % {"words": each}
    absolutes = [each for each in wrong if _is_absolute(each, language)]
    if 2 <= len(absolutes) > len(wrong) / 2 and not any(_is_absolute(each, language) for each in keys):
        yield _("Words such as always, never or only stand in the wrong options and not in the right one.")
    if any(SUMMARY.search(each) for each in options):
        yield _("An option sums up others, as “all of the above”. Ask for all that are right instead.")
    if len(keys) == 1 and len(wrong) > 1:
        yield from _cues(keys[0], wrong)


def _is_longer(right: int, longest: int) -> bool:
    return right > LONGER * longest and right - longest >= BY_CHARACTERS


def _words(option: str) -> list[str]:
    return WORD.findall(option.lower())


def _is_absolute(option: str, language: str) -> bool:
    return not ABSOLUTE[language].isdisjoint(_words(option))


def _cues(right: str, wrong: Sequence[str]) -> Iterator[str]:
    """Yield in what form the right option alone differs from all the others."""
    numbers = {any(map(str.isdecimal, each)) for each in wrong}
    if len(numbers) == 1 and any(map(str.isdecimal, right)) not in numbers:
        yield (
            _("The right option alone has no number in it.")
            if numbers == {True}
            else _("The right option alone has a number in it.")
        )
    first = {each[0] for each in map(_words, wrong) if each}
    if len(first) == 1 and _words(right)[:1] != list(first):
        yield _("All wrong options begin with “%(word)s”, the right one does not.") % {"word": first.pop()}


def flaws_of_bank(bank: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    """Yield what a whole bank gives away: the place or the length by which the right option is found."""
    single = [each for each in bank if each.get("kind") == "single" and len(each.get("answer") or ()) == 1]
    if len(single) < FEWEST:
        return
    place, count = Counter(each["answer"][0] for each in single).most_common(1)[0]
    if count > SKEWED * len(single):
        yield Fault("", "answer", _("In %(n)d of %(all)d questions the right option is number %(place)d. Mix them.") % {
            "n": count,
            "all": len(single),
            "place": place,
        })  # fmt: skip
    for language in ("en", "hi"):
        longest = sum(_is_right_longest(each, f"options_{language}") for each in single)
        if longest > SKEWED * len(single):
            words = _("In %(n)d of %(all)d questions the right option is the longest. Say more in the others.")
            yield Fault("", f"options_{language}", words % {"n": longest, "all": len(single)})


def _is_right_longest(said: Mapping[str, Any], name: str) -> bool:
    lengths = [len(each) for each in said.get(name) or ()]
    at = said["answer"][0] - 1
    return at < len(lengths) and lengths.count(max(lengths)) == 1 and lengths[at] == max(lengths)
