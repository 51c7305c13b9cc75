"""The published signs that come with the product: read strictly, every fault named with its file, sign and field.

A file of ``indicators/`` is the signs of one situation: ``[defaults]`` and ``[[indicators]]``. ``groups.toml`` holds
the situations, ``sources.toml`` the published lists. The words are ours, the source is named for each sign.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from samanvay.cases.kinds import FORMS
from samanvay.kernel.bilingual import Bilingual

from .kinds import AT_ONCE

FOLDER = Path(__file__).parent / "indicators"
EDITION = "2026-1"
CERTAINTIES = ("certain", "probable")
CODE = re.compile(r"[a-z][a-z0-9_]{2,39}")
HINDI = re.compile(r"[\u0900-\u097f]")


@dataclass(frozen=True, slots=True)
class Source:
    """A published list. ``law`` is its code in the law's library, if it stands there; ``check`` is what is doubted."""

    code: str
    title_en: str
    title_hi: str
    certainty: str
    law: str = ""
    check_en: str = ""
    check_hi: str = ""

    @property
    def title(self) -> Bilingual:
        return Bilingual(self.title_en, self.title_hi)

    @property
    def check(self) -> Bilingual:
        return Bilingual(self.check_en, self.check_hi)

    @property
    def is_certain(self) -> bool:
        return self.certainty == "certain"


@dataclass(frozen=True, slots=True)
class Situation:
    """A group of signs: where somebody stands who asks. ``law`` are codes of the law's library."""

    code: str
    title_en: str
    title_hi: str
    hint_en: str
    hint_hi: str
    law: tuple[str, ...]
    at_once: tuple[str, ...] = ()

    @property
    def title(self) -> Bilingual:
        return Bilingual(self.title_en, self.title_hi)

    @property
    def hint(self) -> Bilingual:
        return Bilingual(self.hint_en, self.hint_hi)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A sign as a question that an officer can ask or see; yes is the sign.

    ``alone``: it is by itself a reason to suspect trafficking; another asks to look further. ``suggests`` are forms of
    exploitation, ``at_once`` what cannot wait where the sign is there.
    """

    code: str
    group: str
    ask_en: str
    ask_hi: str
    source: str
    alone: bool
    suggests: tuple[str, ...] = ()
    at_once: tuple[str, ...] = ()

    @property
    def ask(self) -> Bilingual:
        return Bilingual(self.ask_en, self.ask_hi)


@dataclass(frozen=True, slots=True)
class Published:
    """All situations, signs and sources by code, each in its order."""

    groups: Mapping[str, Situation]
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]

    def of_group(self, code: str) -> tuple[Indicator, ...]:
        """Return the signs of a situation in their order."""
        return tuple(each for each in self.indicators.values() if each.group == code)


class PublishedError(ValueError):
    """The files are not as they should be; ``faults`` has a line for each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


@lru_cache(maxsize=1)
def published() -> Published:
    """Return the signs that come with the product. Raises PublishedError that names every fault."""
    return read_published(FOLDER)


def read_published(folder: Path) -> Published:
    """Return the signs of a folder. Raises PublishedError that names every fault of every file."""
    faults: list[str] = []
    sources: dict[str, Source] = {}
    groups: dict[str, Situation] = {}
    indicators: dict[str, Indicator] = {}
    _read(folder / "sources.toml", "sources", Source, sources, faults)
    _read(folder / "groups.toml", "groups", Situation, groups, faults)
    for group in groups:
        _read(folder / f"{group}.toml", "indicators", Indicator, indicators, faults)
    named = {"sources.toml", "groups.toml", *(f"{group}.toml" for group in groups)}
    faults.extend(f"{path.name}: belongs to no group" for path in folder.glob("*.toml") if path.name not in named)
    for source in sources.values():
        if source.certainty not in CERTAINTIES:
            faults.append(f"sources.toml: {source.code}: certainty must be one of {', '.join(CERTAINTIES)}")
        elif not source.is_certain and not (source.check_en and source.check_hi):
            faults.append(f"sources.toml: {source.code}: check must say what is doubted")
    for sign in indicators.values():
        known: dict[str, Mapping[str, object]] = {"group": groups, "source": sources}
        faults.extend(
            f"{sign.group}.toml: {sign.code}: {field} {getattr(sign, field)!r} is not known"
            for field, codes in known.items()
            if getattr(sign, field) not in codes
        )
        faults.extend(_unknown(f"{sign.group}.toml: {sign.code}: suggests", sign.suggests, FORMS))
        faults.extend(_unknown(f"{sign.group}.toml: {sign.code}: at_once", sign.at_once, AT_ONCE))
    for situation in groups.values():
        faults.extend(_unknown(f"groups.toml: {situation.code}: at_once", situation.at_once, AT_ONCE))
    if faults:
        raise PublishedError(faults)
    return Published(groups, indicators, sources)


def _unknown(where: str, codes: Iterable[str], known: Iterable[str]) -> list[str]:
    return [f"{where} {code!r} is not known" for code in codes if code not in set(known)]


def _read(path: Path, name: str, kind: Any, into: dict[str, Any], faults: list[str]) -> None:
    """Read the tables of a file into a dictionary by code; what is wrong is added to the faults."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        faults.append(f"{path.name}: cannot be read: {wrong}")
        return
    faults.extend(f"{path.name}: {key} is neither defaults nor {name}" for key in said.keys() - {"defaults", name})
    for number, table in enumerate(said.get(name, ()), start=1):
        given = {**said.get("defaults", {}), **table}
        where = f"{path.name}: {given.get('code', f'number {number}')}"
        wrong_here = [f"{where}: {fault}" for fault in _faults(given, kind)]
        if given.get("code") in into:
            wrong_here.append(f"{where}: code is entered twice")
        faults.extend(wrong_here)
        if not wrong_here:
            into[given["code"]] = kind(**{key: _tupled(value) for key, value in given.items()})


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _faults(given: Mapping[str, Any], kind: Any) -> list[str]:
    """Return what is wrong with a table: fields unknown, missing or empty, Hindi and codes that are none."""
    known = {field.name: field for field in fields(kind)}
    faults = [f"{key} is no field" for key in given.keys() - known.keys()]
    for name, field in known.items():
        value = given.get(name)
        if name not in given:
            if field.default is MISSING:
                faults.append(f"{name} is missing")
        elif field.type is bool and not isinstance(value, bool):
            faults.append(f"{name}: expected true or false")
        elif field.type is str and (not isinstance(value, str) or not value.strip()):
            faults.append(f"{name}: expected words")
        elif field.type not in (bool, str) and not isinstance(value, list):
            faults.append(f"{name}: expected a list of codes")
        elif name.endswith("_hi") and not HINDI.search(str(value)):
            faults.append(f"{name}: expected Hindi")
        elif name == "code" and not CODE.fullmatch(str(value)):
            faults.append(f"{name}: expected small letters, numbers and _")
    return faults
