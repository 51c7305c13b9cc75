"""A batch and turns in words: facts, pills, days, tables."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.directory.kinds import COMPARTMENTS
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.rosters import coordination
from samanvay.rosters.batches.labels import days_with_year, title_of
from samanvay.rosters.batches.queries.batches import Figures
from samanvay.rosters.batches.states import ABSENCES, COMING, BatchState, TurnOrigin, TurnState
from samanvay.rosters.models import Batch, Turn
from samanvay.rosters.plans.states import Mode
from samanvay.training.roll.vocabulary import LANGUAGES
from samanvay.web.components.pieces import Crumb, Kind, Pill

from . import frame, week_words

BATCH_SIGNS: dict[str, tuple[Kind, str]] = {
    BatchState.PLANNED: ("calm", "○"),
    BatchState.CALLED: ("warn", "◐"),
    BatchState.HELD: ("ok", "●"),
    BatchState.CANCELLED: ("hot", "✕"),
}
TURN_KINDS: dict[str, Kind] = {
    TurnState.PLANNED: "calm",
    TurnState.CALLED: "warn",
    TurnState.CAME: "ok",
    TurnState.MISSED: "hot",
    TurnState.MOVED: "calm",
    TurnState.EXCUSED: "calm",
}


def when(batch: Batch) -> str:
    """Return when a batch meets."""
    return days_with_year(batch.starts_on, batch.ends_on)


def when_and_where(turn: Turn) -> str:
    return f"{when(turn.batch)}, {turn.batch.where}"


def batch_pill(batch: Batch) -> Pill:
    """Return where a batch stands."""
    return Pill(batch.state_words, *BATCH_SIGNS[batch.state])


def turn_pill(turn: Turn) -> Pill:
    """Return where a turn stands, with the reason of one that was missed or given up."""
    words = str(turn.state_words)
    if turn.absence and turn.state not in (*COMING, TurnState.CAME):
        words = f"{words}: {ABSENCES[turn.absence]}"
    return Pill(words, TURN_KINDS[turn.state])


def crumbs(actor: Actor, batch: Batch, *more: Any) -> list[Crumb]:
    """Return the way to a batch, or to a page of it, by the week of the calendar for whom that opens."""
    first = []
    if reason(coordination.may_see, actor) == "":
        week = f"{reverse('roster_calendar')}?week={week_words.week_key(batch.monday)}"
        first.append(Crumb(_("Calendar"), week))
    if not more:
        return frame.crumbs(*first, Crumb(batch.label))
    page = Crumb(batch.label, reverse("roster_batch", args=[batch.pk]))
    return frame.crumbs(*first, page, *(each if isinstance(each, Crumb) else Crumb(each) for each in more))


def head_of(actor: Actor, batch: Batch, here: str) -> dict[str, Any]:
    """Return what the head of a page of a batch shows; ``here`` is the name of its address."""
    tabs = frame.batch_tabs(actor, batch, here)
    return {
        "batch": batch,
        "title": title_of(batch.course),
        "when": when(batch),
        "where": ", ".join(part for part in (str(batch.where), batch.hall) if part),
        "language": LANGUAGES.get(batch.language, batch.language),
        "pill": batch_pill(batch),
        "tabs": tabs,
        "crumbs": crumbs(actor, batch, *(each.words for each in tabs if each.current)),
    }


def facts(batch: Batch, seen: Figures, trainers: str) -> list[tuple[Any, Any]]:
    """Return what a batch is: everything but the state, which stands at its head."""
    where = [str(batch.where)]
    if batch.mode == Mode.CENTRE and batch.centre is not None and batch.centre.address:
        where.append(batch.centre.address)
    said: list[tuple[Any, Any]] = [
        (_("When"), when(batch)),
        (_("Where"), ", ".join(where)),
        (_("Hall"), batch.hall),
        (_("How"), batch.mode_words),
        (_("Course"), title_of(batch.course)),
        (_("Language"), LANGUAGES.get(batch.language, batch.language)),
        (
            _("People"),
            _("%(n)d of %(size)d seats, %(kept)d of them reserved for make-up training")
            % {"n": seen.people, "size": batch.size, "kept": batch.kept},
        ),
        (_("Women"), seen.women),
        (_("Services"), _services(seen)),
        (_("Trainers"), trainers),
    ]
    if batch.state == BatchState.HELD:
        said.append((_("Attended"), seen.states.get(TurnState.CAME, 0)))
        said.append((_("Absent"), seen.states.get(TurnState.MISSED, 0)))
    return [(name, value) for name, value in said if str(value)]


def _services(seen: Figures) -> str:
    counted = sorted(seen.services.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{COMPARTMENTS.get(code, code)} {count}" for code, count in counted)


def is_on(batch: Batch) -> bool:
    """Tell whether a batch that was called meets today."""
    return batch.state == BatchState.CALLED and batch.starts_on <= clock.today() <= batch.ends_on


def origin_words(turn: Turn) -> str:
    """Return how a turn came about, "" for one by the plan."""
    return {
        TurnOrigin.MOVED: _("moved here"),
        TurnOrigin.MAKE_UP: _("make-up"),
        TurnOrigin.WALK_IN: _("came without a call"),
    }.get(TurnOrigin(turn.origin), "")


def reason(policy: Callable[..., None], *given: Any) -> str:
    """Return the words with which a policy refuses a person or a state, "" where it allows: for the greyed button."""
    try:
        policy(*given)
    except (Invalid, Refused) as refusal:
        return str(refusal.words)
    return ""
