"""Pairs of entries: coded without names, proposed, judged, accepted by both sides, verified; masked until then."""

import re
from datetime import timedelta
from typing import Any

import pytest
from case_world import officer
from django.test import Client
from django.urls import reverse
from match_world import (
    IN_HINDI,
    WHY,
    compared,
    compiled,
    found_girl,
    match_world,
    missing_girl,
    pair_of,
)

from confirming import answer_offered
from factories import give_role
from samanvay.access.boxes.actions.erasure import erase_person
from samanvay.access.boxes.actions.opening import open_box
from samanvay.access.boxes.actions.sealing import reseal
from samanvay.access.boxes.groups import Group, Purpose, TeamRole
from samanvay.access.models import Box
from samanvay.audit.models import Event
from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Unseen
from samanvay.tracing.entries.actions import amend_entry, name_searcher, void_entry
from samanvay.tracing.match_tasks import match_now
from samanvay.tracing.matcher.actions.coding import code_entries, coded_features, forget_subject
from samanvay.tracing.matcher.actions.proposing import keep, lapse_of
from samanvay.tracing.matcher.features import places_told
from samanvay.tracing.matches.actions.accepting import accept_match, end_acceptance, verify_match
from samanvay.tracing.matches.actions.judging import judge, withdraw_judgement
from samanvay.tracing.matches.masking import Sight, both_sides, proof_words
from samanvay.tracing.matches.queries import best_for, candidate_or_unseen, candidates_read, cluster_of, state_from
from samanvay.tracing.models import Candidate, CodedEntry, Entry, Judgement
from samanvay.tracing.states import CandidateState

__all__ = ["compiled"]  # a fixture of this module too


@pytest.fixture
def made(db: None):
    return match_world()


@pytest.fixture
def pair(made):
    made.missing, made.found = missing_girl(made), found_girl(made)
    made.store = compared(made.missing, made.found)
    return pair_of(made.missing, made.found)


def fresh(pair: Candidate) -> Candidate:
    with reading(SYSTEM):
        return Candidate.objects.get(pk=pair.pk)


def same(who, pair: Candidate, verdict: str = "same") -> Judgement:
    return judge(by=who.actor, candidate_id=pair.id, verdict=verdict, reason=WHY)


def accepted(made, pair: Candidate) -> Candidate:
    same(made.sho, pair)
    accept_match(by=made.trafficking.actor, candidate_id=pair.id, accepts=True)
    accept_match(by=made.protector.actor, candidate_id=pair.id, accepts=True)
    return fresh(pair)


def waiting(kind: str) -> list[Duty]:
    with reading(SYSTEM):
        return list(Duty.objects.waiting().filter(kind=kind).order_by("id"))


# coding


def test_what_is_coded_lies_sealed_and_is_read_by_the_system_alone(made) -> None:
    entry = found_girl(made)
    assert code_entries([entry.id]) == 1
    with reading(SYSTEM):
        row = CodedEntry.objects.get(entry=entry)
        features = coded_features([row])[entry.id]
        told = Event.objects.filter(kind="tracing:entry_coded").latest("seq")
    assert features.words["father"]
    for name in ("सोनामुनी", "जेठा", "हेम्ब्रम", "Dumka", "tank", *features.words["father"]):
        assert name not in str(features.words) or name in features.words["father"]
        assert name.encode() not in bytes(row.content)
        assert name not in told.body
    assert (told.detail["purpose"], told.detail["count"], len(told.detail["root"])) == ("matching", 1, 64)
    with reading(made.nodal.actor):
        assert not CodedEntry.objects.exists()


def test_an_entry_is_coded_anew_only_when_something_changed(made) -> None:
    entry = missing_girl(made)
    code_entries([entry.id])
    assert code_entries([entry.id]) == 0
    amend_entry(by=made.sho.actor, entry_id=entry.id, reason=WHY, expected=1, changes={"height": (140, 140)})
    assert code_entries([entry.id]) == 1


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("near the big tank, Dumka side", ["district=district:362"]),
        ("दुमका की तरफ, बड़े तालाब के पास", ["district=district:362"]),
        ("Dumka", ["district=district:362"]),
        ("there is a basti near a school", []),
        ("", []),
    ],
)
def test_a_direction_in_their_own_words_becomes_a_place(text, places) -> None:
    assert places_told(text) == places


def test_an_erased_person_is_let_go(made, pair) -> None:
    erase_person(by=SYSTEM, subject_id=made.missing.id, reason="request")
    forget_subject(made.missing.id)
    with reading(SYSTEM):
        row = CodedEntry.objects.get(entry=made.missing)
    assert (bytes(row.content), row.is_sought) == (b"", False)
    assert made.store.follow() == 1
    assert len(made.store) == 1


# proposing


def test_a_name_in_another_script_is_proposed_in_words(made, pair) -> None:
    said = {each["field"]: each["level"] for each in pair.reasons}
    assert said["father"] in ("same", "near")
    assert said["place"] == "same"
    assert abs(sum(each["bits"] for each in pair.reasons) - pair.weight) < 0.01
    assert "Sonamuni" not in str(pair.reasons)
    assert "हेम्ब्रम" not in str(pair.reasons)


def test_both_lines_read_a_pair_and_nobody_else(made, pair) -> None:
    for who in (made.sho, made.chief, made.trafficking, made.keeper, made.protector, made.nodal):
        with reading(who.actor):
            assert candidate_or_unseen(who.actor, pair.id)
            assert candidates_read(who.actor).count() == 1
    for who in (made.welfare, made.worker):
        with reading(who.actor), pytest.raises(Unseen):
            candidate_or_unseen(who.actor, pair.id)


def test_a_strong_pair_asks_both_sides_to_look_each_by_its_own_number(made, pair) -> None:
    pair_duties = waiting("tracing:look")
    assert {duty.owner_audience for duty in pair_duties} == {made.station.audience, made.far_home.audience}
    for duty in pair_duties:
        mine, theirs = (
            (made.missing, made.found) if duty.owner_audience == made.station.audience else (made.found, made.missing)
        )
        assert mine.number in duty.title_en
        assert theirs.number not in duty.title_en + duty.title_hi
        assert set(duty.readers).isdisjoint(
            {made.far_home.audience} if mine is made.missing else {made.station.audience}
        )


def test_the_best_ten_are_shown_however_unlikely_and_ask_nobody(made) -> None:
    names = (
        "Asha",
        "Bina",
        "Chandni",
        "Durga",
        "Gulab",
        "Hasina",
        "Jamuna",
        "Kamla",
        "Lalita",
        "Munni",
        "Nisha",
        "Pooja",
    )
    compared(*[found_girl(made, sealed={"identity": {"given": name}}) for name in names])
    missing = missing_girl(made, sealed={"identity": {"given": "Rukhsar"}})
    compared(missing)
    with reading(made.sho.actor):
        shown = best_for(made.sho.actor, missing).pairs
    assert len(shown) == 10
    assert {pair.band for pair in shown} == {"weak"}
    assert waiting("tracing:look") == []


def test_every_strong_pair_has_somebody_who_looks_however_many_there_are(made) -> None:
    found = [found_girl(made) for _ in range(5)]
    missing = missing_girl(made)
    compared(missing, *found)
    with reading(SYSTEM):
        strong = {str(pair.id) for pair in Candidate.objects.filter(left=missing, band="strong")}
    looked = {duty.subject_id for duty in waiting("tracing:look")}
    assert len(strong) == len(found)
    assert strong <= looked


def test_a_refused_pair_comes_back_only_with_new_facts_and_names_them(made, pair) -> None:
    same(made.sho, pair, "different")
    compared(made.missing, made.found)
    assert fresh(pair).state == CandidateState.DIFFERENT
    with reading(made.keeper.actor):
        box = Box.objects.get(subject_id=made.found.subject, group=Group.IDENTITY)
    values = {**IN_HINDI["identity"], "surname": "Hembrom"}
    reseal(by=made.keeper.actor, box_id=box.id, values=values, reason=WHY, expected=1)
    compared(made.missing, made.found)
    back = fresh(pair)
    assert (back.state, back.earlier, back.new_facts) == (CandidateState.PROPOSED, 1, ["family"])


def test_a_strong_match_that_one_side_rejects_waits_for_the_other_which_may_reopen_it(made, pair, client) -> None:
    assert pair.band == "strong"
    client.force_login(made.keeper.user)
    page = reverse("match", args=[pair.id])
    same(made.sho, pair, "different")
    [asked] = waiting("tracing:rejected")
    assert made.far_home.audience in asked.readers
    assert made.station.audience not in asked.readers
    assert made.found.number in asked.title_en
    assert made.missing.number not in asked.title_en
    assert "This strong match was rejected." in client.get(page).content.decode()
    client.force_login(made.sho.user)
    assert "The other side is asked to agree" in client.get(page).content.decode()

    same(made.keeper, pair)
    assert fresh(pair).state == CandidateState.UNSURE
    assert not waiting("tracing:rejected")
    [looks] = waiting("tracing:look")
    assert made.missing.number in looks.title_en, "the side that rejected is told that the match is open again"

    same(made.keeper, pair, "different")
    assert fresh(pair).state == CandidateState.DIFFERENT
    assert not waiting("tracing:rejected"), "both sides agree"
    assert "was rejected" not in client.get(page).content.decode()


def test_a_pair_lapses_with_its_entry_and_comes_back_with_it(made, pair) -> None:
    void_entry(by=made.sho.actor, entry_id=made.missing.id, reason=WHY)
    assert lapse_of(made.missing.id) == 1
    assert fresh(pair).state == CandidateState.LAPSED
    assert not waiting("tracing:look")
    assert keep(made.found.id, []) == 0


def test_two_reports_of_one_girl_in_one_register_are_a_pair(made) -> None:
    first, second = missing_girl(made), missing_girl(made, happened=None)
    compared(first, second)
    assert pair_of(first, second).left_id == first.id


def test_nothing_is_lost_while_the_matcher_is_away(made, settings, tmp_path) -> None:
    settings.SAMANVAY_HOME = tmp_path
    (tmp_path / "run").mkdir()
    entry = missing_girl(made)
    assert match_now([entry.id]) is False
    with reading(made.sho.actor):
        assert best_for(made.sho.actor, entry).is_prepared is False
    with reading(SYSTEM):
        assert CodedEntry.objects.get(entry=entry).looked_at is None


# masking


def test_the_other_side_sees_an_outline_until_both_accept(made, pair) -> None:
    with reading(made.sho.actor):
        mine, theirs = both_sides(made.sho.actor, pair)
        with pytest.raises(Unseen):
            raise Unseen if not Entry.objects.filter(pk=made.found.id).exists() else AssertionError
    assert (mine.sight, theirs.sight) == (Sight.OWN, Sight.MASKED)
    assert theirs.number == ""
    assert theirs.marks == ()
    assert theirs.boxes == ()
    assert str(theirs.happened) == "Nov 2026"
    assert theirs.place is not None  # a child's district is told to officers


def test_where_a_grown_up_is_stays_untold_even_when_both_accepted(made) -> None:
    made.missing, made.found = missing_girl(made, age="24"), found_girl(made, age="24")
    compared(made.missing, made.found)
    pair = accepted(made, pair_of(made.missing, made.found))
    assert (pair.state, pair.tells_place) == (CandidateState.ACCEPTED, False)
    with reading(made.sho.actor):
        _mine, theirs = both_sides(made.sho.actor, pair)
        assert not Entry.objects.filter(pk=made.found.id).exists()
        assert not Judgement.objects.filter(candidate=pair).exclude(by=made.sho.actor.id).exists()
    assert (theirs.place, theirs.number, theirs.entry_id, str(theirs.category)) == (None, "", None, "")
    assert theirs.boxes
    assert "VNS" not in str(theirs)


# judging


def test_state_follows_what_people_say() -> None:
    assert state_from([]) == CandidateState.PROPOSED
    assert state_from(["same", "unsure"]) == CandidateState.SAME
    assert state_from(["different", "unsure"]) == CandidateState.DIFFERENT
    assert state_from(["same", "different"]) == CandidateState.UNSURE
    assert state_from(["unsure"]) == CandidateState.UNSURE


def test_a_judgement_has_a_reason_and_a_name_and_can_be_withdrawn(made, pair) -> None:
    with pytest.raises(Invalid, match="why you think so"):
        judge(by=made.sho.actor, candidate_id=pair.id, verdict="same", reason=" ")
    said = same(made.sho, pair)
    assert fresh(pair).state == CandidateState.SAME
    assert not waiting("tracing:look")
    assert len(waiting("tracing:accept")) == 2
    with pytest.raises(Refused):
        withdraw_judgement(by=made.keeper.actor, judgement_id=said.id, reason=WHY)
    withdraw_judgement(by=made.sho.actor, judgement_id=said.id, reason=WHY)
    assert fresh(pair).state == CandidateState.PROPOSED
    assert not waiting("tracing:accept")


def test_tick_for_one_reason_passes_no_other(made, pair) -> None:
    client = Client()
    client.force_login(made.sho.user)

    def judged(reason: str, answer: str = "") -> Any:
        sent = {"verdict": "same", "reason": reason, "pii_answer": answer, "submission_id": str(uuid7())}
        return client.post(reverse("match_judge", args=[pair.id]), sent)

    named = "The girl named Sunita Devi, aged 14, has the same mark"
    answer = answer_offered(judged(named))
    assert answer
    other = judged("The girl named Rekha Kumari, aged 15, has the same mark", answer)
    assert answer_offered(other) not in ("", answer)
    assert judged(named, "on").status_code == 400
    with reading(SYSTEM):
        assert not Judgement.objects.filter(candidate=pair).exists()
    assert judged(named, answer).status_code == 302
    assert fresh(pair).state == CandidateState.SAME


def test_judging_anew_replaces_ones_own_and_keeps_it(made, pair) -> None:
    same(made.sho, pair)
    same(made.sho, pair, "different")
    with reading(SYSTEM):
        rows = Judgement.objects.filter(candidate=pair)
        assert (rows.count(), rows.filter(withdrawn_at__isnull=True).count()) == (2, 1)
    assert fresh(pair).state == CandidateState.DIFFERENT


def test_who_only_reads_does_not_judge(made, pair) -> None:
    doctor = officer("matron", "probation_officer", made.far_dcpu)
    with pytest.raises(Refused):
        same(doctor, pair)


def test_a_chain_of_judgements_shows_its_contradiction(made, pair) -> None:
    third = found_girl(made)
    compared(made.missing, third)
    other = pair_of(made.missing, third)
    same(made.sho, pair)
    same(made.sho, other)
    with reading(SYSTEM):
        twins = Candidate.objects.filter(left=made.found, right=third).first()
    assert twins is not None
    same(made.keeper, twins, "different")
    found = cluster_of(pair)
    assert found.others == [third.id]
    assert found.conflicts == [twins.id]


# accepting


def test_never_one_person_for_both_sides(made, pair) -> None:
    same(made.sho, pair)
    both = officer("everywhere", "ahtu_in_charge", made.near_ahtu)
    from samanvay.access.actors import actor_for

    give_role(both.user, "dcpu", made.far_dcpu.audience)
    actor = actor_for(both.user)
    with pytest.raises(Invalid):
        accept_match(by=actor, candidate_id=pair.id, accepts=True)
    accept_match(by=actor, candidate_id=pair.id, accepts=True, side="left")
    with pytest.raises(Refused, match="must accept for the other side"):
        accept_match(by=actor, candidate_id=pair.id, accepts=True, side="right")
    assert fresh(pair).state == CandidateState.SAME


def test_names_open_to_each_other_only_after_both_accept_each_opening_on_record(made, pair) -> None:
    with reading(SYSTEM):
        theirs = Box.objects.get(subject_id=made.found.subject, group=Group.IDENTITY)
        own = Box.objects.get(subject_id=made.missing.subject, group=Group.IDENTITY)
    same(made.sho, pair)
    accept_match(by=made.trafficking.actor, candidate_id=pair.id, accepts=True)
    for who, box in ((made.sho, theirs), (made.trafficking, theirs), (made.keeper, own)):
        with pytest.raises((Unseen, Refused)):
            open_box(by=who.actor, box_id=box.id, purpose=Purpose.TRACING)
    accept_match(by=made.protector.actor, candidate_id=pair.id, accepts=True)
    assert fresh(pair).state == CandidateState.ACCEPTED
    for who, box in ((made.sho, theirs), (made.trafficking, theirs), (made.keeper, own), (made.protector, own)):
        assert open_box(by=who.actor, box_id=box.id, purpose=Purpose.TRACING)["father"]
    with pytest.raises((Unseen, Refused)):
        open_box(by=made.desk.actor, box_id=theirs.id, purpose=Purpose.TRACING)
    with reading(SYSTEM):
        opened = Event.objects.filter(kind="box:opened", actor=made.sho.actor.id)
        assert [each.detail["box"] for each in opened] == [str(theirs.id)]


def test_ending_an_acceptance_masks_again(made, pair) -> None:
    with reading(SYSTEM):
        theirs = Box.objects.get(subject_id=made.found.subject, group=Group.IDENTITY)
    accepted(made, pair)
    with reading(made.sho.actor):
        assert Entry.objects.filter(pk=made.found.id).exists()  # a child's record goes to officers
    end_acceptance(by=made.protector.actor, candidate_id=pair.id, reason="the mother says it is not her")
    assert fresh(pair).state == CandidateState.UNSURE
    with reading(made.sho.actor):
        assert not Entry.objects.filter(pk=made.found.id).exists()
    with pytest.raises((Unseen, Refused)):
        open_box(by=made.sho.actor, box_id=theirs.id, purpose=Purpose.TRACING)
    with reading(SYSTEM):
        box = Box.objects.get(pk=theirs.id)
    assert made.station.audience not in box.readers
    assert open_box(by=made.keeper.actor, box_id=theirs.id, purpose=Purpose.TRACING)["father"]


def test_a_member_of_the_team_stays_one_when_an_acceptance_ends(made, pair) -> None:
    accepted(made, pair)
    name_searcher(by=made.sho.actor, entry_id=made.missing.id, user=made.chief.user, role=TeamRole.INVESTIGATOR)
    end_acceptance(by=made.trafficking.actor, candidate_id=pair.id, reason=WHY)
    with reading(made.chief.actor):
        own = Box.objects.get(subject_id=made.missing.subject, group=Group.IDENTITY)
    assert open_box(by=made.chief.actor, box_id=own.id, purpose=Purpose.TRACING)["father"]


@pytest.mark.parametrize(
    ("last", "state"),
    [
        ({"decision": "accept"}, CandidateState.ACCEPTED),
        ({"decision": "decline", "reason": WHY}, CandidateState.UNSURE),
    ],
)
def test_each_side_gives_its_word_by_its_page(made, pair, last, state) -> None:
    same(made.sho, pair)
    for who, said in ((made.trafficking, {"decision": "accept"}), (made.protector, last)):
        client = Client()
        client.force_login(who.user)
        answer = client.post(reverse("match_accept", args=[pair.id]), {**said, "version": fresh(pair).version})
        assert answer.status_code == 302
    assert fresh(pair).state == state


def test_declining_takes_a_reason_and_leaves_the_pair_to_be_looked_at(made, pair) -> None:
    same(made.sho, pair)
    accept_match(by=made.trafficking.actor, candidate_id=pair.id, accepts=True)
    with pytest.raises(Invalid):
        accept_match(by=made.protector.actor, candidate_id=pair.id, accepts=False)
    accept_match(by=made.protector.actor, candidate_id=pair.id, accepts=False, reason="another birthmark")
    assert fresh(pair).state == CandidateState.UNSURE
    assert not waiting("tracing:accept")
    same(made.keeper, pair)
    assert len(waiting("tracing:accept")) == 2


# verifying


def test_only_a_confirmed_identity_is_a_verified_match(made, pair) -> None:
    same(made.sho, pair)
    with pytest.raises(Refused):
        verify_match(by=made.sho.actor, candidate_id=pair.id, how="documents", words="Aadhaar card of the family seen")
    accept_match(by=made.trafficking.actor, candidate_id=pair.id, accepts=True)
    accept_match(by=made.protector.actor, candidate_id=pair.id, accepts=True)
    verify_match(by=made.sho.actor, candidate_id=pair.id, how="family", words="The mother recognised her at the home")
    assert fresh(pair).state == CandidateState.VERIFIED
    with reading(SYSTEM):
        states = set(Entry.objects.filter(pk__in=[made.missing.id, made.found.id]).values_list("state", flat=True))
    assert states == {"traced"}
    assert not waiting("tracing:verify")
    assert timedelta(0) <= fresh(pair).verified_at - pair.proposed_at


def test_the_family_of_a_grown_up_is_not_the_proof_before_consent(made) -> None:
    made.missing, made.found = missing_girl(made, age="24"), found_girl(made, age="24")
    compared(made.missing, made.found)
    pair = accepted(made, pair_of(made.missing, made.found))
    with pytest.raises(Refused, match="consent first"):
        verify_match(by=made.sho.actor, candidate_id=pair.id, how="family", words="Recognised")
    verify_match(by=made.keeper.actor, candidate_id=pair.id, how="documents", words="School certificate seen")
    proved = pair_of(made.missing, made.found)
    assert proof_words(made.sho.actor, proved) == "", "what the home says may tell where she is"
    assert proof_words(made.keeper.actor, proved) == "School certificate seen"
    assert fresh(pair).state == CandidateState.VERIFIED


# the page of a pair, in words


def shown_to(who, pair: Candidate) -> str:
    client = Client()
    client.force_login(who.user)
    answer = client.get(reverse("match", args=[pair.id]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_pair_says_in_words_what_speaks_for_one_person_and_folds_the_bits(made, pair) -> None:
    shown = shown_to(made.sho, pair)
    card = shown.partition('id="reasons"')[2].partition("</section>")[0]
    said, _fold, behind = card.partition("<details")
    assert "Strong" in said
    assert re.search(r"For: [A-Z][^<]*a language in common", said, re.I)
    assert "one in" not in said
    assert "bits" not in said
    assert "bits in all" in behind
    assert "one in" in behind


def test_pair_names_who_judges_then_whose_word_it_waits_for_on_the_other_side(made, pair) -> None:
    following = shown_to(made.sho, pair).partition('id="next"')[2].partition("</section>")[0]
    assert "DCPU Varanasi" in following or "Girls" in following
    same(made.sho, pair)
    nodal = shown_to(made.sho, pair).partition('id="nodal"')[2].partition("</section>")[0]
    assert nodal.count("not decided yet") == 2
    assert "Protector (" in nodal
    assert "DCPU Varanasi" in nodal
    accept_match(by=made.trafficking.actor, candidate_id=pair.id, accepts=True)
    after = shown_to(made.sho, pair).partition('id="nodal"')[2].partition("</section>")[0]
    assert after.count("not decided yet") == 1
    assert "Protector (" in after


def test_nobody_is_named_at_the_place_of_a_grown_up_who_has_not_consented(made) -> None:
    made.missing, made.found = missing_girl(made, age="24"), found_girl(made, age="24")
    compared(made.missing, made.found)
    pair = pair_of(made.missing, made.found)
    same(made.sho, pair)
    shown = shown_to(made.sho, pair)
    assert "named once the person consents" in shown
    for told in ("Protector", "DCPU Varanasi", "Keeper", "Girls"):
        assert told not in shown


def test_who_may_only_read_a_pair_sees_who_can_and_no_form(made, pair) -> None:
    shown = shown_to(made.desk, pair)
    has_form = f'action="{reverse("match_judge", args=[pair.id])}"' in shown
    assert has_form is not ("Who can?" in shown)
