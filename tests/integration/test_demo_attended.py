"""The demonstration's past batches: held on their days, most came, who missed has another week."""

from collections import Counter
from datetime import datetime, time, timedelta
from types import SimpleNamespace

import pytest
from batch_world import batches, plan_of, turns
from roster_world import this_monday, world

from samanvay.demo.attended import tell_attended
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.rosters.batches.states import BatchState, TurnOrigin, TurnState
from samanvay.rosters.models import Batch, Turn

pytestmark = pytest.mark.django_db


def test_past_batches_are_held_and_who_missed_is_placed_anew() -> None:
    here: SimpleNamespace = world()
    assert tell_attended(here.trainer.actor) == 0, "no plan holds"
    with clock.frozen(datetime.combine(this_monday() - timedelta(weeks=3), time(9), clock.INDIA)):
        plan = plan_of(here)
    over = [batch for batch in batches(plan) if batch.ends_on < clock.today()]
    assert tell_attended(here.trainer.actor) == len(over) > 0
    assert tell_attended(here.trainer.actor) == 0
    states: Counter[str] = Counter()
    for batch in over:
        with reading(SYSTEM):
            now = Batch.objects.get(pk=batch.pk)
        assert now.state == BatchState.HELD
        assert now.held_at.date() == batch.ends_on
        states.update(turn.state for turn in turns(batch))
    assert states[TurnState.CAME] > 5 * states[TurnState.MISSED] > 0
    with reading(SYSTEM):
        assert Turn.objects.filter(batch__plan=plan, origin=TurnOrigin.MAKE_UP).exists()
        assert not Turn.objects.filter(batch__in=over, state__in=(TurnState.PLANNED, TurnState.CALLED)).exists()
