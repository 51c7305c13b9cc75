"""The trends board: what each reader is told, who may discuss what, what is looked for before a post is kept."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import test_picture_floors as floors
from django.db.utils import ProgrammingError
from test_findings import DELHI, MONDAY, district, facts
from test_picture import NOW, actor_at

from arranging import arranging
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, PARTNERS_AUDIENCE, SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import PersonalDataFound, PiiKind
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen
from samanvay.opendata import events, queries, trends
from samanvay.opendata.actions import LONGEST, void_post, write_post
from samanvay.opendata.models import Post
from samanvay.opendata.patterns import corridor_key, pattern_or_unseen
from samanvay.picture.findings import queries as findings
from samanvay.picture.findings.actions.deciding import make_finding
from samanvay.picture.models import Fact, Finding
from samanvay.picture.queries import Filters, last_months
from samanvay.picture.states import Subject
from samanvay.recording.submissions import Captured

SAID = "They travel by the night train, most often on Fridays."


@pytest.fixture
def officers(fresh_state: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Actor]]:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    with clock.frozen(NOW):
        yield {
            "desk": actor_at("state_bureau", ""),
            "moradabad": actor_at("police_chief", "moradabad"),
            "ballia": actor_at("police_chief", "ballia"),
            "ngo": actor_at("ngo_worker", ""),
        }


def board(actor: Actor, months: int = 3, **more: Any) -> trends.Trends:
    with reading(actor):
        return trends.trends(actor, last_months(months), **more)


def rescued(place: str, persons: int, form: str = "begging", **more: Any) -> None:
    facts([persons], kind="event", event_kind="rescue", place=place, forms=[form], **more)
    with arranging():
        Fact.objects.filter(event_kind="rescue").update(supports=1)


def written(actor: Actor, kind: str = "form", key: str = "begging", text: str = SAID, **more: Any) -> Post:
    with reading(actor):
        return write_post(by=actor, kind=kind, key=key, text=text, **more)


def posts(actor: Actor, kind: str = "form", key: str = "begging") -> list[Post]:
    with reading(actor):
        return queries.posts_under(pattern_or_unseen(actor, kind, key))


def opened_finding(by: Actor) -> Finding:
    """Write a finding and open it to every officer, as the night does."""
    day = clock.today()
    with reading(by):
        found = make_finding(by=by, subject=Subject.FORM, form="begging", said="More at signals", since=day, until=day)
    with operation(events.POST_WRITTEN, by=SYSTEM):
        found.revise(expected=None, changes={"readers": sorted({*found.readers, OFFICERS_AUDIENCE})})
    return found


# What is told


def test_corridors_run_between_the_districts_of_their_ends(officers: dict[str, Actor]) -> None:
    moradabad = district("Moradabad")
    facts([4], origin=moradabad, destination=DELHI, via=["district:157"])
    facts([2], origin=moradabad, destination=moradabad)
    [corridor] = board(officers["ballia"]).corridors
    assert (corridor.origin, corridor.destination, corridor.journeys, corridor.persons) == (moradabad, DELHI, 4, 4)
    assert dict(corridor.via) == {"district:157": 4}
    assert corridor.months == {MONDAY.replace(day=1): 4}


def test_corridors_between_states_are_those_of_their_districts_together(officers: dict[str, Actor]) -> None:
    facts([4], origin=district("Moradabad"), destination=DELHI)
    facts([3], origin=district("Ballia"), destination=DELHI)
    facts([5], origin=district("Ballia"), destination=district("Moradabad"))
    [corridor] = board(officers["desk"], between_states=True).corridors
    assert (corridor.origin, corridor.destination, corridor.journeys) == ("IN-UP", DELHI, 7)


def test_corridor_out_of_a_district_of_nepal_begins_in_nepal_among_the_states(officers: dict[str, Actor]) -> None:
    facts([3], origin="np-district:kapilbastu", destination=DELHI)
    facts([1], origin="NP", destination=DELHI)
    [corridor] = board(officers["desk"], between_states=True).corridors
    assert (corridor.origin, corridor.destination, corridor.journeys) == ("NP", DELHI, 4)


def test_forms_and_lures_are_counted_in_facts_by_month(officers: dict[str, Actor]) -> None:
    rescued(district("Moradabad"), 4, lures=["job"])
    rescued(district("Moradabad"), 3, until=date(2026, 10, 12))
    told = board(officers["ballia"])
    assert [(each.code, each.facts, dict(each.months)) for each in told.forms] == [
        ("begging", 7, {date(2026, 10, 1): 3, date(2026, 11, 1): 4})
    ]
    assert [(each.code, each.facts) for each in told.lures] == [("job", 4)]


def test_far_officer_is_told_what_is_open_and_the_near_one_the_rest(officers: dict[str, Actor]) -> None:
    facts([4], origin=district("Moradabad"), destination=DELHI, opened=False)
    assert board(officers["ballia"]).corridors == []
    assert [each.journeys for each in board(officers["moradabad"]).corridors] == [4]


def test_month_of_a_thin_cell_is_told_to_nobody_far(officers: dict[str, Actor]) -> None:
    facts([2], origin=district("Moradabad"), destination=DELHI, told_month=False)
    [far] = board(officers["ballia"]).corridors
    [near] = board(officers["moradabad"]).corridors
    assert (far.journeys, sum(far.months.values())) == (2, 0)
    assert (near.journeys, sum(near.months.values())) == (2, 2)


@pytest.mark.parametrize("who", ["desk", "moradabad", "ballia"])
@pytest.mark.parametrize("between_states", [False, True])
def test_board_tells_no_more_than_the_picture_of_the_same_reader(
    officers: dict[str, Actor], who: str, between_states: bool
) -> None:
    facts([4, 1], origin=district("Moradabad"), destination=DELHI)
    facts([2], origin=district("Ballia"), destination=DELHI, opened=False, forms=["begging"])
    facts([1], origin=district("Ballia"), destination=DELHI, told_month=False, forms=["begging"], lures=["job"])
    actor = officers[who]
    told = board(actor, between_states=between_states)
    with reading(actor):
        seen = trends.queries.facts(actor, Filters(last_months(3)))
    assert sum(each.journeys for each in told.corridors) == len(seen)
    assert sum(each.facts for each in told.forms) == sum("begging" in fact.forms for fact in seen)
    assert sum(each.facts for each in told.lures) == sum("job" in fact.lures for fact in seen)
    assert sum(sum(each.months.values()) for each in told.corridors) == sum(fact.month is not None for fact in seen)


def board_of(actor: Actor) -> list[str]:
    """Return everything that the board tells an actor, under every setting."""
    return [
        repr((told.corridors, told.forms, told.lures))
        for months in (3, 6, 8, 9, 10, 12)
        for between_states in (False, True)
        for told in (board(actor, months, between_states=between_states),)
    ]


def test_board_is_the_same_for_the_far_in_worlds_that_differ_under_a_floor(db: None) -> None:
    first, second, third = floors.MONTHS[:3]
    with clock.frozen(NOW):
        common = list(floors.crowd())
        floors.world(*common, *floors.lonely((first, second, third)))
        far, near = board_of(floors.officer(floors.FAR)), board_of(floors.officer(floors.NEAR))
        for fact in common:
            fact.id = uuid7()
        floors.world(*common, *floors.lonely((third, first, second)))
        assert board_of(floors.officer(floors.FAR)) == far
        assert board_of(floors.officer(floors.NEAR)) != near, "whoever is near is told the month"


def test_partner_sees_no_cell_below_ten(officers: dict[str, Actor]) -> None:
    rescued(district("Moradabad"), 9)
    rescued(district("Ballia"), 10)
    rescued(district("Ballia"), 9, form="forced_labour")
    with reading(officers["ngo"]):
        found = trends.cells(officers["ngo"], last_months(12))
    assert found == [((district("Ballia"), "begging", date(2026, 10, 1)), 10)]


def test_partner_is_not_told_corridors_lures_or_findings(officers: dict[str, Actor]) -> None:
    facts([30], origin=district("Moradabad"), destination=DELHI, lures=["job"])
    with reading(officers["ngo"]), pytest.raises(Refused):
        trends.trends(officers["ngo"], last_months(3))
    finding = opened_finding(officers["moradabad"])
    for kind, key in (
        ("corridor", corridor_key(district("Moradabad"), DELHI)),
        ("states", corridor_key("IN-UP", DELHI)),
        ("lure", "job"),
        ("finding", str(finding.pk)),
    ):
        with reading(officers["ngo"]), pytest.raises(Unseen):
            pattern_or_unseen(officers["ngo"], kind, key)


def test_board_tells_findings_only_while_every_officer_is_told(officers: dict[str, Actor]) -> None:
    day = clock.today()
    by = officers["moradabad"]
    with reading(by):
        make_finding(by=by, subject=Subject.FORM, form="begging", said="Near alone", since=day, until=day)
    assert board(by).changes == []
    found = opened_finding(by)
    assert [each.pk for each in board(officers["ballia"]).changes] == [found.pk]


def test_finding_near_alone_is_no_pattern_even_for_those_near(officers: dict[str, Actor]) -> None:
    by, day = officers["moradabad"], clock.today()
    with reading(by):
        found = make_finding(by=by, subject=Subject.FORM, form="begging", said="Near alone", since=day, until=day)
        assert findings.finding_or_unseen(by, found.pk)
        with pytest.raises(Unseen):
            pattern_or_unseen(by, "finding", str(found.pk))


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("corridor", "IN-UP~IN-DL"),
        ("form", "no-such"),
        ("lure", ""),
        ("finding", "x"),
        ("finding", "019a0000-0000-7000-8000-000000000000"),
        ("weather", "rain"),
    ],
)
def test_pattern_that_is_none_is_not_there(officers: dict[str, Actor], kind: str, key: str) -> None:
    with reading(officers["desk"]), pytest.raises(Unseen):
        pattern_or_unseen(officers["desk"], kind, key)


# Writing


def test_post_is_kept_with_its_event_and_read_by_officers_and_partners(officers: dict[str, Actor]) -> None:
    post = written(officers["ngo"])
    assert {OFFICERS_AUDIENCE, PARTNERS_AUDIENCE} <= set(post.readers)
    for who in ("ballia", "desk", "ngo"):
        assert [each.text for each in posts(officers[who])] == [SAID]
    with reading(SYSTEM):
        event = Event.objects.get(kind="post:written")
    assert (event.actor, event.subject_id) == (officers["ngo"].id, str(post.pk))
    assert SAID not in event.body
    assert not {OFFICERS_AUDIENCE, PARTNERS_AUDIENCE} & set(event.readers)


def test_post_under_a_corridor_is_hidden_from_partners_by_the_database(officers: dict[str, Actor]) -> None:
    facts([4], origin=district("Moradabad"), destination=DELHI)
    written(officers["ballia"], "corridor", corridor_key(district("Moradabad"), DELHI))
    with reading(officers["ngo"]):
        assert Post.objects.count() == 0
    with reading(officers["desk"]):
        assert queries.posts_by_pattern(officers["desk"]) == {
            ("corridor", corridor_key(district("Moradabad"), DELHI)): 1
        }


def test_post_under_a_corridor_that_is_not_told_to_the_writer_is_refused(officers: dict[str, Actor]) -> None:
    facts([4], origin=district("Moradabad"), destination=DELHI, opened=False)
    key = corridor_key(district("Moradabad"), DELHI)
    with pytest.raises(Unseen):
        written(officers["ballia"], "corridor", key)
    assert written(officers["moradabad"], "corridor", key).key == key


def test_posts_stand_newest_last(officers: dict[str, Actor]) -> None:
    written(officers["ballia"], text="First")
    written(officers["desk"], text="Second")
    assert [each.text for each in posts(officers["ngo"])] == ["First", "Second"]


def test_post_sent_twice_is_kept_once(officers: dict[str, Actor]) -> None:
    sent = Captured(uuid7())
    first = written(officers["ballia"], captured=sent)
    assert written(officers["ballia"], captured=sent).pk == first.pk
    assert len(posts(officers["ballia"])) == 1


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST + 1)])
def test_post_of_nothing_or_too_much_is_invalid(officers: dict[str, Actor], text: str) -> None:
    with pytest.raises(Invalid):
        written(officers["ballia"], text=text)


def test_post_with_a_detail_is_kept_only_on_the_writer_s_word(officers: dict[str, Actor]) -> None:
    text = "Agents ask for the daughter of the house."
    with pytest.raises(PersonalDataFound) as refusal:
        written(officers["ballia"], text=text)
    assert [match.kind for each in refusal.value.findings for match in each.matches] == [PiiKind.KIN]
    assert posts(officers["ballia"]) == []
    post = written(officers["ballia"], text=text, pii_answer=refusal.value.pii_answer)
    assert post.names_nobody
    assert not written(officers["ballia"], pii_answer=refusal.value.pii_answer).names_nobody, "nothing was found in it"
    with reading(SYSTEM):
        event = Event.objects.filter(kind="post:written").order_by("seq").first()
    assert event is not None
    assert '"kin": 1' in event.body


@pytest.mark.parametrize("text", ["Ring 98390 11122", "आधार २३४१ २३४१ २३४६"])
def test_post_with_a_telephone_or_aadhaar_number_is_refused_outright(officers: dict[str, Actor], text: str) -> None:
    with pytest.raises(PersonalDataFound) as refusal:
        written(officers["ballia"], text=text)
    assert not refusal.value.pii_answer
    assert posts(officers["ballia"]) == []


def test_post_without_its_event_is_not_kept(officers: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Any) -> None:
        raise RuntimeError("no log")

    monkeypatch.setattr("samanvay.audit.operations.Operation.save", fails)
    with pytest.raises(RuntimeError):
        written(officers["ballia"])
    monkeypatch.undo()
    assert posts(officers["ballia"]) == []


def test_post_written_outside_an_operation_is_refused_by_the_database(officers: dict[str, Actor]) -> None:
    post = written(officers["ballia"])
    with pytest.raises(ProgrammingError), reading(officers["ballia"]):
        Post.objects.filter(pk=post.pk).update(text="other")


def test_person_without_a_post_may_not_write(officers: dict[str, Actor]) -> None:
    nobody = Actor(uuid7(), "nobody", ())
    with reading(nobody), pytest.raises(Refused):
        write_post(by=nobody, kind="form", key="begging", text=SAID)


# Striking out


@pytest.mark.parametrize("who", ["ngo", "desk"])
def test_post_is_struck_out_by_its_writer_and_by_the_desk(officers: dict[str, Actor], who: str) -> None:
    post = written(officers["ngo"])
    with reading(officers[who]):
        void_post(by=officers[who], post=post, reason="Said twice", expected=post.version)
    [kept] = posts(officers["ballia"])
    assert (kept.is_void, kept.voided_by, kept.void_reason, kept.text) == (True, officers[who].id, "Said twice", SAID)
    with reading(officers["ballia"]):
        assert queries.posts_by_pattern(officers["ballia"]) == {}
    with reading(SYSTEM):
        assert Event.objects.filter(kind="post:voided", subject_id=str(post.pk)).count() == 1


@pytest.mark.parametrize("who", ["ballia", "moradabad"])
def test_post_of_another_is_not_struck_out(officers: dict[str, Actor], who: str) -> None:
    post = written(officers["ngo"])
    with reading(officers[who]), pytest.raises(Refused, match="The writer or the state desk"):
        void_post(by=officers[who], post=post, reason="Wrong")


def test_post_is_struck_out_once_and_at_the_version_seen(officers: dict[str, Actor]) -> None:
    post = written(officers["ballia"])
    with reading(officers["ballia"]), pytest.raises(Stale):
        void_post(by=officers["ballia"], post=post, reason="Wrong", expected=post.version + 1)
    with reading(officers["ballia"]):
        post = Post.objects.get(pk=post.pk)
        void_post(by=officers["ballia"], post=post, reason="Wrong")
        with pytest.raises(Refused, match="already"):
            void_post(by=officers["ballia"], post=post, reason="Wrong")


@pytest.mark.parametrize("reason", ["", "It names Rekha d/o Mohan", "98390 11122"])
def test_reason_is_needed_and_names_nobody_either(officers: dict[str, Actor], reason: str) -> None:
    post = written(officers["ballia"])
    with reading(officers["ballia"]), pytest.raises(Invalid):
        void_post(by=officers["ballia"], post=post, reason=reason)
    assert not posts(officers["ballia"])[0].is_void
