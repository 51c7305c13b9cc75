"""What waits for a second person: the tasks of those who may agree or accept, and who hears what became of it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast

from samanvay.access import events as access
from samanvay.access.models import Grant, Proposal
from samanvay.access.proposals.second_persons import agreers, serving
from samanvay.audit.models import Event
from samanvay.audit.operations import within_operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading

from .actions.duties import Step, do_duty, notify, open_duty
from .kinds import DutyKind, register_kind
from .models import Duty

STEP = timedelta(hours=24)
MOST_STEPS = 4
ANSWERS = (
    access.PROPOSAL_ACCEPTED,
    access.PROPOSAL_AGREED,
    access.PROPOSAL_LAPSED,
    access.PROPOSAL_REFUSED,
    access.PROPOSAL_WITHDRAWN,
)
RULE = Bilingual(
    "Two persons of two units must agree to a state-level role, its end, a reset of its sign-in and a token",
    "राज्य स्तर की भूमिका, उसकी समाप्ति, उसके साइन इन का रीसेट और टोकन के लिए दो इकाइयों के दो व्यक्ति आवश्यक हैं",
)
AGREE = register_kind(
    "access:agree",
    "Agree to an administrator's proposal, or reject it",
    "प्रशासक के प्रस्ताव पर सहमति देना या अस्वीकार करना",
    closes_itself=True,
    link_words=Bilingual("See the proposal", "प्रस्ताव देखें"),
    rule=RULE,
)
ACCEPT = register_kind(
    "access:accept",
    "Accept or reject a token that acts for your unit",
    "अपनी इकाई के लिए बने टोकन को स्वीकार या अस्वीकार करना",
    closes_itself=True,
    link_words=Bilingual("See the token", "टोकन देखें"),
    rule=RULE,
)
TITLES: dict[str, Bilingual] = {
    Proposal.Kind.POSTING: Bilingual(
        "An administrator proposes a state-level role: agree or reject",
        "प्रशासक ने राज्य स्तर की भूमिका का प्रस्ताव किया: सहमति दें या अस्वीकार करें",
    ),
    Proposal.Kind.ENDING: Bilingual(
        "An administrator proposes to end a state-level role: agree or reject",
        "प्रशासक ने राज्य स्तर की भूमिका समाप्त करने का प्रस्ताव किया: सहमति दें या अस्वीकार करें",
    ),
    Proposal.Kind.RESET: Bilingual(
        "An administrator proposes to reset the sign-in of a state-level officer: agree or reject",
        "प्रशासक ने राज्य स्तर के अधिकारी का साइन इन रीसेट करने का प्रस्ताव किया: सहमति दें या अस्वीकार करें",
    ),
    Proposal.Kind.TOKEN: Bilingual(
        "An administrator proposes a token for a machine: agree or reject",
        "प्रशासक ने मशीन के लिए टोकन का प्रस्ताव किया: सहमति दें या अस्वीकार करें",
    ),
}
ACCEPT_TITLE = Bilingual(
    "A token for a machine will act for your unit: accept or reject",
    "एक मशीन का टोकन आपकी इकाई के लिए काम करेगा: स्वीकार या अस्वीकार करें",
)
OUTCOMES: dict[str, Bilingual] = {
    Proposal.Outcome.DONE: Bilingual(
        "A second person agreed to your proposal: it is in force", "दूसरे व्यक्ति ने आपके प्रस्ताव पर सहमति दी: वह लागू है"
    ),
    Proposal.Outcome.REFUSED: Bilingual("Your proposal was rejected", "आपका प्रस्ताव अस्वीकार हुआ"),
    Proposal.Outcome.LAPSED: Bilingual(
        "Your proposal has expired: nobody agreed in time", "आपका प्रस्ताव समाप्त हुआ: समय पर किसी ने सहमति नहीं दी"
    ),
}
BY_THE_SERVER = Bilingual(
    "A server command agreed to a proposal, not a second person",
    "एक प्रस्ताव पर सहमति दूसरे व्यक्ति ने नहीं, सर्वर के आदेश से दी गई",
)


def ask_second_person(event: Event) -> None:
    """Open the task of whoever may agree to a proposal, and for a token that of the head of its unit.

    The administrators of another unit are asked first; after a day each the others who may agree.
    """
    proposal = _proposal(event)
    if not proposal.outcome:
        with within_operation(event.op):
            _ask(proposal)


def ask_unasked() -> int:
    """Open the tasks of proposals that nobody could be asked about: their post is filled or confirmed by now.

    Returns of how many proposals a task was missing. The ticker calls it.
    """
    asked = Duty.objects.filter(subject_kind="proposal", subject_id=Cast(OuterRef("pk"), CharField()))
    lacks_agree = Q(agreed_at__isnull=True) & ~Exists(asked.filter(kind=AGREE.code))
    lacks_accept = Q(token__isnull=False, accepted_at__isnull=True) & ~Exists(asked.filter(kind=ACCEPT.code))
    with reading(SYSTEM):
        found = Proposal.objects.waiting(clock.now()).filter(lacks_agree | lacks_accept)
        listed = list(found.select_related("user", "grant", "token", "token__user").order_by("proposed_at"))
    for proposal in listed:
        with acting_as(SYSTEM), transaction.atomic():
            _ask(proposal)
    return len(listed)


def _ask(proposal: Proposal) -> None:
    page = f"/directory/proposals/{proposal.id}/"
    if proposal.agreed_at is None:
        _open(proposal, AGREE, TITLES[proposal.kind], agreers(proposal), page)
    if proposal.token is not None and proposal.accepted_at is None:
        _open(proposal, ACCEPT, ACCEPT_TITLE, directory.heads_for(proposal.token), f"{page}accept/")


def note_answer(event: Event) -> None:
    """Close the tasks that an answer ends, and tell the proposer what became of it."""
    proposal = _proposal(event)
    done = [
        kind for kind, at in ((AGREE, proposal.agreed_at), (ACCEPT, proposal.accepted_at)) if at or proposal.outcome
    ]
    with within_operation(event.op):
        about = Duty.objects.waiting().filter(
            kind__in=[kind.code for kind in done], subject_kind="proposal", subject_id=str(proposal.id)
        )
        for duty in about:
            do_duty(by=SYSTEM, duty=duty)
        grant = Grant.objects.filter(user=proposal.proposed_by).in_force(clock.today()).order_by("since", "id").first()
        told = []
        if proposal.outcome in OUTCOMES and grant is not None:
            told.append(([grant.user], OUTCOMES[proposal.outcome]))
        if event.actor == SYSTEM.id and event.kind == access.PROPOSAL_AGREED.code:
            watchers = [each for each in serving(proposal.home_state) if each.role == "data_protection_officer"]
            grant = grant or next(iter(watchers), None)
            told.append(([each.user for each in watchers], BY_THE_SERVER))
        for people, words in told:
            assert grant is not None or not people
            if grant is not None:
                notify(
                    people=people,
                    words=words,
                    link=f"/directory/proposals/{proposal.id}/",
                    key=f"proposal:{event.seq}",
                    audience=grant.audience,
                    home_state=proposal.home_state,
                )


def _proposal(event: Event) -> Proposal:
    found = Proposal.objects.select_related("user", "grant", "token", "token__user")
    return found.get(pk=event.detail["proposal"])


def _open(proposal: Proposal, kind: DutyKind, title: Bilingual, people: list[Grant], link: str) -> None:
    """Open the task of the first of those who may answer; the others hear of it, one seat a day."""
    seats = list(dict.fromkeys((grant.role, grant.audience) for grant in people))
    if not seats:
        return
    (role, audience), *others = seats
    open_duty(
        by=SYSTEM,
        kind=kind,
        subject=("proposal", proposal.id),
        title=title,
        owner_role=role,
        owner_audience=audience,
        due_at=clock.now() + STEP,
        readers=[],
        home_state=proposal.home_state,
        link=link,
        escalate=[Step(STEP * number, *seat) for number, seat in enumerate(others[:MOST_STEPS], start=1)],
        key=f"{kind.code}:{proposal.id}",
    )
