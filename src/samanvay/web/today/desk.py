"""The desk: the tasks of the day in at most seven lines, what was escalated, one's training, cards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.duties import policies, queries
from samanvay.duties.kinds import kind_of
from samanvay.duties.models import Duty
from samanvay.duties.superiors import queries as superiors
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.reports import queries as reports
from samanvay.training.courses.policies import may_learn
from samanvay.training.examining.queries.gaps import Gap, gaps_of
from samanvay.web.components.pieces import Action, Pill
from samanvay.web.kit import offers
from samanvay.web.kit.clocks import clock_pill, day_words, late_pill
from samanvay.web.kit.duties import holder_words, state_pill

from .buttons import button_of
from .cards import cards
from .figures import next_steps
from .presenters import Known, duty_link, known_of, pause_words, why_words
from .task_words import MANY, OWN_TRAINING, PAGES, VERBS

MOST_LINES = 7
MOST_ESCALATED = 5
TOGETHER_FROM = 3


@dataclass(frozen=True)
class Line:
    """One line of the desk: what, a grey line below it, the clock, one button. ``stands_for`` many ``of`` a sort."""

    title: Any
    sub: str
    pill: Pill | None
    action: Action
    at: datetime
    url: str = ""
    stands_for: int = 1
    of: str = "task"


def desk_of(actor: Actor) -> dict[str, Any]:
    """Return the desk of a person."""
    lines, more, sentence = _tasks(actor)
    escalated = queries.escalated_to(actor)
    late = _escalated(actor, escalated)
    return {
        "day": _("Today, %(day)s") % {"day": formats.date_format(clock.today(), "j F")},
        "button": button_of(actor),
        "lines": lines,
        "sentence": sentence,
        "more": more,
        "steps": [] if lines else next_steps(actor),
        "escalated": late,
        "escalated_count": len(late) if len(late) < MOST_ESCALATED else escalated.count(),
        "training": _training(actor),
        "glance": offers.place_glance(actor),
        "cards": cards(actor),
        "unseen": queries.unseen_notices(actor),
    }


def tasks_sentence(counts: Iterable[queries.KindCount], beside: Iterable[Line]) -> str:
    """Return how much waits, each sort by itself: "You have 5 tasks, 1 training task and 2 reports to accept."."""
    training = sum(each.count for each in counts if each.kind in OWN_TRAINING)
    many = {"task": sum(each.count for each in counts) - training, "training": training, "report": 0, "detail": 0}
    for line in beside:
        many[line.of] += line.stands_for
    words = {
        "task": ngettext("%(n)d task", "%(n)d tasks", many["task"]),
        "training": ngettext("%(n)d training task", "%(n)d training tasks", many["training"]),
        "report": ngettext("%(n)d report to accept", "%(n)d reports to accept", many["report"]),
        "detail": ngettext("%(n)d detail to decide", "%(n)d details to decide", many["detail"]),
    }
    said = [words[sort] % {"n": n} for sort, n in many.items() if n]
    if not said:
        return _("You have no task.")
    first, last = ", ".join(said[:-1]), said[-1]
    return _("You have %(what)s.") % {
        "what": _("%(first)s and %(last)s") % {"first": first, "last": last} if first else last
    }


def _tasks(actor: Actor) -> tuple[list[Line], int, str]:
    """Return the lines of the tasks, the most urgent first, how much they leave out, and the sentence of all."""
    every = queries.by_kind(queries.today(actor))
    mine = queries.today(actor).exclude(kind__in=OWN_TRAINING)
    counts = [each for each in every if each.kind not in OWN_TRAINING]
    together = [each for each in counts if each.kind in MANY and each.count >= TOGETHER_FROM]
    single = list(mine.exclude(kind__in=[each.kind for each in together]).select_related("owner_user")[:MOST_LINES])
    beside = waiting_beside(actor)
    lines = [*beside, *(_many(each) for each in together), *_single(actor, single)]
    shown = sorted(lines, key=lambda line: line.at)[:MOST_LINES]
    total = sum(each.count for each in counts) + sum(line.stands_for for line in beside)
    more, sentence = total - sum(line.stands_for for line in shown), tasks_sentence(every, beside)
    if more:
        sentence += " " + ngettext("%(n)d is not shown here:", "%(n)d are not shown here:", more) % {"n": more}
    return shown, more, sentence


def _many(each: queries.KindCount) -> Line:
    url = reverse(PAGES[each.kind]) if each.kind in PAGES else f"{reverse('tasks')}?kind={each.kind}"
    action = Action(VERBS.get(each.kind, _("Open")), url, kind="primary")
    words = kind_of(each.kind).words
    return Line(
        MANY[each.kind] % {"n": each.count},
        str(words),
        clock_pill(due_at=each.due_at),
        action,
        each.due_at,
        url,
        each.count,
    )


def _single(actor: Actor, duties: Sequence[Duty]) -> list[Line]:
    known = known_of(duties)
    reminded = superiors.last_reminders(duties)
    return [
        Line(
            duty.title,
            _sub(actor, duty, known, reminded.get(duty.pk)),
            state_pill(duty),
            Action(VERBS.get(duty.kind, _("Open")), duty_link(actor, duty), kind="primary"),
            duty.due_at,
            reverse("duty", args=[duty.pk]),
        )
        for duty in duties
    ]


def _sub(actor: Actor, duty: Duty, known: Known, reminded: datetime | None) -> str:
    proposal = known.proposals.get(duty.subject_id)
    why = offers.proposal_sentence(proposal) if proposal else why_words(duty, known)
    if why == str(kind_of(duty.kind).words):
        why = _("assigned %(when)s") % {"when": day_words(duty.opened_at)}
    said = [pause_words(duty) if duty.paused_at else why]
    if len(actor.grants) > 1:
        said.insert(0, holder_words(duty.owner_role, known.units.get(duty.owner_audience)))
    if reminded is not None:
        said.insert(0, _("reminded %(when)s") % {"when": day_words(reminded)})
    return " · ".join(part for part in said if part)


def waiting_beside(actor: Actor) -> list[Line]:
    """Return what waits beside the duties: reports to accept, those of nothing apart, and details to decide."""
    lines = []
    end = queries.end_of_day()
    if holds(actor, Permission.REPORT_ACCEPT):
        waiting = reports.waiting_to_decide(actor)
        if waiting.quiet:
            words = ngettext("%(n)d report: nothing to report", "%(n)d reports: nothing to report", waiting.quiet)
            action = Action(_("Accept"), f"{reverse('reports_to_accept')}?show=nil", kind="primary")
            sub = _("Read them and accept them together")
            lines.append(
                Line(
                    words % {"n": waiting.quiet},
                    sub,
                    _since(waiting.quiet_since),
                    action,
                    end,
                    stands_for=waiting.quiet,
                    of="report",
                )
            )
        if waiting.telling:
            words = ngettext("%(n)d report with incidents", "%(n)d reports with incidents", waiting.telling)
            sub = _names(waiting.districts, waiting.telling)
            page = f"{reverse('reports')}?state=submitted&kind=telling"
            action = Action(VERBS["finding:new"], page, kind="primary")
            since = _since(waiting.telling_since)
            lines.append(
                Line(words % {"n": waiting.telling}, sub, since, action, end, stands_for=waiting.telling, of="report")
            )
    details = reports.readings_waiting(actor) if holds(actor, Permission.REPORT_WRITE) else 0
    if details:
        words = ngettext("%(n)d detail found in a report", "%(n)d details found in reports", details)
        sub = _("Confirm or reject each: it counts only then")
        action = Action(_("Decide"), reverse("reports"), kind="primary")
        lines.append(Line(words % {"n": details}, sub, None, action, end, stands_for=details, of="detail"))
    return lines


def _since(at: datetime | None) -> Pill | None:
    return Pill(_("since %(when)s") % {"when": day_words(at)}, "calm") if at else None


def _names(first: Sequence[Any], count: int) -> str:
    names = ", ".join(dict.fromkeys(str(each) for each in first))
    rest = count - len(first)
    return names if rest <= 0 else _("%(names)s and %(n)d more") % {"names": names, "n": rest}


def _escalated(actor: Actor, found: QuerySet[Duty]) -> list[Line]:
    """Return the most urgent of what was escalated: whose it is, how late, and one fitting verb."""
    duties = list(found.select_related("owner_user")[:MOST_ESCALATED])
    policies.know_lines(duties)
    known, owners, reminded = (
        known_of(duties),
        superiors.owners_of_many(actor, duties),
        superiors.last_reminders(duties),
    )
    lines: list[Line] = []
    for duty in duties:
        owner, at = owners[duty.pk], reminded.get(duty.pk)
        post = holder_words(duty.owner_role, known.units.get(duty.owner_audience))
        said = [*(str(name) for name in owner.people[:1]), _heard(owner), post]
        if at is not None:
            said.insert(0, _("reminded %(when)s") % {"when": day_words(at)})
        pill = state_pill(duty) if duty.paused_at or duty.due_at > clock.now() else late_pill(duty.due_at)
        lines.append(
            Line(
                duty.title,
                " · ".join(part for part in said if part),
                pill,
                _verb(
                    actor,
                    duty,
                    owner,
                    is_reminded=at is not None and at.astimezone(clock.INDIA).date() == clock.today(),
                ),
                duty.due_at,
                reverse("duty", args=[duty.pk]),
            )
        )
    return lines


def _heard(owner: superiors.Owner) -> str:
    if not owner.people:
        if owner.vacant_since is None:
            return _("nobody holds this post")
        return _("post vacant since %(when)s") % {"when": formats.date_format(owner.vacant_since, "j M")}
    return _("seen %(when)s") % {"when": day_words(owner.seen_at)} if owner.seen_at else _("not seen yet")


def _verb(actor: Actor, duty: Duty, owner: superiors.Owner, *, is_reminded: bool) -> Action:
    """Return what fits: Reassign where the post is vacant, Remind once a day, Call after it, else Open."""
    page = reverse("duty", args=[duty.pk])
    if not owner.people and not reason_against(policies.may_reassign_duty, actor, duty):
        return Action(_("Reassign"), f"{page}#reassign")
    if owner.phone and (duty.is_urgent or is_reminded):
        return Action(_("Call"), f"tel:{owner.phone}")
    if owner.people and not is_reminded and not reason_against(policies.may_remind_owner, actor, duty):
        return Action(_("Remind"), reverse("duty_remind", args=[duty.pk]), post=True, fields={"next": reverse("today")})
    return Action(_("Call"), f"tel:{owner.phone}") if owner.phone else Action(_("Open"), page)


def _training(actor: Actor) -> dict[str, Any] | None:
    """Return one line of one's own training: what is asked, else the course that is open, else that nothing is due."""
    if reason_against(may_learn, actor):
        return None
    asked = queries.today(actor).filter(kind__in=OWN_TRAINING).first()
    if asked is not None:
        return {"words": str(asked.title), "pill": state_pill(asked), "url": duty_link(actor, asked)}
    gaps = gaps_of(actor)
    if gaps:
        return {"words": _gap_words(gaps[0]), "pill": None, "url": reverse("training_course", args=[gaps[0].text.code])}
    return {"words": _("Nothing is due this quarter."), "pill": None, "url": reverse("training")}


def _gap_words(gap: Gap) -> str:
    said = {"title": str(gap.text.title), "n": len(gap.lessons)}
    if gap.lessons:
        return ngettext("“%(title)s”: %(n)d lesson left", "“%(title)s”: %(n)d lessons left", len(gap.lessons)) % said
    if gap.until is not None:
        day = formats.date_format(gap.until, "j M")
        return _("“%(title)s”: renew the certificate by %(day)s") % {**said, "day": day}
    return _("“%(title)s”: the examination is open") % said
