"""The measures that come with the product: one TOML file each, read strictly, every fault named with its file."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import override

from samanvay.kernel.refusals import Invalid

from .texts import MeasureText, checked

FOLDER = Path(__file__).parent / "library"

# The names of the files are those that officers read; rows keep "proof" for its kind and "proof_words" for what it is.
RENAMED = {
    "proof_en": "proof_words_en",
    "proof_hi": "proof_words_hi",
    "evidence_en": "evidence_words_en",
    "evidence_hi": "evidence_words_hi",
}


@dataclass(frozen=True, slots=True)
class ShippedMeasure:
    """A measure as it is shipped: its code, the edition of its text, the text."""

    code: str
    edition: int
    text: MeasureText


class PlaybookError(ValueError):
    """A file of the playbook is not as it should be; ``faults`` has a line for each, naming file and field."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


def shipped_measures(folder: Path = FOLDER) -> list[ShippedMeasure]:
    """Return the measures of a folder by code. Raises PlaybookError that names every fault of every file."""
    found: list[ShippedMeasure] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found.append(shipped_measure(path.stem, path.read_bytes()))
        except PlaybookError as wrong:
            faults.extend(wrong.faults)
    if faults:
        raise PlaybookError(faults)
    return found


def shipped_measure(name: str, content: bytes) -> ShippedMeasure:
    """Return the measure of one file; ``name`` is the file's without its ending. Raises PlaybookError."""
    try:
        said = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise PlaybookError([f"{name}.toml: not TOML in UTF-8: {wrong}"]) from wrong
    faults = [f"{name}.toml: {fault}" for fault in _faults(name, said)]
    if faults:
        raise PlaybookError(faults)
    given = {RENAMED.get(key, key): value for key, value in said.items() if key not in ("code", "edition")}
    given |= {key: tuple(value) for key, value in given.items() if isinstance(value, list) and key != "sources"}
    given["sources"] = tuple((each["words_en"], each["words_hi"]) for each in said.get("sources", []))
    try:
        with override("en"):
            text = checked(MeasureText(**given))
    except Invalid as wrong:
        raise PlaybookError([f"{name}.toml: {wrong.field}: {wrong}"]) from wrong
    return ShippedMeasure(said["code"], said["edition"], text)


def _words(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "expected words"


def _codes(value: Any) -> str:
    is_right = isinstance(value, list) and all(isinstance(each, str) for each in value)
    return "" if is_right else "expected a list of codes"


def _number(value: Any) -> str:
    return "" if isinstance(value, int) and not isinstance(value, bool) and value > 0 else "expected a number from 1"


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "expected true or false"


def _sources(value: Any) -> str:
    is_right = isinstance(value, list) and all(
        isinstance(each, dict)
        and each.keys() == {"words_en", "words_hi"}
        and not any(_words(words) for words in each.values())
        for each in value
    )
    return "" if is_right else "expected tables [[sources]] with words_en and words_hi"


_BOTH = ("title", "summary", "what", "cost_note", "proof", "evidence")
FIELDS: dict[str, Callable[[Any], str]] = {
    "code": _words,
    "edition": _number,
    **{f"{name}_{language}": _words for name in _BOTH for language in ("en", "hi")},
    **dict.fromkeys(("forms", "lures", "disparities", "place_roles", "roles"), _codes),
    **dict.fromkeys(("cost", "proof", "evidence"), _words),
    "days": _number,
    "second_check": _flag,
    "sources": _sources,
}


def _faults(name: str, said: dict[str, Any]) -> Iterable[str]:
    """Yield what is wrong with the shape of a file: fields that lack, that nobody knows, of another kind."""
    for field, wrong in FIELDS.items():
        if field not in said:
            yield f"{field} is missing"
        elif fault := wrong(said[field]):
            yield f"{field}: {fault}"
    for field in sorted(said.keys() - FIELDS.keys()):
        yield f"{field} is not a field of a measure"
    if said.get("code") != name:
        yield f"code is {said.get('code')!r}; the file's name says {name!r}"
