"""The demonstration: told once, and told on where it was broken off."""

from typing import Any

import pytest

from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.cases.models import Case
from samanvay.demo import loading
from samanvay.demo.story import CASES
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.reports.models import SituationReport


def counts() -> dict[str, int]:
    with reading(SYSTEM):
        return {
            "people": User.objects.filter(is_persona=True).count(),
            "reports": SituationReport.objects.count(),
            "cases": Case.objects.count(),
            "told": Event.objects.filter(kind="demo:loaded").count(),
        }


@pytest.mark.slow
def test_a_telling_that_was_broken_off_goes_on_where_it_stopped(
    fresh_state: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IS_DEMO = True
    monkeypatch.setattr(loading, "WEEKS_TOLD", 2)
    tell, told = loading._report, []

    def until_the_power_fails(*arguments: Any) -> int:
        if len(told) == 40:
            raise SystemExit("the power fails")
        told.append(arguments)
        return tell(*arguments)

    monkeypatch.setattr(loading, "_report", until_the_power_fails)
    with pytest.raises(SystemExit):
        loading.load_demonstration()
    broken = counts()
    assert (broken["reports"], broken["cases"], broken["told"]) == (40, 0, 0)

    monkeypatch.setattr(loading, "_report", tell)
    made = loading.load_demonstration()
    whole = counts()
    assert whole == {"people": broken["people"], "reports": made["reports"], "cases": len(CASES), "told": 1}
    assert whole["reports"] > 60
    assert loading.load_demonstration() == {}
    assert counts() == whole
