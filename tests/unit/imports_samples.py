"""A spec such as a roster's, and the files offices would send for it."""

from datetime import date

from samanvay.importing import Choice, Context, Field, ImportSpec, Kind, PlaceAnswer
from samanvay.kernel.bilingual import Bilingual

TODAY = date(2026, 11, 24)

DISTRICTS = {"bahraich": "Bahraich", "बहराइच": "Bahraich", "allahabad": "Prayagraj", "lucknow": "Lucknow"}


def resolve_district(text, field, so_far):
    name = DISTRICTS.get(text.casefold())
    if name is None:
        return PlaceAnswer(None, others=("Bahraich",) if text.casefold().startswith("bah") else ())
    return PlaceAnswer(name.upper(), name=name, sure=text.casefold() != "allahabad")


CONTEXT = Context(today=TODAY, resolve_place=resolve_district)

ROSTER = ImportSpec(
    name="roster",
    fields=(
        Field(
            "belt",
            Bilingual("Belt number", "बेल्ट संख्या"),
            Kind.CODE,
            required=True,
            pattern=r"[A-Z]{2}-\d+",
            example="BR-17",
        ),
        Field("name", Bilingual("Name", "नाम"), required=True, aliases=("Officer name", "naam"), sealed=True),
        Field("district", Bilingual("District", "ज़िला"), Kind.PLACE, aliases=("jila", "janpad", "जनपद")),
        Field("phone", Bilingual("Mobile", "मोबाइल"), Kind.PHONE, many=True, aliases=("phone no", "contact")),
        Field(
            "posted",
            Bilingual("Posted on", "तैनाती की तारीख़"),
            Kind.DATE,
            past=True,
            aliases=("date of posting",),
        ),
        Field("trained", Bilingual("Trained", "प्रशिक्षित"), Kind.BOOLEAN),
        Field(
            "rank",
            Bilingual("Rank", "पद"),
            Kind.CHOICE,
            choices=(
                Choice("si", Bilingual("Sub-inspector", "उप निरीक्षक"), ("SI", "daroga")),
                Choice("constable", Bilingual("Constable", "आरक्षी"), ("sipahi",)),
            ),
        ),
        Field("cases", Bilingual("Cases", "मामले"), Kind.INTEGER, maximum=10**7),
        Field("since", Bilingual("In service since", "सेवा में कब से"), Kind.PARTIAL_DATE),
    ),
    key=("belt",),
)
