"""The page of the impact: what is compared, by month for those near and by quarter for the others, and the links."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from test_findings import DELHI, MONDAY, district, facts
from test_picture import NOW, actor_at

from samanvay.access.models import User
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.measures.effect.queries import ActingDistricts, EffectFilters, acted, corridors, effect
from samanvay_insight.effect import Answer, Reason, Role

DAY = date(2026, 7, 1)


@pytest.fixture
def officers(
    fresh_state: str, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, Actor]]:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    with clock.frozen(NOW):
        yield {"moradabad": actor_at("police_chief", "moradabad"), "ballia": actor_at("police_chief", "ballia")}


def laid() -> str:
    """Lay down a year and more of journeys to Delhi: out of Moradabad they end in July, out of others they go on."""
    moradabad = district("Moradabad")
    weeks = 20 + 52
    ended = (MONDAY - DAY).days // 7 + 1
    facts([1] * (weeks - ended) + [0] * ended, origin=moradabad, destination=DELHI)
    names = (
        "Agra",
        "Aligarh",
        "Ballia",
        "Banda",
        "Basti",
        "Deoria",
        "Etawah",
        "Gonda",
        "Jhansi",
        "Mathura",
        "Varanasi",
    )
    for name in (*names, "Sultanpur", "Jaunpur"):
        facts(([1, 1, 0] * weeks)[:weeks], origin=district(name), destination=DELHI)
    return moradabad


def test_what_ended_is_seen_and_the_page_shows_it(officers: dict[str, Actor], client: Client) -> None:
    moradabad = laid()
    chief = officers["moradabad"]
    question = EffectFilters(ActingDistricts((moradabad,), DAY, DAY), (moradabad, DELHI))
    with reading(chief):
        assert (moradabad, DELHI) in corridors(chief)
        found = effect(chief, question)
    assert (found.effect.answer, found.effect.reasons) == (Answer.FEWER, ())
    assert found.effect.treated.after == 0
    assert found.effect.estimate is not None
    assert found.effect.estimate.comparison.units == 13
    assert not found.is_by_quarter
    months = [span.start for span in found.panel.periods]
    assert months[-1] == date(2026, 10, 1), "the running month is not whole"
    rows = found.panel.rows(Role.TREATED)
    assert [found.panel.units[row] for row in rows] == [f"{moradabad}>{DELHI}"]

    client.force_login(User.objects.get(pk=chief.id))
    asked = {"what": f"{moradabad}>{DELHI}", "day": DAY.isoformat()}
    page = client.get("/effect/", asked, headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "Fewer than expected" in page.content.decode()
    file = client.get("/effect.csv", asked).content.decode()
    assert len(file.splitlines()) == 1 + len(months)
    for wrong in ({"day": "2027-01-01"}, {"day": "yesterday"}, {"until": "2026-06-01"}, {"what": "district:nowhere"}):
        assert client.get("/effect/", {**asked, **wrong}).status_code == 400
    sheet = client.get(f"/picture/district/{moradabad}/").content.decode()
    assert f"/effect/?what={moradabad}" in sheet.replace("%3A", ":")


def test_where_months_are_not_told_whole_quarters_are_compared(officers: dict[str, Actor]) -> None:
    moradabad = laid()
    facts([1], origin=moradabad, destination=DELHI, until=date(2026, 4, 6), told_month=False)
    question = EffectFilters(ActingDistricts((moradabad,), DAY, DAY), (moradabad, DELHI))
    with reading(officers["ballia"]):
        far = effect(officers["ballia"], question)
    assert (far.is_by_quarter, far.by_quarter) == (True, 1)
    assert {span.days for span in far.panel.periods} <= {90, 91, 92}
    with reading(officers["moradabad"]):
        near = effect(officers["moradabad"], question)
    assert not near.is_by_quarter
    # both count the fact that one of them is told by its quarter alone
    total = [int(each.panel.counts[each.panel.rows(Role.TREATED)].sum()) for each in (far, near)]
    assert total[0] == total[1] > 0

    # and what was done three weeks ago is too early to be judged
    chief = officers["moradabad"]
    lately = clock.today() - timedelta(days=20)
    with reading(chief):
        found = effect(chief, EffectFilters(ActingDistricts((moradabad,), lately, lately)))
    assert found.effect.answer is Answer.CANNOT_TELL
    assert Reason.TOO_EARLY in found.effect.reasons
    assert found.panel.units[found.panel.rows(Role.TREATED)[0]] == moradabad


def test_who_acted_lies_between_the_first_and_the_last_day() -> None:
    assert acted([("b", date(2026, 5, 9)), ("a", DAY)]) == ActingDistricts(("a", "b"), date(2026, 5, 9), DAY)
    with pytest.raises(ValueError, match="nobody"):
        acted([])
