"""Duties, reports, imports, officers and places, for the addresses of their rooms."""

from datetime import timedelta
from typing import Any

from things import OWN, acting, officer, thing

from samanvay.access.actors import actor_for
from samanvay.access.models import ApiToken, User
from samanvay.access.tokens.actions import issue_token, make_client
from samanvay.access.users.actions import create_user, give_grant
from samanvay.audit.operations import operation
from samanvay.cases.actions import open_case
from samanvay.directory.models import Posting
from samanvay.directory.officers.actions.officers import add_officer
from samanvay.directory.officers.actions.postings import post_officer
from samanvay.directory.queries import unit_of
from samanvay.documents.importing.actions import stage_file
from samanvay.duties.actions.asking import ask_duty, send_back_duty
from samanvay.duties.actions.duties import open_duty
from samanvay.duties.kinds import register_kind
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.law.actions import verify_entry
from samanvay.law.drafts.actions import send_draft, write_draft
from samanvay.law.loading import load_library
from samanvay.law.models import LawEdition, LawEntry, LawQuestion
from samanvay.law.questions.actions import answer_on_entry, ask_on_entry
from samanvay.law.saying import table_of
from samanvay.measures.advisories.actions.sending import send_advisory
from samanvay.measures.advisories.actions.writing import AdvisoryWords, Content, draft_advisory
from samanvay.measures.advisories.addressees import Addressee
from samanvay.measures.models import Advisory, Measure
from samanvay.measures.playbook.loading import load_playbook
from samanvay.opendata.actions import write_post
from samanvay.picture.events import LAYER_IMPORTED
from samanvay.picture.findings.actions.deciding import make_finding
from samanvay.picture.models import StatLayer, StatValue
from samanvay.picture.states import Subject
from samanvay.reports.actions import write_report
from samanvay.reports.events import CLAIM_CORRECTED
from samanvay.reports.models import Claim, SituationReport
from samanvay.reports.settling.written import WrittenPlace, rows_of
from samanvay.reports.teaching.actions.consenting import give_consent
from samanvay.reports.teaching.queries import present_consent

KIND = register_kind("matrix:tried", "Tried by the matrix", "परीक्षण")
STORY = "Police rescued 12 girls from Delhi. They were brought from Jharkhand to Bahraich by train."


@thing("duty")
def duty(audience: int, **more: Any) -> dict[str, Any]:
    """Open a duty of the station officer of a unit."""
    made = open_duty(
        by=SYSTEM,
        kind=KIND,
        subject=("test", uuid7()),
        title=Bilingual("Call the DCPU", "डीसीपीयू को बुलाएँ"),
        owner_role="station_officer",
        owner_audience=audience,
        due_at=clock.now() + timedelta(hours=1),
        readers=[0, audience],
        home_state="IN-UP",
        **more,
    )
    return {"key": made.id}


def _asked(audience: int) -> Duty:
    """Return a duty of a unit at whose own wish it was opened, and post somebody there who answers."""
    officer("ahtu_in_charge", audience)
    with reading(SYSTEM):
        return Duty.objects.get(pk=duty(audience, opener_unit=audience)["key"])


@thing("question")
def question(audience: int) -> dict[str, Any]:
    """Let the machinery ask a unit about a duty of its station officer."""
    return {"key": ask_duty(by=SYSTEM, duty=_asked(audience), text="Which form?").id}


@thing("duty sent back")
def duty_sent_back(audience: int) -> dict[str, Any]:
    """Let the machinery send a duty back to a unit."""
    return {"key": send_back_duty(by=SYSTEM, duty=_asked(audience), reason="Not ours.").id}


@thing("district of the meeting")
def district_of_the_meeting(audience: int) -> dict[str, Any]:
    """Return the district of a unit."""
    return {"place": unit_of(audience).place_id}


def _report(audience: int) -> SituationReport:
    by = actor_for(officer("station_officer", audience))
    day = clock.today()
    with reading(by):
        return write_report(by=by, period_from=day - timedelta(days=6), period_to=day, narrative=STORY)


@thing("report")
def report(audience: int) -> dict[str, Any]:
    """Write a draft at a unit."""
    return {"key": _report(audience).id}


@thing("report to add to")
def report_to_add_to(audience: int) -> dict[str, Any]:
    """Write a draft that files are added to."""
    return {"report_id": _report(audience).id}


@thing("week of a district")
def week_of_district(audience: int) -> dict[str, Any]:
    """Return a week of the district of a unit."""
    return {"monday": "2026-11-16", "district": unit_of(audience).place_id}


@thing("claim")
def claim(audience: int) -> dict[str, Any]:
    """Let a report's narrative be read; return the first reading."""
    made = _report(audience)
    with reading(SYSTEM):
        return {"key": Claim.objects.filter(report=made).order_by("id")[0].id}


@thing("claim with a place as written")
def claim_with_a_place(audience: int) -> dict[str, Any]:
    """Let a report's narrative be read; leave a place of the first reading as it is written."""
    made = claim(audience)
    with acting_as(SYSTEM), operation(CLAIM_CORRECTED, by=SYSTEM):
        written = rows_of([WrittenPlace("place", "Mahape")])
        Claim.objects.filter(pk=made["key"]).update(written=written, is_unsettled=True)
    return {**made, "number": 0}


@thing("press that settled places")
def press_that_settled(audience: int) -> dict[str, Any]:
    """Name a press of nobody: only who settled places takes that back."""
    return {"key": uuid7()}


@thing("import")
def staged(audience: int) -> dict[str, Any]:
    """Stage a list of officers at a unit: one row to mend, one that may be written."""
    by = acting("administrator", audience)
    content = (
        "Employee no,Name,Unit,Role,Posted since\n"
        "X-1,Asha Devi,Nowhere,Station officer,2026-01-01\n"
        f"X-2,Asha Devi,{unit_of(audience).code},Station officer,2026-01-01\n"
    ).encode()
    with reading(by):
        run = stage_file(by=by, kind="officers", content=content, file_name="list.csv", audience=audience)
    return {"key": run.id}


@thing("import row")
def staged_row(audience: int) -> dict[str, Any]:
    """Stage a list; return its first row."""
    return {**staged(audience), "number": 2}


def _posting(audience: int) -> Posting:
    posted = add_officer(by=SYSTEM, employee_no=f"M-{uuid7().hex[-8:]}", home_state="IN-UP", name="Asha Devi")
    return post_officer(by=SYSTEM, officer=posted, unit=unit_of(audience), role="station_officer")


@thing("officer")
def in_the_list(audience: int) -> dict[str, Any]:
    """Post an officer to a unit."""
    return {"key": _posting(audience).officer_id}


@thing("posting")
def posting(audience: int) -> dict[str, Any]:
    """Post an officer to a unit."""
    return {"key": _posting(audience).id}


@thing("unit")
def unit(audience: int) -> dict[str, Any]:
    """Return a unit."""
    return {"key": unit_of(audience).id}


@thing("district")
def district(audience: int) -> dict[str, Any]:
    """Return a district."""
    return {"key": unit_of(audience).place_id}


@thing("beat")
def beat(audience: int) -> dict[str, Any]:
    """Return a unit that serves a place of one district."""
    return {"key": unit_of(audience).id}


@thing("table of the picture")
def table(audience: int) -> dict[str, Any]:
    """Return a table's name."""
    return {"table": "cells"}


@thing("file of the map")
def map_file(audience: int) -> dict[str, Any]:
    """Return a kind of file."""
    return {"kind": "svg"}


@thing("measure of convergence")
def measure_of_convergence(audience: int) -> dict[str, Any]:
    """Return a measure of convergence."""
    return {"code": "joint"}


@thing("published table")
def published_table(audience: int) -> dict[str, Any]:
    """Keep one published number; return its table."""
    with operation(LAYER_IMPORTED, by=SYSTEM, target=("layer", "ncrb-crimes")):
        layer, made = StatLayer.objects.get_or_create(
            kind="ncrb-crimes", defaults={"source": "NCRB", "made_at": clock.now(), "made_by": SYSTEM.id}
        )
        if made:
            StatValue.objects.create(
                layer=layer, place_id="district:180", year=2021, head="human_trafficking", value=4, row=uuid7()
            )
    return {"kind": layer.kind}


@thing("finding")
def finding(audience: int) -> dict[str, Any]:
    """Write a finding at a unit."""
    by = actor_for(officer("police_chief", audience))
    day = clock.today()
    with reading(by):
        made = make_finding(
            by=by, subject=Subject.FORM, form="begging", said="More children at signals", since=day, until=day
        )
    return {"key": made.id}


@thing("pattern")
def pattern(audience: int) -> dict[str, Any]:
    """Name a pattern that officers and partners discuss."""
    return {"kind": "form", "key": "begging"}


@thing("post of another")
def post(audience: int) -> dict[str, Any]:
    """Write a post on the trends board, as somebody who is none of the personas."""
    by = actor_for(officer("trainer", audience))
    with reading(by):
        return {"key": write_post(by=by, kind="form", key="begging", text="Most often before festivals.").id}


@thing("measure")
def measure(audience: int) -> dict[str, Any]:
    """Take in the playbook; return its first measure, which is of no unit's keeping."""
    load_playbook()
    with reading(SYSTEM):
        return {"key": Measure.objects.order_by("code")[0].pk}


@thing("entry of the law")
def entry_of_law(audience: int) -> dict[str, Any]:
    """Take in the library; return an entry, which is of no unit's keeping."""
    load_library()
    return {"code": "bns_143"}


@thing("kind of law")
def kind_of_law(audience: int) -> dict[str, Any]:
    """Name a kind of entry that a state writes."""
    load_library()
    return {"kind": "advisory"}


@thing("consent to teach the reader")
def consent_to_teach(audience: int) -> dict[str, Any]:
    """Let somebody of the state's desk who is none of the personas consent; there is one consent at a time."""
    by = actor_for(officer("state_bureau", audience))
    with reading(by):
        return {"key": (present_consent() or give_consent(by=by, reason="It misses much.")).pk}


@thing("draft of the law")
def draft_of_the_law(audience: int) -> dict[str, Any]:
    """Let counsel who is none of the personas write another text of an entry and send it to a second person."""
    load_library()
    by = actor_for(officer("prosecutor", audience))
    with reading(by):
        text = LawEdition.objects.get(entry__code="bns_143", no=1).text()
        said = {**table_of(text), "title_en": "Trafficking in persons"}
        draft = write_draft(by=by, said=said, code="bns_143", based_on=1)
        return {"key": send_draft(by=by, draft=draft).pk}


@thing("word of counsel")
def word_of_counsel(audience: int) -> dict[str, Any]:
    """Let counsel who is none of the personas verify an entry."""
    load_library()
    by = actor_for(officer("prosecutor", audience))
    with reading(by):
        edition = LawEdition.objects.get(entry__code="bns_143", no=1)
        return {"key": verify_entry(by=by, edition=edition, outcome="verified").pk}


@thing("question on the law")
def question_on_law(audience: int) -> dict[str, Any]:
    """Let somebody who is none of the personas ask on an entry."""
    load_library()
    by = actor_for(officer("doctor", audience))
    with reading(by):
        entry = LawEntry.objects.get(code="bns_143")
        return {"key": ask_on_entry(by=by, entry=entry, text="Does it hold for a grown-up?").pk}


@thing("answer on the law")
def answer_on_law(audience: int) -> dict[str, Any]:
    """Let a resource person who is none of the personas answer a question."""
    key = question_on_law(audience)["key"]
    by = actor_for(officer("trainer", audience))
    with reading(by):
        question = LawQuestion.objects.select_related("entry").get(pk=key)
        return {"key": answer_on_entry(by=by, question=question, text="It holds for any person.").pk}


def _draft(audience: int) -> Advisory:
    """Write an advisory at a unit, to that unit's own officers; its owner is none of the personas."""
    by = actor_for(officer("police_chief", audience))
    with reading(by):
        seat = Addressee(unit_of(audience), "trainer")
        said = AdvisoryWords(title_en="Night buses", text_en="Watch the night buses.")
        return draft_advisory(by=by, content=Content(said, [seat]))


def _advisory(audience: int) -> Advisory:
    officer("trainer", audience)
    draft = _draft(audience)
    by = actor_for(User.objects.get(pk=draft.made_by))
    with reading(by):
        return send_advisory(by=by, advisory=draft)


@thing("draft of an advisory")
def draft_of_advisory(audience: int) -> dict[str, Any]:
    """Write an advisory that was not sent."""
    return {"key": _draft(audience).pk}


@thing("advisory")
def advisory(audience: int) -> dict[str, Any]:
    """Send an advisory."""
    return {"key": _advisory(audience).pk}


@thing("recipient of an advisory")
def recipient_of_advisory(audience: int) -> dict[str, Any]:
    """Send an advisory; return its recipient."""
    sent = _advisory(audience)
    with reading(SYSTEM):
        return {"key": sent.recipients.get().pk}


@thing("ground")
def ground(audience: int) -> dict[str, Any]:
    """Return the frame of a map."""
    return {"code": "300-90-347-124"}


@thing("any address")
def any_address(audience: int) -> dict[str, Any]:
    """Return a path that the interface does not have."""
    return {"rest": "nothing"}


@thing("case by key")
def case_by_key(audience: int) -> dict[str, Any]:
    """Open a case, for the address of the interface."""
    by = actor_for(officer("station_officer", audience))
    return {"key": open_case(by=by, what="Three girls on a bus", forms=["sexual_exploitation"]).id}


@thing("token")
def token(audience: int) -> dict[str, Any]:
    """Issue a token; administrators keep all of them."""
    return {"key": _token(audience, "Machine").id}


@thing("proposed token")
def proposed_token(audience: int) -> dict[str, Any]:
    """Issue a token that waits for a second person and for the unit's head; of another unit than the proposer's."""
    return {"key": _token(audience, "Waiting machine").proposal.id if unit_of(audience).name == OWN else uuid7()}


@thing("proposal")
def proposal(audience: int) -> dict[str, Any]:
    """Propose an officer for a role of the state."""
    if unit_of(audience).name != OWN:
        return {"key": uuid7()}
    user = create_user(by=SYSTEM, username=f"proposed-{audience}", name="Proposed")
    given = {"role": "auditor", "audience": audience, "compartment": "oversight", "home_state": "IN-UP"}
    grant = give_grant(by=ELSEWHERE, user=user, since=clock.today(), **given)
    return {"key": grant.proposals.get().id}


# An administrator of a unit where no persona serves.
ELSEWHERE = acting("administrator", 99_999)


def _token(audience: int, name: str) -> ApiToken:
    by = ELSEWHERE
    given = {"role": "station_officer", "audience": audience, "compartment": "police", "home_state": "IN-UP"}
    client = make_client(by=by, name=f"{name} {audience}", **given)
    made, _text = issue_token(
        by=by,
        client=client,
        name="n",
        audience=audience,
        permissions=["case:read"],
        expires_on=clock.today(),
    )
    return made
