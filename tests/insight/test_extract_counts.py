"""Numbers that count no persons, and movements that are told as a habit, as the rules read them."""

from __future__ import annotations

import pytest

from samanvay_insight.extract import labels_by_sentence, read


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("दिनांक 16 नवंबर को सोनौली पर दो परिवार मुक्त कराए गए।", None),
        ("16 नवंबर को बहराइच में तीन परिवार मुक्त कराए गए।", None),
        ("दिनांक 16 को सोनौली पर दो परिवार मुक्त कराए गए।", None),
        ("16 से 22 नवंबर के बीच सोनौली पर लड़कियां मुक्त कराई गईं।", None),
        ("16 नवंबर को सोनौली पर तीन लड़कियां मुक्त कराई गईं।", 3),
        ("सोनौली पर दो परिवार (9 लोग) मुक्त कराए गए।", 9),
        ("सोनौली पर दो परिवारों के कुल 9 सदस्य मुक्त कराए गए।", 9),
        ("16 November ko Bahraich mein teen parivar mukt karaye gaye.", None),
        ("Dinank 16 navambar ko Sonauli par do parivar mukt karaye gaye.", None),
        ("Sonauli par 3 family mukt karayi gayi.", None),
        ("2 mai ko Sonauli par teen ladkiyan mukt karayi gayin.", 3),
        ("On 16 November 5 families were rescued at Bahraich.", None),
        ("Three households were rescued at Sonauli on 16 November.", None),
        ("On 16 and 17 November girls were rescued at Sonauli.", None),
        ("On November 16, 2026 girls were rescued at Sonauli.", None),
        ("In November 16 girls were rescued at Sonauli.", 16),
        ("On 2 May three girls were rescued at Sonauli.", 3),
        ("7 families (26 persons) were rescued at Sonauli.", 26),
    ],
)
def test_days_and_families_are_no_persons(text: str, people: int | None) -> None:
    (event,) = read(text).events
    assert (event.kind, event.people) == ("rescue", people)


@pytest.mark.parametrize(
    "families", ["Two families from Gumla were taken to Delhi.", "गुमला के दो परिवार दिल्ली ले जाए गए।"]
)
def test_families_that_were_moved_are_not_counted(families: str) -> None:
    (movement,) = read(families).movements
    assert movement.people is None


@pytest.mark.parametrize(
    "text",
    [
        "Girls from Bahraich are often taken to Mumbai.",
        "Girls from Bahraich are usually taken to Mumbai for work.",
        "Generally girls are taken from Bahraich to Mumbai.",
        "Girls are commonly taken from Bahraich to Mumbai.",
        "It is common that girls are taken from Bahraich to Mumbai.",
        "Taking of girls from Bahraich to Mumbai is common.",
        "Girls are often lured with jobs and taken from Bahraich to Mumbai.",
        "बहराइच से लड़कियां अक्सर मुंबई ले जाई जाती हैं।",
        "आमतौर पर बहराइच से लड़कियों को मुंबई ले जाया जाता है।",
        "आम तौर पर बहराइच से लड़कियां मुंबई भेजी जाती हैं।",
        "बहराइच से लड़कियों को मुंबई ले जाना आम बात है।",
        "Bahraich se ladkiyan aksar Mumbai le jayi jati hain.",
        "Aam taur par Bahraich se ladkiyon ko Mumbai le jaya jata hai.",
        "Dalal aksar Bahraich se ladkiyan Mumbai bhejte hain.",
    ],
)
def test_movement_that_is_a_habit_is_set_aside_as_general(text: str) -> None:
    found = read(text)
    assert found.movements == ()
    assert ("movement", "general") in {(aside.kind, aside.reason) for aside in found.set_aside}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        # Persons and a day: it happened, whatever is said beside it.
        ("On 16.11.2026 three girls were taken from Bahraich to Mumbai, as is often seen.", 3),
        ("दिनांक 16.11.2026 को तीन लड़कियां बहराइच से मुंबई ले जाई गईं, जैसा अक्सर होता है।", 3),
        # The habit is of something else.
        ("A girl often beaten by her stepmother was taken from Bahraich to Mumbai.", 1),
        ("Ramesh, commonly known as Raju, took two girls from Bahraich to Mumbai.", 2),
        ("सौतेली माँ अक्सर मारती थी, इसलिए लड़की बहराइच से मुंबई चली गई।", 1),
    ],
)
def test_happening_with_a_word_of_habit_beside_it_counts(text: str, people: int) -> None:
    (movement,) = read(text).movements
    assert (movement.people, movement.certainty) == (people, "stated")


def test_labels_of_each_sentence_are_told_apart() -> None:
    text = "Girls were sent for domestic work. Nothing else. बच्चों से भीख मंगवाई जाती थी। Girls did domestic work again."
    found = labels_by_sentence(text)
    assert [{label.code for label in each.forms} for each in found] == [
        {"domestic_servitude"}, {"begging"}, {"domestic_servitude"},
    ]  # fmt: skip
    assert all(
        text[label.evidence.start : label.evidence.end] == label.evidence.text for each in found for label in each.forms
    )
