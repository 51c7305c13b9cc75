"""Telling the demonstration, through the same actions as officers use, dated relative to today.

Each officer, report and case is one transaction under a name of its own, so that a telling that was broken off goes
on where it stopped.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from samanvay.access.actors import actor_for
from samanvay.access.models import Proposal, User
from samanvay.audit.operations import operation
from samanvay.cases.actions import add_event, cite_provision, hand_over, open_case
from samanvay.cases.items.actions import add_item
from samanvay.cases.legs.actions import add_leg
from samanvay.cases.models import Case
from samanvay.cases.people.actions.people import add_person
from samanvay.directory.loading import load_places, load_units
from samanvay.directory.models import Officer, Place, Unit
from samanvay.directory.officers.actions.accounts import confirm_sign_in, open_account
from samanvay.directory.officers.actions.officers import add_officer
from samanvay.directory.officers.actions.postings import post_officer
from samanvay.directory.officers.actions.proposals import agree
from samanvay.directory.queries import home_state
from samanvay.documents.importing.actions import apply_rows, begin_apply, stage_file
from samanvay.documents.models import ImportRun
from samanvay.documents.states import RunState
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Refused, Unseen
from samanvay.law.loading import load_library
from samanvay.measures.playbook.loading import load_playbook
from samanvay.opendata.actions import write_post
from samanvay.opendata.patterns import corridor_key
from samanvay.picture.facts.actions.projecting import open_facts
from samanvay.picture.findings.actions.nightly import find_changes
from samanvay.picture.findings.weeks import monday_of
from samanvay.recording.submissions import Captured
from samanvay.tracing.matcher.actions.bulk import match_waiting
from samanvay.training.library.loading import load_courses
from samanvay_insight import gazetteer

from . import register
from .acted import tell_acts
from .advised import advise
from .asked import tell_requests
from .attended import tell_attended
from .beside import stand_beside
from .conferences import tell_conferences
from .delivery import deliver
from .events import DEMONSTRATION_LOADED
from .law_talk import tell_talk
from .missed import tell_registers
from .personas import VACANT, Persona, chief_of, personas
from .reported import QUIET_WEEKS, tell_reports
from .rolled import ROLL_FILE, keep_past_weeks, roll_sheet
from .rostered import tell_rosters
from .story import CASES, NARRATIVES, POSTS, Opened, Posted
from .taught import tell_learning
from .together import TOGETHER, open_passed, take_over
from .told import is_told, told_as

STATE = "IN-UP"
BY_TWO = "auditor"  # whose posting is told as two administrators of two units make it
CASES_FILE, REPORTS_FILE = "desk_register_of_cases.csv", "weekly_reports_of_a_year.csv"

Say = Callable[[str], None]


def load_demonstration(*, whole: bool | None = None, say: Say = lambda words: None) -> dict[str, int]:
    """Tell the demonstration and return what was made.

    ``whole`` adds to the told story some three thousand people of a simulated state and the reports of a year; without
    it the setting DEMO_IS_WHOLE decides. Where it stands already only personas that it lacks are posted, those of a
    newer release. Raises Refused in production, and where another state has begun.
    """
    if not settings.IS_DEMO:
        raise Refused("The demonstration is not for production: SAMANVAY_MODE is production.")
    if is_told():
        return _post_newcomers()
    if home_state() not in ("", STATE):
        raise Refused("The demonstration is of another state than this installation.")
    say("Places and units")
    load_places(by=SYSTEM)
    load_units(by=SYSTEM, state=STATE)
    load_playbook()
    load_library()
    load_courses()
    say("Officers")
    actors = _post_everybody()
    say("Reports")
    reports = tell_reports(actors)
    say("Cases")
    cases = [_open(actors[told.by], told) for told in CASES]
    cases += _pass_on(actors)
    tell_acts(actors)
    say("Registers of the missing and the found")
    entries = tell_registers(actors)
    say("Requests between districts")
    tell_requests(actors)
    deliver()
    # The matcher is not there yet: what is like what is looked for here, as after an import.
    for _progress in match_waiting():
        continue
    made = {"officers": len(actors), "reports": reports, "cases": len(cases), "entries": entries}
    is_whole = settings.DEMO_IS_WHOLE if whole is None else whole
    if is_whole:
        for name, count in _take_in(actors["desk"], say).items():
            made[name] += count
    open_facts()
    for said in POSTS:
        _discuss(actors[said.by], said)
    if is_whole:
        say("Search for what changed")
        find_changes(at_any_hour=True)
    tell_talk(actors)
    say("Advisories")
    made["advisories"] = advise(actors)
    say("Meetings")
    made["conferences"] = tell_conferences(actors)
    say("What officers have learnt")
    made["lessons"] = tell_learning(actors)
    made["members"] = _import(actors["desk"], "members", ROLL_FILE, roll_sheet(STATE, clock.today()))
    keep_past_weeks(clock.today())
    say("A plan of trainings, and trainings held")
    made["batches"] = tell_rosters(actors["trainer"])
    made["held"] = tell_attended(actors["trainer"])
    stand_beside(actors, STATE)
    with operation(DEMONSTRATION_LOADED, by=SYSTEM) as op:
        op.add(**made, register=clock.today().isoformat() if is_whole else None)
    return made


def _post_everybody() -> dict[str, Actor]:
    """Post the personas and the districts' police chiefs; returns their actors by login."""
    units = {unit.code: unit for unit in Unit.objects.filter(home_state=STATE)}
    people = personas()
    taken = {persona.unit for persona in people if persona.role == "police_chief"}
    districts = [place for place in gazetteer.places(["district"]) if place.state == STATE]
    for position, district in enumerate(sorted(districts, key=lambda place: place.name)):
        chief = chief_of(position, district)
        if chief.unit not in taken and district.name not in VACANT:
            people.append(chief)
    numbered = list(enumerate(people, 1))
    alone = [(number, each) for number, each in numbered if each.login != BY_TWO]
    actors = {each.login: _post(each, units[each.unit], number) for number, each in alone}
    for number, each in numbered:
        if each.login == BY_TWO:
            actors[BY_TWO] = _post_by_two(each, units[each.unit], number, actors)
    return actors


def _post_newcomers() -> dict[str, int]:
    """Post the personas that a demonstration told by an earlier release lacks; returns how many, nothing for none."""
    known = set(User.objects.filter(is_persona=True).values_list("username", flat=True))
    fresh = [persona for persona in personas() if persona.login not in known]
    if not fresh:
        return {}
    load_units(by=SYSTEM, state=STATE)
    units = {unit.code: unit for unit in Unit.objects.filter(home_state=STATE)}
    for number, persona in enumerate(fresh, Officer.objects.count() + 1):
        _post(persona, units[persona.unit], number)
    return {"officers": len(fresh)}


def _post(persona: Persona, unit: Unit, number: int, *, by: Actor = SYSTEM) -> Actor:
    if known := User.objects.filter(username=persona.login).first():
        return actor_for(known)
    with reading(by):
        officer = add_officer(
            by=by,
            employee_no=f"DEMO{number:04d}",
            home_state=STATE,
            name=persona.name,
            name_hi=persona.name_hi,
            rank=persona.rank,
            language=persona.language,
        )
        post_officer(
            by=by,
            officer=officer,
            unit=unit,
            role=persona.role,
            since=clock.today() - timedelta(days=200),
            order_no="demonstration",
        )
        user = open_account(by=by, officer=officer, username=persona.login, is_persona=True)
    return actor_for(user)


def _post_by_two(persona: Persona, unit: Unit, number: int, actors: dict[str, Actor]) -> Actor:
    """Post somebody as it goes on from then on: one administrator proposes, one of another unit agrees.

    The data protection officer confirms whoever signs in, as nobody stands above an auditor.
    """
    admin, second, watching = (actors[login] for login in ("admin", "admin.home", "dpo"))
    with transaction.atomic():
        if (known := User.objects.filter(username=persona.login).first()) is None:
            _post(persona, unit, number, by=admin)
            known = User.objects.get(username=persona.login)
            with reading(second):
                for proposal in Proposal.objects.open().filter(user=known):
                    agree(by=second, proposal=proposal)
            with reading(watching):
                confirm_sign_in(by=watching, user=known)
    return actor_for(known)


def _take_in(desk: Actor, say: Say) -> dict[str, int]:
    """Let the state's desk take in its register of cases and the reports of a year, yesterday at noon."""
    today = clock.today()

    def week(ago: int) -> date:
        return monday_of(today) - timedelta(weeks=ago)

    told = {(each.district, week(each.weeks_ago)) for each in NARRATIVES}
    told |= {(name, week(ago)) for name in register.home_districts() for ago in range(QUIET_WEEKS + 1)}
    vacant = {name: week(ago) for name, ago in VACANT.items()}
    with clock.frozen(clock.now() - timedelta(days=1)):
        say("Reports of a year")
        reports = _import(desk, "past_reports", REPORTS_FILE, register.reports_sheet(today, told, vacant))
        say("Register of cases")
        cases = _import(desk, "cases", CASES_FILE, register.cases_sheet(today))
        deliver()
    return {"reports": reports, "cases": cases}


def _import(by: Actor, kind: str, file_name: str, content: bytes) -> int:
    """Take in a sheet, going on where it was broken off; returns how many rows were written."""
    with reading(by):
        run = ImportRun.objects.filter(kind=kind, file_name=file_name, begun_by=by.id).first()
        run = run or stage_file(by=by, kind=kind, content=content, file_name=file_name, audience=by.grants[0].audience)
    if run.state == RunState.STAGED:
        run = begin_apply(by=by, run=run)
    if run.state == RunState.APPLYING:
        run = apply_rows(by=by, run=run)
    return run.done


def _open(actor: Actor, told: Opened) -> Any:
    name = told_as("case", told.by, told.what)
    with clock.frozen(clock.now() - timedelta(days=told.days_ago, hours=2)), reading(actor):
        if known := Case.objects.filter(submission_id=name).first():
            return known
        day = clock.today()
        case = open_case(
            by=actor,
            captured=Captured(name),
            what=told.what,
            forms=told.forms,
            source=told.source,
            occurred=PartialDate.day(day),
            place=_place(told.place),
            people=told.people,
            lures=told.lures,
            disparities=told.disparities,
        )
        for person in told.persons:
            sealed = {"identity": person.identity}
            if person.contact:
                sealed["contact"] = person.contact
            add_person(by=actor, case_id=case.id, role=person.role, sex=person.sex, age=person.age, sealed=sealed)
        for event in told.events:
            if event.days_after <= told.days_ago:
                add_event(
                    by=actor,
                    case_id=case.id,
                    kind=event.kind,
                    occurred=None if event.days_after else PartialDate.day(day),
                    place=_place(event.place),
                    people=event.people,
                )
        for leg in told.legs:
            add_leg(
                by=actor, case_id=case.id, role=leg.role, place=_place(leg.place), mode=leg.mode, train=leg.train,
                certainty=leg.certainty,
            )  # fmt: skip
        for thing in told.things:
            add_item(
                by=actor, case_id=case.id, kind=thing.kind, description=thing.description, amount=thing.amount,
                sealed=thing.numbers,
            )  # fmt: skip
        for code in told.sections:
            cite_provision(by=actor, case_id=case.id, code=code)
        if told.hands_over_to:
            unit = Unit.objects.get(code=told.hands_over_to)
            hand_over(
                by=actor, case_id=case.id, to_unit=unit.audience, place=_place(told.place), people=told.people,
                occurred=PartialDate.day(day),
            )  # fmt: skip
    return case


def _pass_on(actors: dict[str, Actor]) -> list[Any]:
    """Tell the cases that pass from one unit to the next; what is asked reaches those asked before they answer."""
    opened = [(told, open_passed(actors[told.by], told, _seat(actors[told.by]))) for told in TOGETHER]
    deliver()
    for told, case in opened:
        take_over(actors, told, case)
    return [case for _told, case in opened]


def _seat(actor: Actor) -> str:
    """Return the district in which somebody serves."""
    place = Place.objects.get(units_seated__audience=actor.grants[0].audience)
    return place.key if place.kind == "district" else str(place.district_id)


def _discuss(actor: Actor, said: Posted) -> None:
    """Write a post; under a corridor of which nothing was told there is nothing to discuss."""
    origin, destination = said.ends
    kind, key = ("form", said.form) if said.form else ("lure", said.lure)
    if origin:
        kind, key = "corridor", corridor_key(_place(origin), _place(destination))
    captured = Captured(told_as("post", said.by, said.words))
    with clock.frozen(clock.now() - timedelta(days=said.days_ago)), reading(actor), suppress(Unseen):
        write_post(by=actor, kind=kind, key=key, text=said.words, captured=captured)


def _place(name: str) -> str:
    found = gazetteer.lookup(name)
    return next((place.key for place in found if place.state == STATE), found[0].key)
