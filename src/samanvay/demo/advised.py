"""The advisories of the demonstration: one of the state's along a stop-over, one of a district to its neighbour."""

import io
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from PIL import Image, ImageDraw

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import Invalid
from samanvay.measures.advisories.actions.answering import (
    ProofFile,
    accept_advisory,
    decline_advisory,
    say_done,
    see_advisory,
)
from samanvay.measures.advisories.actions.sending import add_recipients, send_advisory
from samanvay.measures.advisories.actions.writing import AdvisoryWords, Content, draft_advisory
from samanvay.measures.advisories.addressees import addressees_in
from samanvay.measures.models import Advisory, MeasureVersion, Recipient
from samanvay.measures.playbook.queries import MeasureFilters, measures
from samanvay.picture.models import Finding
from samanvay.picture.states import Subject
from samanvay.recording.submissions import Captured

from .personas import number
from .told import told_as

ALONG = ("Maharajganj", "Gorakhpur", "Varanasi", "Bahraich", "Kheri", "Lucknow")
PLACARDS, CROSSING = "placards_at_transit_points", "border_help_booth"
SENT_DAYS_AGO, NEIGHBOUR_DAYS_AGO = 9, 2

WHY_NOT = "Boards of the same kind were put up in August; their effect is looked at first."
DONE = "Eight boards in Hindi and Nepali stand at the crossing and the bus stand; each number was dialled from there."

ALONG_THE_ROUTE = AdvisoryWords(
    "Nepal → Delhi by way of Varanasi: what to do now",
    "नेपाल → दिल्ली, वाराणसी होकर: अब क्या करें",
    (
        "More journeys from Nepal to Delhi stop over on the way than a season ago; they come by Sonauli and Rupaidiha "
        "and go on by night trains from Gorakhpur and Varanasi. Most were promised work in hotels.\n\n"
        "Please take up the measures below in your district, and say here what was done."
    ),
    (
        "नेपाल से दिल्ली की यात्राओं में बीच के पड़ाव पिछले मौसम से अधिक हैं; वे सोनौली और रुपईडीहा से आते हैं और गोरखपुर तथा वाराणसी "
        "से रात की ट्रेनों से आगे जाते हैं। अधिकतर को होटल में काम का वादा किया गया।\n\n"
        "कृपया नीचे दिए उपाय अपने जनपद में करें और जो किया गया उसे यहाँ बताएँ।"
    ),
)
TO_THE_NEIGHBOUR = AdvisoryWords(
    "Minor roads around the Bijnor checking point",
    "बिजनौर जाँच चौकी के पास की छोटी सड़कें",
    (
        "Since checking began on the highway, vans with girls from Jharkhand take the minor roads by way of Najibabad. "
        "Please look there too, most of all on Fridays."
    ),
    (
        "राजमार्ग पर जाँच आरंभ होने के बाद झारखंड की लड़कियों को ले जाने वाली वैन नजीबाबाद होकर छोटी सड़कों से जाती हैं। कृपया वहाँ भी "
        "देखें, विशेषकर शुक्रवार को।"
    ),
)


def advise(actors: Mapping[str, Actor]) -> int:
    """Tell both advisories and what became of the first; what was told already stays. Returns how many there are."""
    first = _sent(actors["desk"], "along", ALONG_THE_ROUTE, ALONG, SENT_DAYS_AGO, (PLACARDS, CROSSING))
    _sent(actors["chief"], "neighbour", TO_THE_NEIGHBOUR, ("Bijnor",), NEIGHBOUR_DAYS_AGO, ())
    _answer(actors, first)
    with clock.frozen(clock.now() - timedelta(days=1)), reading(actors["desk"]), suppress(Invalid):
        ahtu = addressees_in([f"district:{number('Bahraich')}"], ["ahtu"])
        add_recipients(by=actors["desk"], advisory=first, seats=ahtu)
    return 2


def _sent(
    by: Actor, name: str, said: AdvisoryWords, districts: tuple[str, ...], days_ago: int, codes: tuple[str, ...]
) -> Advisory:
    """Send an advisory to police chiefs so many days ago, once."""
    keys = [f"district:{number(district)}" for district in districts]
    captured = Captured(told_as("advisory", name))
    with clock.frozen(clock.now() - timedelta(days=days_ago, hours=1)), reading(by):
        if known := Advisory.objects.filter(submission_id=captured.submission_id).first():
            return known
        finding = _finding() if name == "along" else None
        content = Content(
            said,
            addressees_in(keys, ["police"]),
            _measures(by, codes),
            source="finding" if finding is not None else "hand",
            source_key=str(finding.pk) if finding is not None else "",
            route=("NP", "IN-DL") if name == "along" else (),
            parts=_parts() if name == "along" else {},
        )
        return send_advisory(by=by, advisory=draft_advisory(by=by, content=content, captured=captured))


def _finding() -> Finding | None:
    """Return the finding of the stop-over on the way from Nepal, None in the small demonstration."""
    told = Finding.objects.told().filter(subject=Subject.STOPOVER, place=f"district:{number('Varanasi')}")
    return told.latest().first()


def _parts() -> dict[str, str]:
    stop = dict.fromkeys(("Gorakhpur", "Varanasi", "Lucknow"), "stopover")
    crossing = dict.fromkeys(("Maharajganj", "Bahraich", "Kheri"), "transit")
    return {f"district:{number(name)}": part for name, part in {**stop, **crossing}.items()}


def _measures(by: Actor, codes: tuple[str, ...]) -> list[MeasureVersion]:
    found = {each.measure.code: each for each in measures(by, MeasureFilters())}
    return [found[code] for code in codes if code in found]


def _answer(actors: Mapping[str, Actor], advisory: Advisory) -> None:
    """Let three accept, one of them do it, one decline with a reason, one fall silent after seeing it."""
    for district, days_ago in (("Gorakhpur", 8), ("Varanasi", 7), ("Maharajganj", 8)):
        _at(actors, advisory, district, days_ago, "sent", lambda by, row: accept_advisory(by=by, recipient=row))
    _at(actors, advisory, "Lucknow", 7, "sent", lambda by, row: decline_advisory(by=by, recipient=row, reason=WHY_NOT))
    _at(actors, advisory, "Kheri", 6, "sent", lambda by, row: see_advisory(by=by, advisory=row.advisory))
    _at(actors, advisory, "Maharajganj", 3, "accepted", _done)


def _done(by: Actor, row: Recipient) -> None:
    file = ProofFile("board.png", [_photograph()])
    say_done(by=by, recipient=row, words=DONE, file=file, submission=told_as("done", row.district))


def _photograph() -> bytes:
    """Return a drawn board: the demonstration has no photographs."""
    picture = Image.new("RGB", (640, 420), "#cfd8d2")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((90, 60, 550, 300), fill="#ffffff", outline="#1b1f2a", width=8)
    draw.rectangle((130, 300, 150, 420), fill="#1b1f2a")
    draw.rectangle((490, 300, 510, 420), fill="#1b1f2a")
    for line, words in enumerate(("112", "1098", "181")):
        draw.text((280, 90 + 62 * line), words, fill="#1b1f2a", font_size=48)
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def _at(
    actors: Mapping[str, Actor],
    advisory: Advisory,
    district: str,
    days_ago: int,
    state: str,
    do: Callable[[Actor, Recipient], Any],
) -> None:
    """Let a district's police chief do something with its row so many days ago, where it stands as it should."""
    by = actors[f"chief.{number(district)}"]
    with clock.frozen(clock.now() - timedelta(days=days_ago)), reading(by):
        rows = Recipient.objects.select_related("advisory").filter(advisory=advisory, role="police_chief")
        for row in rows.filter(district=f"district:{number(district)}", state=state):
            do(by, row)
