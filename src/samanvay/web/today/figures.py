"""The head of Today: what waits in a sentence, true counts with the sentences that they begin, the ways on."""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, units_with
from samanvay.access.proposals.second_persons import why_not_accept, why_not_agree
from samanvay.access.queries import proposals_of
from samanvay.audit import queries as audit
from samanvay.cases.events import CASE_EXPORTED
from samanvay.directory import queries as directory
from samanvay.directory.policies import states_of
from samanvay.directory.queries import districts_in_charge
from samanvay.duties import queries
from samanvay.duties.exports import WATCHES
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.picture.queries import districts_reported
from samanvay.reports import queries as reports
from samanvay.reports.sameness.questions import questions_waiting
from samanvay.reports.weeks.weekly import asked_week, week_words
from samanvay.tracing.events import ENTRIES_EXPORTED
from samanvay.web.components.pieces import Action, Stat

MOST_STEPS = 4
LOOKS_BACK = timedelta(days=30)
EN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
HI = ("शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ", "दस", "ग्यारह", "बारह")


def number_words(number: int, *, capital: bool = False) -> str:
    """Return a number in words up to twelve, in figures beyond: "eleven", "13"."""
    if not 0 <= number <= 12:
        return str(number)
    words = (HI if (get_language() or "en").startswith("hi") else EN)[number]
    return words.capitalize() if capital else words


def waiting_sentence(waiting: int, due_today: int, overdue: int) -> str:
    """Return what the head of the day says: "Eleven things wait for you. Four are due today."."""
    if not waiting:
        return _("Nothing waits for you.")
    said = [
        ngettext("%(number)s thing waits for you.", "%(number)s things wait for you.", waiting)
        % {"number": number_words(waiting, capital=True)}
    ]
    still = due_today - overdue
    if still:
        said.append(
            ngettext("%(number)s is due today.", "%(number)s are due today.", still)
            % {"number": number_words(still, capital=True)}
        )
    if overdue:
        said.append(
            ngettext("%(number)s is overdue.", "%(number)s are overdue.", overdue)
            % {"number": number_words(overdue, capital=True)}
        )
    return " ".join(said)


def state_in_charge(actor: Actor) -> str:
    """Return the state whose reports this person accepts as a whole, empty for everybody else."""
    units = directory.units_of(units_with(actor, Permission.REPORT_ACCEPT)).values()
    return next((unit.home_state for unit in units if unit.place is not None and unit.place.kind == "state"), "")


def figures(actor: Actor, counts: queries.DayCounts) -> list[Stat]:
    """Return the four figures of a person."""
    notices = queries.unseen_notices(actor)
    overdue = ngettext("of your duties is past its hour", "of your duties are past their hour", counts.overdue)
    return [
        Stat(
            counts.overdue,
            overdue,
            "hot" if counts.overdue else "",
            reverse("today") + "#mine" if counts.overdue else "",
        ),
        _districts(actor, counts),
        _own_work(actor),
        Stat(
            notices, ngettext("notice you have not seen", "notices you have not seen", notices), url=reverse("notices")
        ),
    ]


def _districts(actor: Actor, counts: queries.DayCounts) -> Stat:
    charge = districts_in_charge(actor) if holds(actor, Permission.FACT_READ) else set()
    week = asked_week()
    said = {"week": str(week_words(week))}
    if len(charge) > 1:
        reported = len(charge & districts_reported(actor, week.first))
        number = _("%(part)d of %(whole)d") % {"part": reported, "whole": len(charge)}
        return Stat(number, _("districts reported for %(week)s") % said, "ok" if reported == len(charge) else "")
    if charge:
        spoken = charge <= districts_reported(actor, week.first)
        words = _("your district reported for %(week)s") if spoken else _("your district reported nothing for %(week)s")
        return Stat(_("Yes") if spoken else _("Not yet"), words % said, "ok" if spoken else "warn")
    return Stat(counts.waiting, ngettext("duty waits for you", "duties wait for you", counts.waiting))


def _own_work(actor: Actor) -> Stat:
    """Return what waits for a decision of this person's, with the questions whether records tell of one happening.

    A confirmed reading that is asked does not count until it is answered; a case that is asked may count twice.
    """
    questions = list(questions_waiting(actor))
    asked = len(questions)
    if holds(actor, Permission.REPORT_WRITE) and reports.reporting_desk(actor) is not None:
        waiting = reports.readings_waiting(actor)
        words = ngettext("reading waits for your decision", "readings wait for your decision", waiting)
        if asked:
            waiting += asked
            words = ngettext(
                "reading or question of the same happening waits for you",
                "readings and questions of the same happening wait for you",
                waiting,
            )
        return Stat(waiting, words, url=questions[0].link if waiting == asked > 0 else reverse("reports"))
    if holds(actor, Permission.REPORT_ACCEPT):
        waiting = reports.reports_to_decide(actor).count()
        words = ngettext("report waits to be accepted", "reports wait to be accepted", waiting)
        if asked:
            waiting += asked
            words = ngettext(
                "report to accept or question of the same happening waits for you",
                "reports to accept and questions of the same happening wait for you",
                waiting,
            )
        return Stat(waiting, words, url=reverse("reports") + "?state=submitted")
    if asked:
        words = ngettext(
            "question whether it is the same happening waits for you",
            "questions whether it is the same happening wait for you",
            asked,
        )
        return Stat(asked, words, url=questions[0].link)
    up = queries.escalated_to(actor).count()
    return Stat(up, ngettext("duty has come up to you", "duties have come up to you", up))


def head_action(actor: Actor) -> Action | None:
    """Return the one button at the head of the day: write the report, else look at the picture."""
    if holds(actor, Permission.REPORT_WRITE) and reports.reporting_desk(actor) is not None:
        return Action(_("Write a report"), reverse("report_new"), kind="primary")
    if holds(actor, Permission.FACT_READ):
        return Action(_("Open the picture"), reverse("picture"), kind="primary")
    return None


def next_steps(actor: Actor) -> list[Action]:
    """Return at most four ways on, the nearest to the role's own work first; each opens for this person."""
    writes = holds(actor, Permission.REPORT_WRITE) and reports.reporting_desk(actor) is not None
    offered = [
        (holds(actor, Permission.CASE_OPEN), _("Record a case"), "case_quick"),
        (holds(actor, Permission.TRACING_WRITE), _("Report a missing or found person"), "entry_add"),
        (writes, _("Write a report"), "report_new"),
        (holds(actor, Permission.REPORT_ACCEPT), _("Before the meeting"), "meeting"),
        (holds(actor, Permission.AUDIT_READ), _("Read the log"), "audit"),
        (holds(actor, Permission.ACCESS_GRANT), _("Look at officers and units"), "officers"),
        (holds(actor, Permission.FINDING_DECIDE), _("Look at the findings"), "findings"),
        (holds(actor, Permission.CASE_READ), _("Look at the cases"), "cases"),
        (holds(actor, Permission.FACT_READ), _("Open the picture"), "picture"),
        (holds(actor, Permission.FACT_READ_PARTNER), _("Open the picture"), "picture"),
        (holds(actor, Permission.POST_WRITE), _("Read the trends board"), "trends"),
    ]
    return [Action(words, reverse(name)) for may, words, name in offered if may][:MOST_STEPS]


def post_stats(actor: Actor) -> list[Stat]:
    """Return the cards of an actor's posts; none for most roles."""
    return [*_proposals(actor), *_exports(actor)]


def _proposals(actor: Actor) -> list[Stat]:
    """Return how many proposals the actor may agree to, also none, and the tokens that wait for their acceptance."""
    if not holds(actor, Permission.ACCESS_AGREE):
        return []
    states = states_of(actor, Permission.ACCESS_AGREE)
    listed = list(proposals_of(states).waiting(clock.now()).order_by("lapses_at"))
    agrees = sum(not why_not_agree(actor, each) for each in listed)
    words = ngettext("proposal that you may agree to", "proposals that you may agree to", agrees)
    stats = [Stat(agrees, words, "warn" if agrees else "", reverse("proposals"))]
    tokens = [(each, each.token) for each in listed if each.token is not None]
    accepts = [each for each, token in tokens if not why_not_accept(actor, each, directory.heads_for(token))]
    if accepts:
        words = ngettext("token that waits for your acceptance", "tokens that wait for your acceptance", len(accepts))
        stats.append(Stat(len(accepts), words, "warn", reverse("proposal_accept", args=[accepts[0].id])))
    return stats


def _exports(actor: Actor) -> list[Stat]:
    """Return how many lists left the house lately, for the data protection officer."""
    if not holds(actor, Permission.AUDIT_READ) or not any(held.role == WATCHES for held in actor.grants):
        return []
    since = clock.today() - LOOKS_BACK

    def found(kind: str) -> tuple[int, str]:
        many = audit.events(actor, audit.Filters(kind=kind, since=since)).count()
        return many, f"{reverse('audit')}?{urlencode({'kind': kind, 'since': since.isoformat()})}"

    cases, of_cases = found(CASE_EXPORTED.code)
    entries, of_entries = found(ENTRIES_EXPORTED.code)
    return [
        Stat(cases, ngettext("export of cases in 30 days", "exports of cases in 30 days", cases), url=of_cases),
        Stat(
            entries,
            ngettext("export of register entries in 30 days", "exports of register entries in 30 days", entries),
            url=of_entries,
        ),
    ]
