"""Which districts a report names beside a place that no list has: where that place most likely lies."""

import re
from collections.abc import Iterable

from samanvay_insight.extract import atlas
from samanvay_insight.gazetteer import Place

from ..models import Claim, SituationReport
from ..narratives.paragraphs import sentences_of
from .written import plain

LONGEST_NAME = 3  # words
_WORD = re.compile(r"[^\W\d_][\w\u0900-\u0903\u093a-\u094f]*(?:['’.-][^\W\d_][\w\u0900-\u0903\u093a-\u094f]*)*")
_NARROW = ("town", "crossing")


def areas_beside(claim: Claim, words: str) -> list[set[str]]:
    """Return the districts and states in which a place that a claim writes may lie, the likeliest set first.

    Those named in its sentence and by the claim itself, then those named anywhere in the report, then the report's own
    district.
    """
    report = claim.report
    near = areas_named(_sentence(claim, words), but=words) | areas_of(claim.place_keys)
    told = areas_named(report.narrative, but=words) | areas_of(_keys(report))
    return [near, told, {report.district_id}]


def areas_named(text: str, *, but: str) -> set[str]:
    """Return the districts and states that a text names, itself or by a town that is widely known; not by ``but``."""
    found: set[str] = set()
    matches = list(_WORD.finditer(text))
    ignored = plain(but)
    at = 0
    while at < len(matches):
        for many in range(LONGEST_NAME, 0, -1):
            run = matches[at : at + many]
            words = text[run[0].start() : run[-1].end()]
            if plain(words) == ignored:
                at += len(run)
                break
            area = _area(words) if _may_be_name(run) else None
            if area:
                found.add(area)
                at += len(run)
                break
        else:
            at += 1
    return found


def areas_of(keys: Iterable[str]) -> set[str]:
    """Return the districts, or of wider places the states, in which places lie."""
    places = [place for key in keys if (place := atlas.known(key))]
    return {area for place in places if (area := _area_of(place))}


def _may_be_name(run: list[re.Match[str]]) -> bool:
    return all(not each.group().isascii() or each.group()[0].isupper() for each in run)


def _area(words: str) -> str:
    """Return the area of the likeliest place of a name, "" where it may be a village or an ordinary word."""
    likeliest = next(iter(atlas.named(words)), None)
    if likeliest is None or (likeliest.kind in _NARROW and not likeliest.name_hi):
        return ""
    return _area_of(likeliest) if likeliest.kind in ("district", "state", *_NARROW) else ""


def _area_of(place: Place) -> str:
    return place.key if place.kind == "state" else place.district or place.state or ""


def _keys(report: SituationReport) -> list[str]:
    return [key for claim in report.claims.all() for key in claim.place_keys]


def _sentence(claim: Claim, words: str) -> str:
    """Return the sentences of the report that hold the words of a claim, those with the place's own name if any do."""
    text = claim.report.narrative
    around = [text[start:end] for start, end in sentences_of(text) if start < claim.end and claim.start < end]
    return " ".join([each for each in around if plain(words) in plain(each)] or around)
