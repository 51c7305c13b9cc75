"""What may be chosen on the form of an advisory: districts with the reason why, measures with how they fit, groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.measures.advisories.queries.patterns import AdvisedPattern
from samanvay.measures.advisories.queries.suggestions import (
    LinkedDistrict,
    MeasureSuggestion,
    fitting_measures,
    linked_districts,
    why_linked,
)
from samanvay.measures.models import MeasureVersion
from samanvay.measures.playbook import queries
from samanvay.measures.playbook.vocabulary import PLACE_ROLES
from samanvay.picture.queries import spots
from samanvay.web.kit import sentences
from samanvay.web.kit.places import Choices, district_choices

MOST_CHOSEN_DISTRICTS = 8
MOST_CHOSEN_MEASURES = 3


@dataclass(frozen=True, slots=True)
class Choosing:
    """The choices of a form, what is chosen at first, what each district is on the route, the sender's state."""

    linked: Choices
    other_districts: Choices
    fitting: Choices
    other_measures: Choices
    groups: Choices
    districts: list[str]
    measures: list[str]
    parts: dict[str, str]
    state: str


def choosing(actor: Actor, pattern: AdvisedPattern) -> Choosing:
    """Return what may be chosen for a pattern, the most fitting first.

    The districts that it names and those on its journeys are chosen; of a finding the measures are for the part of the
    districts that it concerns: none for a border far away.
    """
    is_of_something = bool(pattern.route or pattern.place or pattern.forms)
    linked = linked_districts(actor, pattern) if is_of_something else []
    parts = {each.district: str(each.part) for each in linked}
    about = [each for each in linked if each.district in pattern.about] or linked
    near = [each for each in linked if each.is_linked] or about
    fitting = fitting_measures(actor, pattern, sorted({str(each.part) for each in about if each.part}))
    state = directory.state_of(actor)
    known = spots(parts)
    shown = {str(each.version.measure_id) for each in fitting}
    others = queries.measures(actor, queries.MeasureFilters())

    def named(each: LinkedDistrict) -> tuple[str, str]:
        return each.district, district_words(each, sentences.name_of(known, each.district))

    return Choosing(
        linked=[named(each) for each in near],
        other_districts=[
            *(named(each) for each in linked if each not in near),
            *(choice for choice in district_choices(state) if choice[0] not in parts),
        ],
        fitting=[(str(each.version.measure_id), measure_words(each)) for each in fitting],
        other_measures=[(str(v.measure_id), str(v.title)) for v in others if str(v.measure_id) not in shown],
        groups=[(place.key, str(place.names)) for place in directory.all_groups()],
        districts=[each.district for each in near[:MOST_CHOSEN_DISTRICTS]],
        measures=[str(each.version.measure_id) for each in fitting[:MOST_CHOSEN_MEASURES] if is_of_something],
        parts=parts,
        state=state,
    )


def district_words(each: LinkedDistrict, name: str) -> str:
    """Return a district with its part, the numbers behind it, and that it is blind where it is."""
    said = [str(PLACE_ROLES[each.part])] if each.part else []
    said.append(why_linked(each))
    if each.is_blind:
        said.append(_("under-detected transit: few cases were detected"))
    return f"{name}: " + " · ".join(words for words in said if words)


def measure_words(each: MeasureSuggestion) -> str:
    """Return a measure with why it fits."""
    why = " · ".join(each.reasons)
    return f"{each.version.title} ({why})" if why else str(each.version.title)


def versions_chosen(keys: Iterable[str]) -> list[MeasureVersion]:
    """Return the published texts of chosen measures, in the order chosen."""
    wanted = [UUID(key) for key in dict.fromkeys(keys)]
    found = {each.measure_id: each for each in queries.published_texts(wanted)}
    return [found[key] for key in wanted if key in found]


def districts_chosen(chosen: Sequence[str], group: str, state: str) -> list[str]:
    """Return the districts chosen, with those of a group that lie in the sender's state."""
    own = set(directory.districts_of(state))
    members = directory.districts_of(group) if group else []
    return [key for key in dict.fromkeys([*chosen, *members]) if key in own]
