"""Two entries that may be one girl, in two districts and two compartments, with the officers of both sides."""

from types import SimpleNamespace

import pytest
from case_world import BAHRAICH, VARANASI, officer
from tracing_world import tracing_world

from samanvay.access.actors import actor_for
from samanvay.directory.models import Place
from samanvay.directory.units.actions.units import create_unit, set_jurisdiction
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate, read_date
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.tracing.entries.actions import PersonDetails, add_entries
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.matcher.actions.coding import code_entries
from samanvay.tracing.matcher.actions.proposing import propose_for
from samanvay.tracing.matcher.store import Store
from samanvay.tracing.models import Candidate, Entry

SONAMUNI = {"identity": {"given": "Sonamuni", "surname": "Hembrom", "father": "Jetha Hembrom", "mother": "Phulmani"}}
IN_HINDI = {
    "identity": {"given": "सोनामुनी", "father": "जेठा हेम्ब्रम", "mother": "फूलमनी"},
    "tracing": {"home_words": "near the big tank, Dumka side"},
}
DUMKA = "district:362"
WHY = "same birthmark, same father's name"


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Have the comparison compiled before a transaction opens: the database ends one that stands idle for a minute."""
    Store().warm()


def match_world() -> SimpleNamespace:
    """Make the world of the registers with a home in Varanasi, its protection unit, and the nodal offices."""
    made = tracing_world()
    varanasi = Place.objects.get(pk=VARANASI)

    def unit(kind: str, name: str, parent: object = None) -> object:
        return create_unit(by=SYSTEM, kind=kind, name=name, home_state="IN-UP", parent=parent, place=varanasi)

    made.far_dcpu = unit("dcpu", "DCPU Varanasi")
    made.far_home = unit("home", "Girls' home Varanasi", made.far_dcpu)
    made.keeper = officer("keeper", "shelter_superintendent", made.far_home)
    made.protector = officer("protector", "dcpu", made.far_dcpu)
    for office, place in (
        (made.near_ahtu, BAHRAICH), (made.ahtu, VARANASI), (made.dcpu, BAHRAICH), (made.far_dcpu, VARANASI),
    ):  # fmt: skip
        set_jurisdiction(by=SYSTEM, unit=office, places=[Place.objects.get(pk=place)])
    return made


def day(text: str) -> PartialDate:
    """Return a day as it is told."""
    return read_date(text, today=clock.today()).date


def missing_girl(made: SimpleNamespace, *, age: str = "14", sealed: object = None, **changes: object) -> Entry:
    """Report a girl missing at the station of Bahraich."""
    told = PersonDetails(
        sex="female", age=read_age(age), languages=["santali"], marks=["birthmark:left cheek"], home=DUMKA,
        sealed=SONAMUNI if sealed is None else sealed,
    )  # fmt: skip
    given = {"kind": "missing", "place": BAHRAICH, "told_by": "family", "happened": day("1 Nov 2026"), **changes}
    [entry] = add_entries(by=made.sho.actor, people=[told], **given)
    return entry


def found_girl(made: SimpleNamespace, *, age: str = "14", sealed: object = None, **changes: object) -> Entry:
    """Enter a girl in the home of Varanasi, her name in another script."""
    told = PersonDetails(
        sex="female", age=read_age(age), languages=["santali"], marks=["birthmark:left cheek"],
        sealed=IN_HINDI if sealed is None else sealed,
    )  # fmt: skip
    given = {
        "kind": "found", "category": "shelter", "place": VARANASI, "told_by": "person",
        "happened": day("12 Nov 2026"), **changes,
    }  # fmt: skip
    [entry] = add_entries(by=made.keeper.actor, people=[told], **given)
    return entry


def compared(*entries: Entry) -> Store:
    """Code entries and have the matcher look at each, in this process; return what it holds."""
    store = Store()
    ids = [entry.id for entry in entries]
    code_entries(ids)
    while store.follow():
        continue
    for key in ids:
        propose_for([key], store.answer)
    return store


def pair_of(left: Entry, right: Entry) -> Candidate:
    """Return the pair of two entries as the system reads it."""
    with reading(SYSTEM):
        return Candidate.objects.get(left=left, right=right)


def again(who: SimpleNamespace) -> object:
    """Return an officer's actor with the grants of now."""
    return actor_for(who.user)
