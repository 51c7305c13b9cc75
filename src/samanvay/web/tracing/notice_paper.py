"""The hue-and-cry notice: one page that hangs in the street, Hindi first and English beside it, with its last day.

It shows what was approved and no more; the family's numbers are not known to it. There is no code to scan: what hangs
in the street leads to nothing about the person.
"""

import base64
import io
from dataclasses import dataclass

import phonenumbers
import pypdfium2
from django.utils import translation
from django.utils.formats import date_format
from PIL import Image

from samanvay.access.boxes.groups import Group
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.typeset import typeset
from samanvay.tracing.kinds import EntryKind
from samanvay.tracing.models import Notice
from samanvay.tracing.notices.actions.notices import Boxes
from samanvay.tracing.notices.kinds import Show
from samanvay_insight.script import fold, to_latin

LONGEST = 260  # letters of what is told in free words
SIDE = 900  # points of the longer side of the photograph
SIZES = (15.0, 13.5, 12.0, 10.5, 9.6, 8.8, 8.0)  # of the letters: the largest with which all of it is one page

TEMPLATE = """#let shown = json("shown.json")
#set document(title: shown.number)
#set page(paper: "a4", margin: (x: 15mm, top: 12mm, bottom: 12mm), footer: text(size: 7.5pt, fill: rgb("#5d6270"))[
  #grid(columns: (1fr, auto), [#shown.number · #shown.printed.at(0) · #shown.printed.at(1)], [Samanvay · समन्वय])])
#set text(font: "Mukta", size: shown.size * 1pt, fill: rgb("#1b1f2a"), lang: "hi")
#set par(leading: 0.5em, spacing: 0.6em, justify: false)
#let ink = rgb("#a1242b")
#let soft = rgb("#5d6270")
#let two(pair, hi: 1em, en: 0.82em, fill: soft, weight: 400) = {
  text(size: hi, weight: weight)[#pair.at(1)]
  if pair.at(0) != "" and pair.at(0) != pair.at(1) { linebreak(); text(size: en, fill: fill, lang: "en")[#pair.at(0)] }
}

#block(width: 100%, fill: ink, inset: (x: 6mm, y: 3.2mm), radius: 2pt)[
  #set text(fill: white)
  #grid(columns: (1fr, auto), align: (left + horizon, right + horizon),
    text(size: 30pt, weight: 700)[#shown.title.at(1)], text(size: 22pt, weight: 600, lang: "en")[#shown.title.at(0)])
]
#grid(columns: (1fr, auto), align: (left, right),
  two(shown.office, weight: 600),
  [#text(weight: 600)[#shown.number] #linebreak() #text(size: 0.85em, fill: soft)[#shown.day]])
#v(0.2em)
#if shown.name.at(1) != "" {
  text(size: 2.5em, weight: 700)[#shown.name.at(1)]
  if shown.name.at(0) != shown.name.at(1) {
    v(0.9em, weak: true)
    text(size: 1.7em, fill: soft, lang: "en")[#shown.name.at(0)]
  }
  v(0.3em)
}
#let facts = table(
  columns: (31%, 1fr), inset: (x: 3pt, y: 4.2pt), stroke: (x, y) => (bottom: 0.5pt + rgb("#d9d4c8")),
  ..shown.facts.map(each => (two(each.label, hi: 0.95em, en: 0.78em), {
    if each.value.at(1) != "" { two(each.value, hi: 1.12em, en: 0.92em, weight: 600) }
    for (at, line) in each.said.enumerate() {
      if at > 0 or each.value.at(1) != "" { linebreak() }
      text(size: 1em)[#line]
    }
  })).flatten(),
)
#if shown.photo { grid(columns: (62mm, 1fr), column-gutter: 7mm,
  block(stroke: 0.8pt + rgb("#d9d4c8"), inset: 1.5mm, image("photo.svg", width: 100%, height: 76mm, fit: "contain")),
  facts)
} else { facts }
#v(0.5em)
#block(width: 100%, stroke: 1.2pt + rgb("#0b4f5c"), radius: 3pt, inset: 4.5mm)[
  #two(shown.tell, hi: 1.25em, en: 0.95em, weight: 600)
  #v(0.1em)
  #grid(columns: (1.5fr, 1fr, 1fr).slice(0, shown.numbers.len()), column-gutter: 5mm, ..shown.numbers.map(each => [
    #text(size: 2.1em, weight: 700)[#each.number] #linebreak() #two(each.words, hi: 0.92em, en: 0.8em)]))
]
#v(0.2em)
#for line in shown.asks { two(line, hi: 0.98em, en: 0.82em); v(0.1em) }
#v(1fr)
#block(width: 100%, stroke: 2pt + ink, radius: 3pt, inset: 4mm)[
  #grid(columns: (1fr, auto), align: (left + horizon, right + horizon), column-gutter: 5mm,
    two(shown.until_words, hi: 1.15em, en: 0.9em, weight: 600),
    align(right)[#text(size: 2.3em, weight: 700, fill: ink)[#shown.until.at(1)] #linebreak()
      #text(size: 1.4em, weight: 600, fill: ink, lang: "en")[#shown.until.at(0)]])
]
"""

TITLES = {
    EntryKind.MISSING: Bilingual("MISSING", "गुमशुदा की तलाश"),
    "patient": Bilingual("WHO KNOWS THIS PERSON?", "पहचान की अपील"),
    "body": Bilingual("IDENTITY SOUGHT", "शिनाख़्त की अपील"),
}
TELL = Bilingual("Have you seen this person? Inform:", "इन्हें देखा है? सूचना दें:")
TELL_NAMELESS = Bilingual("Do you know this person? Inform:", "इन्हें पहचानते हैं? सूचना दें:")
ASKS = (
    Bilingual(
        "Do not stop, question or photograph the person: inform the police. Your name can be kept secret.",
        "व्यक्ति को न रोकें, न पूछताछ करें, न फ़ोटो लें: पुलिस को बताएँ। सूचना देने वाले का नाम गुप्त रखा जा सकता है।",
    ),
    Bilingual(
        "Do not share this after the date below: it stays on the internet, and the person has to live with it.",
        ("नीचे दी गई तिथि के बाद इसे आगे न भेजें: यह इंटरनेट पर रह जाती है और व्यक्ति को जीवन भर इससे परेशानी हो सकती है।"),
    ),
)
UNTIL = Bilingual(
    "Take down after this day, or immediately when the police say so",
    "इस तिथि के बाद, या पुलिस के कहते ही, हटा दें",
)
POLICE = Bilingual("Police, day and night", "पुलिस, दिन-रात")
CHILDREN = Bilingual("Childline, for a child", "चाइल्ड हेल्पलाइन, बच्चे के लिए")
OWN = Bilingual("This unit", "यह इकाई")


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """A notice with what was opened for this printing. ``photo`` is a copy of the photograph, drawn anew."""

    notice: Notice
    boxes: Boxes
    photo: bytes | None = None

    def pdf(self) -> bytes:
        """Return the page: with the largest letters of the known sizes that keep all of it on one."""
        files = {"photo.svg": _framed(self.photo)} if self.photo else {}
        shown = self._shown()
        made = b""
        for size in SIZES:
            made = typeset(TEMPLATE, {**shown, "size": size}, files=files)
            if len(pypdfium2.PdfDocument(made)) == 1:
                break
        return made

    def _shown(self) -> dict[str, object]:
        notice, entry = self.notice, self.notice.entry
        unit = directory.unit_of(notice.home_unit)
        numbers = [{"number": _spaced(notice.phone), "words": _pair(OWN)}] if notice.phone else []
        numbers.append({"number": "112", "words": _pair(POLICE)})
        if entry.may_be_child:
            numbers.append({"number": "1098", "words": _pair(CHILDREN)})
        title = TITLES[entry.category if entry.kind == EntryKind.FOUND else EntryKind.MISSING]
        now = clock.now().astimezone(clock.INDIA)
        printed = Bilingual(
            f"printing {notice.printings} of {_day(now).en}", f"मुद्रण {notice.printings}, {_day(now).hi}"
        )
        approved = notice.approved_at or clock.now()
        return {
            "title": _pair(title),
            "office": _pair(unit.names),
            "number": notice.number,
            "day": _day(approved.astimezone(clock.INDIA)).hi,
            "name": _pair(self._name()),
            "facts": self._facts(),
            "photo": self.photo is not None,
            "tell": _pair(TELL if entry.is_missing else TELL_NAMELESS),
            "numbers": numbers,
            "asks": [_pair(line) for line in (ASKS if entry.is_missing else ())],
            "until_words": _pair(UNTIL),
            "until": _pair(_day(notice.until)),
            "printed": _pair(printed),
        }

    def _name(self) -> Bilingual:
        identity = self.boxes.get(Group.IDENTITY, {})
        if Show.NAME not in self.notice.shows or not identity.get("given"):
            return Bilingual("")
        name = f"{identity['given']} {identity.get('surname', '')}".strip()
        return _both_scripts(f"{name} ({identity['alias']})" if identity.get("alias") else name)

    def _facts(self) -> list[dict[str, object]]:
        """Return what is shown besides the name: label, value in both languages, and what was said in own words."""
        entry = self.notice.entry
        identity, tracing = self.boxes.get(Group.IDENTITY, {}), self.boxes.get(Group.TRACING, {})
        none = Bilingual("")
        since = entry.happened
        where = entry.place.names if entry.place is not None else none
        if entry.place is not None and entry.place.district is not None and entry.place.district_id != entry.place_id:
            where = _joined(", ", where, entry.place.district.names)
        day = Bilingual(since.words("en"), since.words("hi")) if since is not None else none
        told: dict[str, tuple[Bilingual, Bilingual, str]] = {
            Show.FATHER: (Bilingual("Father", "पिता"), _both_scripts(identity.get("father", "")), ""),
            Show.SEX: (Bilingual("Sex", "लिंग"), entry.sex_words if entry.sex != "unknown" else none, ""),
            Show.AGE: (Bilingual("Age", "आयु"), entry.age_words if entry.age_from is not None else none, ""),
            Show.HEIGHT: (Bilingual("Height", "कद"), entry.height_words, ""),
            Show.LOOKS: (Bilingual("Looks", "हुलिया"), none, tracing.get("looks", "")),
            Show.MARKS: (Bilingual("Marks", "पहचान चिह्न"), _joined("; ", *entry.mark_words), identity.get("marks", "")),
            Show.CLOTHES: (Bilingual("Clothes", "कपड़े"), none, tracing.get("clothes", "")),
            Show.PLACE: (
                Bilingual("Last seen", "अंतिम बार देखे गए"), _joined(" · ", day, where), tracing.get("seen_words", "")
            ),
            Show.LANGUAGES: (Bilingual("Speaks", "भाषा"), _joined(", ", *entry.language_words), ""),
        }  # fmt: skip
        return [
            {"label": _pair(label), "value": _pair(value), "said": [_cut(said)] if _adds(said, value) else []}
            for code, (label, value, said) in told.items()
            if code in self.notice.shows and (value.en or said)
        ]


def _pair(words: Bilingual) -> list[str]:
    return [words.en, words.hi or words.en]


def _joined(by: str, *words: Bilingual) -> Bilingual:
    kept = [each for each in words if each.en]
    return Bilingual(by.join(each.en for each in kept), by.join(each.hi or each.en for each in kept))


def _both_scripts(text: str) -> Bilingual:
    """Return a name as it was written; one in Devanagari in Latin letters beside it."""
    if not text or text.isascii():
        return Bilingual(text, text)
    words = (word if word.isascii() else to_latin(word).capitalize() for word in text.split())
    return Bilingual(" ".join(words), text)


def _adds(said: str, value: Bilingual) -> bool:
    """Tell whether words say more than the codes beside them."""
    return bool(said.strip()) and fold(said) not in (fold(value.en), fold(value.hi))


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rpartition(" ")[0] + "…"


def _day(day: object) -> Bilingual:
    words = []
    for language in ("en", "hi"):
        with translation.override(language):
            words.append(date_format(day, "DATE_FORMAT"))  # type: ignore[arg-type]
    return Bilingual(*words)


def _spaced(phone: str) -> str:
    """Return a number as people dial it within the country, in groups."""
    return phonenumbers.format_number(phonenumbers.parse(phone), phonenumbers.PhoneNumberFormat.NATIONAL)


def _framed(photo: bytes) -> bytes:
    """Return a picture, no larger than paper shows, inside an SVG: what stands beside a template is text."""
    image: Image.Image = Image.open(io.BytesIO(photo)).convert("RGB")
    image.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    width, height = image.size
    inside = base64.b64encode(out.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{inside}"/></svg>'
    ).encode()
