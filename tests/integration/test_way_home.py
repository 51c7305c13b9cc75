"""The way home: consent, verification of the home, the day of return; what the pages show and refuse on it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from match_world import WHY, compared, compiled, found_girl, match_world, missing_girl, pair_of

from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.tracing.matches.actions.accepting import accept_match, verify_match
from samanvay.tracing.matches.actions.judging import judge
from samanvay.tracing.matches.actions.restoring import (
    answer_home_check,
    ask_home_check,
    begin_restoration,
    override_unsafe_home,
    record_consent,
    return_home,
)
from samanvay.tracing.matches.figures import board_of
from samanvay.tracing.models import Candidate, Entry, Restoration

ORDER = "CWC/2026/114 of 20 Nov 2026"

__all__ = ["compiled"]  # a fixture of this module too


def agreed(age: str):
    """Make a world in which both sides accepted a pair of that age."""
    made = match_world()
    made.missing, made.found = missing_girl(made, age=age), found_girl(made, age=age)
    compared(made.missing, made.found)
    made.pair = pair_of(made.missing, made.found)
    judge(by=made.sho.actor, candidate_id=made.pair.id, verdict="same", reason=WHY)
    accept_match(by=made.trafficking.actor, candidate_id=made.pair.id, accepts=True)
    accept_match(by=made.protector.actor, candidate_id=made.pair.id, accepts=True)
    return made


@pytest.fixture
def child(db: None):
    return agreed("14")


@pytest.fixture
def woman(db: None):
    return agreed("24")


def begun(made) -> Restoration:
    return begin_restoration(by=made.keeper.actor, entry_id=made.found.id, candidate_id=made.pair.id)


def states(made) -> list[str]:
    with reading(SYSTEM):
        return [Entry.objects.get(pk=each.id).state for each in (made.missing, made.found)]


def checked(made, way: Restoration, home_is: str) -> Restoration:
    ask_home_check(by=made.keeper.actor, restoration_id=way.id, unit=made.dcpu.audience)
    return answer_home_check(
        by=made.welfare.actor, restoration_id=way.id, home_is=home_is, on=clock.today(), words="The officer went there"
    )


def test_a_child_goes_home_after_the_home_was_verified_and_by_an_order(child) -> None:
    verify_match(by=child.keeper.actor, candidate_id=child.pair.id, how="court", words="Order read")
    way = begun(child)
    assert way.state == "home_check"
    with pytest.raises(Refused):
        return_home(by=child.keeper.actor, restoration_id=way.id, on=clock.today(), to="mother", order=ORDER)
    way = checked(child, way, "safe")
    with reading(SYSTEM):
        kinds = set(Duty.objects.waiting().filter(subject_id=str(way.id)).values_list("kind", flat=True))
    assert kinds == {"tracing:bring_home"}
    with pytest.raises(Invalid, match="Child Welfare Committee"):
        return_home(by=child.keeper.actor, restoration_id=way.id, on=clock.today(), to="mother")
    return_home(by=child.keeper.actor, restoration_id=way.id, on=clock.today(), to="mother", order=ORDER)
    assert states(child) == ["restored", "restored"]
    with reading(child.nodal.actor):
        total = board_of(child.nodal.actor).total
    assert (total.verified, total.home, total.looks) == (1, 1, 0)
    assert total.median_days is not None


def test_nobody_goes_back_to_an_unsafe_home_but_by_a_named_order(child) -> None:
    way = checked(child, begun(child), "unsafe")
    assert way.state == "unsafe"
    with pytest.raises(Refused):
        return_home(by=child.keeper.actor, restoration_id=way.id, on=clock.today(), to="mother", order=ORDER)
    with pytest.raises(Invalid):
        override_unsafe_home(by=child.keeper.actor, restoration_id=way.id, order=" ")
    assert override_unsafe_home(by=child.keeper.actor, restoration_id=way.id, order=ORDER).state == "ready"


def test_a_home_that_was_not_found_is_asked_elsewhere(child) -> None:
    way = checked(child, begun(child), "not_found")
    assert way.state == "home_check"
    again = ask_home_check(by=child.keeper.actor, restoration_id=way.id, unit=child.near_ahtu.audience)
    assert (again.home_is, again.home_unit_asked) == ("", child.near_ahtu.audience)
    with pytest.raises((Unseen, Refused)):
        answer_home_check(
            by=child.welfare.actor, restoration_id=way.id, home_is="safe", on=clock.today(), words="Seen again"
        )


def test_a_visit_does_not_lie_in_the_future(child) -> None:
    way = begun(child)
    ask_home_check(by=child.keeper.actor, restoration_id=way.id, unit=child.dcpu.audience)
    with pytest.raises(Invalid):
        answer_home_check(
            by=child.welfare.actor, restoration_id=way.id, home_is="safe", on=clock.today() + timedelta(days=1),
            words="Will be seen",
        )  # fmt: skip


def test_a_grown_up_is_asked_first_and_their_word_opens_and_closes_the_place(woman) -> None:
    way = begun(woman)
    assert way.state == "consent"
    with reading(woman.sho.actor):
        assert not Restoration.objects.exists()
    with pytest.raises(Refused):
        ask_home_check(by=woman.keeper.actor, restoration_id=way.id, unit=woman.dcpu.audience)
    record_consent(by=woman.keeper.actor, restoration_id=way.id, consent="given", language="santali")
    with reading(woman.sho.actor):
        assert Entry.objects.filter(pk=woman.found.id).exists()
        assert Restoration.objects.exists()
    record_consent(by=woman.keeper.actor, restoration_id=way.id, consent="refused", language="santali")
    with reading(woman.sho.actor):
        assert not Entry.objects.filter(pk=woman.found.id).exists()
        assert not Restoration.objects.exists()
        assert Candidate.objects.get(pk=woman.pair.id).tells_place is False
    with pytest.raises(Refused):
        ask_home_check(by=woman.keeper.actor, restoration_id=way.id, unit=woman.dcpu.audience)


def test_a_child_is_heard_and_the_committee_decides(child) -> None:
    way = begun(child)
    heard = record_consent(by=child.keeper.actor, restoration_id=way.id, consent="refused", language="santali")
    assert (heard.state, heard.consent) == ("home_check", "refused")


def test_only_the_unit_where_the_person_is_leads_the_way(child) -> None:
    way = begun(child)
    with pytest.raises(Refused):
        begin_restoration(by=child.desk.actor, entry_id=child.missing.id)
    with reading(child.welfare.actor), pytest.raises(Unseen):
        record_consent(by=child.welfare.actor, restoration_id=way.id, consent="given", language="hindi")


# pages


def page(who, name: str, *args: object) -> str:
    client = Client()
    client.force_login(who.user)
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_no_page_tells_the_missing_side_where_a_grown_up_is(woman) -> None:
    way = begun(woman)
    verify_match(by=woman.keeper.actor, candidate_id=woman.pair.id, how="documents", words="School certificate seen")
    client = Client()
    client.force_login(woman.sho.user)
    for name, args in (
        ("match", [woman.pair.id]), ("matches", []), ("entry", [woman.missing.id]), ("tracing_board", []),
        ("entry_history", [woman.missing.id]), ("today", []),
    ):  # fmt: skip
        shown = client.get(reverse(name, args=args)).content.decode()
        for word in ("Varanasi", "VNS", woman.found.number, "Keeper", "Protector", "shelter"):
            assert word not in shown, f"{name} tells {word}"
    assert client.get(reverse("entry", args=[woman.found.id])).status_code == 404
    assert client.get(reverse("way_home", args=[way.id])).status_code == 404


def test_the_page_of_a_pair_tells_in_words_what_agrees(child) -> None:
    shown = page(child.sho, "match", child.pair.id)
    assert "Father" in shown
    assert "हेम्ब्रम" not in shown
    assert "Hembrom" not in shown
    assert "Verify the identity" in shown


def test_a_name_of_the_other_side_is_opened_with_a_purpose(child) -> None:
    client = Client()
    client.force_login(child.sho.user)
    from samanvay.access.models import Box

    with reading(SYSTEM):
        box = Box.objects.get(subject_id=child.found.subject, group="identity")
    url = reverse("match_name", args=[child.pair.id, box.id])
    assert "जेठा" not in client.get(url).content.decode()
    assert "जेठा" in client.post(url, {"purpose": "tracing"}).content.decode()


def test_the_way_home_is_walked_on_its_page(child) -> None:
    client = Client()
    client.force_login(child.keeper.user)
    answer = client.post(reverse("way_home_begin", args=[child.found.id]), {"candidate": str(child.pair.id)})
    way = answer["Location"]
    assert "committee" in client.get(way).content.decode()
    step = client.post(f"{way}consent/", {"consent": "given", "language": ""})
    assert step.status_code == 400
    assert client.post(f"{way}consent/", {"consent": "given", "language": "santali"}).status_code == 302
    assert "wants to go home" in client.get(way).content.decode()
    assert client.post(f"{way}return/", {"on": "2026-11-01", "to": "mother"}).status_code == 403
