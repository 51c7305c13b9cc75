"""The sheet of a district in a few lines that are read from six metres: the picture's own numbers, kept as shown."""

from collections.abc import Mapping

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.picture.queries import Filters, Spot, last_months, spots
from samanvay.picture.sheets import CHANGE_MONTHS, Ways, district_sheet

ENDS_SHOWN = 3
NOT_SAID = Bilingual("not said", "नहीं बताया")
NOTHING = Bilingual(
    "Nothing is reported for this district this quarter.", "इस तिमाही में इस जनपद के बारे में कुछ नहीं बताया गया।"
)

TAKEN = Bilingual(
    "Taken from here: persons {persons}, journeys {journeys}, to {ends}",
    "यहाँ से ले जाए गए: व्यक्ति {persons}, यात्राएँ {journeys}, {ends} को",
)
BROUGHT = Bilingual(
    "Brought here: persons {persons}, journeys {journeys}, from {ends}",
    "यहाँ लाए गए: व्यक्ति {persons}, यात्राएँ {journeys}, {ends} से",
)
STOPPED = Bilingual(
    "Stopped here on the way: persons {persons}, journeys {journeys}, from {ends}",
    "मार्ग में यहाँ रुके: व्यक्ति {persons}, यात्राएँ {journeys}, {ends} से",
)
PASSING = Bilingual(
    "Passed here: persons {persons}, journeys {journeys}, from {ends}",
    "यहाँ से गुज़रे: व्यक्ति {persons}, यात्राएँ {journeys}, {ends} से",
)
CHANGES: dict[str, Bilingual] = {
    "taken": Bilingual("journeys from here {then} → {now}", "यहाँ से यात्राएँ {then} → {now}"),
    "stopped": Bilingual("journeys that stopped here {then} → {now}", "यहाँ रुकी यात्राएँ {then} → {now}"),
    "passing": Bilingual("journeys that passed here {then} → {now}", "यहाँ से गुज़री यात्राएँ {then} → {now}"),
    "brought": Bilingual("journeys to here {then} → {now}", "यहाँ तक यात्राएँ {then} → {now}"),
    "caught": Bilingual("caught, rescued or missing here {then} → {now}", "यहाँ पकड़े, मुक्त या गुमशुदा {then} → {now}"),
}
CHANGED = Bilingual("Three months before → last three months: {changes}", "पूर्व तीन माह → पिछले तीन माह: {changes}")


def sheet_lines(actor: Actor, district: str) -> tuple[int, list[Bilingual]]:
    """Return how many journeys the last three months tell of a district, and its sheet in lines, for this reader."""
    filters = Filters(last_months(CHANGE_MONTHS))
    sheet = district_sheet(actor, district, filters)
    parts = (
        *((TAKEN, sheet.taken), (STOPPED, sheet.stopped)),
        *((PASSING, sheet.passing), (BROUGHT, sheet.brought)),
    )
    known = spots({key for _words, ways in parts for key in ways.journeys})
    lines = [_way_line(words, ways, known) for words, ways in parts if ways.journeys]
    moved = [(name, now, then) for name, now, then in sheet.change if now or then]
    if moved:
        said = [CHANGES[name].format(now=now, then=then) for name, now, then in moved]
        lines.append(
            CHANGED.format(changes=Bilingual("; ".join(each.en for each in said), "; ".join(each.hi for each in said)))
        )
    return sum(sum(ways.journeys.values()) for _words, ways in parts), lines or [NOTHING]


def _way_line(words: Bilingual, ways: Ways, known: Mapping[str, Spot]) -> Bilingual:
    ends = []
    for key, journeys, _persons in ways.lines()[:ENDS_SHOWN]:
        name = known[key].names if key in known else NOT_SAID
        ends.append(Bilingual(f"{name.en} ({journeys})", f"{name.hi or name.en} ({journeys})"))
    return words.format(
        persons=sum(ways.persons.values()),
        journeys=sum(ways.journeys.values()),
        ends=Bilingual(", ".join(end.en for end in ends), ", ".join(end.hi for end in ends)),
    )
