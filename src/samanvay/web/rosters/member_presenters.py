"""What the pages of the roll show: filters as the address has them, members and groups as rows."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from samanvay.directory.kinds import COMPARTMENTS
from samanvay.kernel import clock
from samanvay.rosters.models import Batch
from samanvay.training.models import Member
from samanvay.training.roll import queries
from samanvay.training.roll.queries import MemberFilters
from samanvay.training.roll.standing import STANDING_WORDS, Standing, standing_of
from samanvay.training.roll.vocabulary import LANGUAGES, rank_words
from samanvay.web.components.pieces import Kind, Pill, Select, options
from samanvay.web.kit.filters import choice_of, place_of, text_of, unit_of

from .week_words import day_words

STANDING_KINDS: dict[str, Kind] = {
    Standing.TRAINED: "ok",
    Standing.ATTENDED: "calm",
    Standing.DUE: "warn",
    Standing.OVERDUE: "hot",
    Standing.NEVER: "hot",
}
WIDTH = 1000  # of a bar, in its own units
NAMES = ("service", "rank", "unit", "district", "standing")


def asked_of(request: HttpRequest) -> MemberFilters:
    """Return the filters of an address."""
    return MemberFilters(
        words=text_of(request, "q", 160),
        service=choice_of(request, "service", COMPARTMENTS),
        rank=choice_of(request, "rank", queries.ranks_there() if request.GET.get("rank") else ()),
        unit=unit_of(request, "unit"),
        district=place_of(request, "district"),
        standing=choice_of(request, "standing", (*Standing, "leave")),
    )


def selects(asked: MemberFilters) -> list[Select]:
    """Return the filters with their choices: of ranks and districts those that the reader's members have."""
    said: list[tuple[str, str, list[tuple[str, Any]]]] = [
        ("service", _("Service"), list(COMPARTMENTS.items())),
        ("rank", _("Rank"), [(each, rank_words(each)) for each in queries.ranks_there()]),
        ("district", _("District"), [(each.key, each.names) for each in queries.districts_there()]),
        ("standing", _("Training"), [*STANDING_WORDS.items(), ("leave", _("on leave"))]),
    ]
    return [Select(name, label, options(choices, getattr(asked, name))) for name, label, choices in said]


def stacked_bar(parts: Iterable[tuple[str, int]], whole: int) -> list[dict[str, str]]:
    """Return counts as pieces of a bar, one after another; ``kind`` is the class of each."""
    pieces, x = [], 0.0
    for kind, count in parts:
        width = WIDTH * count / whole
        if count:
            pieces.append({"kind": kind, "x": f"{x:.1f}", "width": f"{width:.1f}"})
        x += width
    return pieces


def standing_pill(member: Member) -> Pill:
    """Return how somebody's training stands today."""
    standing = standing_of(member.last_on, member.certified_on, clock.today())
    return Pill(STANDING_WORDS[standing], STANDING_KINDS[standing])


def leave_words(member: Member) -> str:
    """Return the days of a leave that is or comes, "" for none."""
    if member.leave_from is None or (member.leave_until is not None and member.leave_until < clock.today()):
        return ""
    if member.leave_until is None:
        return _("from %(day)s") % {"day": day_words(member.leave_from)}
    return f"{day_words(member.leave_from)} – {day_words(member.leave_until)}"


def turn_words(batch: Batch | None) -> str:
    """Return when and where somebody trains next, "" for no turn."""
    return f"{day_words(batch.starts_on)}, {batch.where}" if batch is not None else ""


def language_words(codes: Iterable[str]) -> str:
    return ", ".join(str(LANGUAGES[code]) for code in codes if code in LANGUAGES)
