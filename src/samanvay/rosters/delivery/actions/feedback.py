"""What those who came say of a batch: given once, mended for a week, told from five on without who said it."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory.models import Officer
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, Actor, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import Invalid, Refused

from ...batches import policies
from ...batches.states import TurnState
from ...models import Batch, Feedback, Turn
from .. import events

SHOWN_FROM = 5
MENDED_FOR = timedelta(days=7)
LONGEST_WORDS = 600
STARS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class FeedbackSummary:
    """What a batch is told to be: how many said something; from five on how many gave each mark, and the words."""

    count: int
    came: int
    useful: Mapping[int, int]
    clear: Mapping[int, int]
    words: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        return self.count >= SHOWN_FROM


def feedback_summary(actor: Actor, batch: Batch) -> FeedbackSummary:
    """Return what those who came say of a batch, for those who run it: words shuffled, nothing below five.

    Raises Refused.
    """
    policies.may_run(actor, batch)
    with reading(SYSTEM):
        came = Turn.objects.filter(batch=batch, state=TurnState.CAME).count()
        rows = list(Feedback.objects.filter(batch=batch).values_list("useful", "clear", "words"))
    if len(rows) < SHOWN_FROM:
        return FeedbackSummary(len(rows), came, {}, {}, ())
    words = [each[2] for each in rows if each[2]]
    random.SystemRandom().shuffle(words)
    useful, clear = Counter(each[0] for each in rows), Counter(each[1] for each in rows)
    return FeedbackSummary(
        len(rows), came, {mark: useful[mark] for mark in STARS}, {mark: clear[mark] for mark in STARS}, tuple(words)
    )


def own_turn(actor: Actor, batch: Batch, *, state: str = TurnState.CAME) -> Turn | None:
    """Return somebody's own turn in a batch, None without one: by the number of their entry in the directory."""
    officer = Officer.objects.standing().filter(user=actor.id).first()
    if officer is None:
        return None
    with reading(SYSTEM):
        found = Turn.objects.filter(
            batch=batch, state=state, member__employee_no=officer.employee_no.upper(),
            member__home_state=officer.home_state,
        )  # fmt: skip
        return found.select_related("batch").order_by("-id").first()


def is_in(actor: Actor, batch: Batch) -> bool:
    """Tell whether somebody has a turn in a batch, come or still to come."""
    return any(own_turn(actor, batch, state=state) for state in (TurnState.CAME, TurnState.CALLED, TurnState.PLANNED))


def own_feedback(actor: Actor, batch: Batch) -> Feedback | None:
    """Return what somebody said of a batch, None where they came and said nothing yet. Raises Refused."""
    turn = _came(actor, batch)
    with reading(SYSTEM):
        return Feedback.objects.filter(turn=turn).first()


def _came(actor: Actor, batch: Batch) -> Turn:
    turn = own_turn(actor, batch)
    if turn is None:
        raise Refused(_("You do not have permission. Those who attended can give feedback from their own account."))
    return turn


def may_amend(known: Feedback | None) -> bool:
    """Tell whether feedback can be given or still changed."""
    return known is None or clock.now() < known.given_at + MENDED_FOR


def give_feedback(
    *,
    by: Actor,
    batch: Batch,
    useful: int,
    clear: int,
    words: str = "",
    pii_answer: str = "",
    submission_id: UUID | None = None,
) -> Feedback:
    """Keep what somebody who came says of a batch, one to five; for a week a second one takes its place.

    Raises Refused, Invalid, PersonalDataFound.
    """
    turn = _came(by, batch)
    for field, mark in (("useful", useful), ("clear", clear)):
        if mark not in STARS:
            raise Invalid(field, _("Choose from one to five."))
    words = " ".join(words.split())
    if len(words) > LONGEST_WORDS:
        raise Invalid("words", _("At most %(n)d characters.") % {"n": LONGEST_WORDS})
    check_pii("words", words, by=by, pii_answer=pii_answer)
    said = {"useful": useful, "clear": clear, "words": words}
    with (
        # The log tells that somebody gave feedback, never what; the row is the machinery's alone.
        operation(events.FEEDBACK_GIVEN, by=by, target=("batch", batch.id)) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        Turn.objects.select_for_update().get(pk=turn.pk)
        known = Feedback.objects.filter(turn=turn).first()
        if not may_amend(known):
            raise Invalid("useful", _("Feedback can be changed for one week only. That week has passed."))
        if known is None:
            known = Feedback.objects.create(
                turn=turn, batch=batch, given_at=clock.now(), submission_id=submission_id or uuid7(),
                readers=[SYSTEM_AUDIENCE], home_unit=batch.home_unit, home_state=batch.home_state, **said,
            )  # fmt: skip
        elif all(getattr(known, name) == value for name, value in said.items()):
            op.keep_silent()
        else:
            known.revise(expected=None, changes=said)
    return known
