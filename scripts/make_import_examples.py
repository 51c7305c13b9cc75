"""Write the examples of imports: reports in three ways of writing, a case sheet as offices send it, a small table.

    python scripts/make_import_examples.py

Everything is invented, also the numbers of the table in the shape of the National Crime Records Bureau's. (The
files in Kruti Dev and of officers are written by make_legacy_example.py and make_officer_examples.py.)
"""

import csv
from datetime import date
from pathlib import Path

from openpyxl import Workbook

FOLDER = Path(__file__).resolve().parents[1] / "examples"

REPORTS = {
    "week_english.txt": (
        "Weekly situation report, Police, District Bahraich, 16 to 22 November 2026.\n\n"
        "On 16 November three girls from Gumla were rescued at Rupaidiha while being taken to Delhi for domestic work. "
        "Two agents were arrested. On 19 November two boys were found begging at Bahraich railway station and were "
        "produced before the Child Welfare Committee. An awareness programme is planned in Nanpara next week.\n"
    ),
    "week_hindi.txt": (
        "साप्ताहिक स्थिति प्रतिवेदन, पुलिस, जनपद महराजगंज, दिनांक १६ से २२ नवंबर २०२६।\n\n"
        "दिनांक 17.11.2026 को सोनौली सीमा पर चार नाबालिग बालिकाओं को मुक्त कराया गया, जिन्हें नौकरी का झाँसा देकर "
        "मुंबई ले जाया जा रहा था। एक महिला अभियुक्त गिरफ्तार की गई। ईंट भट्ठे से छत्तीसगढ़ के दो परिवार मुक्त कराए गए।\n"
    ),
    "week_hindi_latin.txt": (
        "Saptahik report, Janpad Moradabad, 16 se 22 November 2026.\n\n"
        "Dinank 18.11.2026 ko Katghar mein peetal factory par chhapa maarkar paanch bachche mukt karaye gaye. "
        "Bachche Bihar se laye gaye the. Ek aaropi giraftar hua. Do ladkiyan gumshuda darj hain.\n"
    ),
}

# क्र०, दिनांक, जनपद, थाना, विवरण, प्रकार, पीड़ित, मुक्त, गिरफ्तार, मु०अ०सं०, धारा; rows 5 and 6 share a merged district
CASES = (
    ("१", "3.4.25", "बहराइच", "रुपईडीहा", "तीन बालिकाएँ सीमा पर रोकी गईं", "यौन शोषण", "३", "३", "2", "214/25", "143 BNS"),
    ("२", "16-11-2025", None, "Nanpara", "Two boys found begging at the station", "Begging", 2, 2, "-", "", ""),
    ("३", date(2025, 6, 20), "Allahabad", "", "Five boys freed in a carpet unit", "CL", 5, 5, 1, "88/2025", "JJ 79"),
    ("४", 45848, "Gorakhpur", "GRP", "सप्तक्रांति एक्सप्रेस से आठ बच्चे उतारे गए", "bal shram", "०८", "८", "", "", ""),
    ("५", "31.02.2025", "Lucknow", "Gomti Nagar", "A woman freed from a spa", "ITPA", 1, 1, 3, "301/25", "ITPA 5"),
    ("६", "5 जुलाई 2025", "Bahrich", "", "एक किशोरी लापता", "", 1, "", "", "", ""),
    ("७", "12.8.2025", "Varanasi", "कैण्ट", "Girl brought for marriage", "Smuggling", 1, 1, 1, "77/25", "144 BNS"),
    ("८", "14.8.2025", "श्रावस्ती", "भिनगा", "ईंट भट्ठे से दो परिवार मुक्त", "Bandhua", "1,00,000", "9", "1", "", ""),
    ("९", "14.8.2025", "Moradabad", "Katghar", "बाल श्रमिक मुक्त, आधार 9999 4105 7058", "बाल श्रम", "5", "5", "0", "", ""),
    ("", "कुल", "", "", "", "", "36", "34", "8", "", ""),
    ("नोट: आँकड़े अनंतिम हैं", "", "", "", "", "", "", "", "", "", ""),
)  # fmt: skip

# No column says whose report it is: each is taken as of the post at which the sheet comes in.
WEEK_HEADER = ("जनपद", "दिनांक से", "दिनांक तक", "दर्ज मामले", "मुक्त बालिका", "मुक्त बालक", "गिरफ्तार", "विवरण")
WEEK = (
    ("बहराइच", "16.11.2026", "22.11.2026", "१", "३", "", "2", "रुपईडीहा सीमा पर तीन बालिकाएँ मुक्त कराई गईं।"),
    ("Allahabad", "16/11/26", "22/11/26", 1, "", 5, 1, "Five boys were freed in a carpet unit."),
    ("Varanasi", "16 Nov 2026", "22 Nov 2026", 0, 0, 0, 0, ""),
    ("Gonda", "22.11.2026", "16.11.2026", 1, 1, "", 1, "Two girls were stopped at the station."),
    ("Nowhere", "16.11.2026", "22.11.2026", 1, 1, "", "", ""),
)

TABLE_HEADER = ("id", "year", "state_name", "state_code", "district_name", "district_code", "registration_circles",
                "human_trafficking", "proc_minor_girls", "sell_minors_prost", "buy_minors_prost")  # fmt: skip
TABLE = (
    (1, 2021, "Uttar Pradesh", 9, "Bahraich", 125, "Bahraich", 4, 11, 1, 0),
    (2, 2021, "Uttar Pradesh", 9, "Gorakhpur", 148, "Gorakhpur", 6, 9, 0, 0),
    (3, 2021, "Uttar Pradesh", 9, "Gorakhpur", 148, "GRP Gorakhpur", 3, 0, 0, 0),
    (4, 2021, "Uttar Pradesh", 9, "Varanasi", 187, "Varanasi", 5, 14, 2, 1),
    (5, 2021, "Uttar Pradesh", 9, "Railways", 9999, "GRP", 8, 0, 0, 0),
    (6, 2022, "Uttar Pradesh", 9, "Bahraich", 125, "Bahraich", 7, 12, 0, 0),
    (7, 2022, "Uttar Pradesh", 9, "Varanasi", 125, "Varanasi Rural", 2, 3, 0, 0),
)


def write_cases() -> None:
    """Write the case sheet: a title, two rows of header, a merged district, a hidden sheet, a total, a note."""
    book = Workbook()
    sheet = book.active
    sheet.title = "प्रकरण"
    sheet["A1"] = "मानव तस्करी के प्रकरण (उदाहरण, सब काल्पनिक)"
    sheet.merge_cells("A1:K1")
    sheet.append(["क्र०", "दिनांक", "घटनास्थल", None, "घटना का विवरण", "प्रकार", "व्यक्ति", None, None, "एफआईआर", None])
    sheet.append([None, None, "जनपद", "थाना", None, None, "पीड़ित", "मुक्त", "गिरफ्तार", "मु०अ०सं०", "धारा"])
    for span in ("A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "G2:I2", "J2:K2"):
        sheet.merge_cells(span)
    for row in CASES:
        sheet.append(row)
    sheet.merge_cells("C4:C5")
    for letter, width in zip("ABCDEFGHIJK", (6, 16, 16, 16, 44, 18, 10, 8, 10, 14, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    old = book.create_sheet("पुरानी")
    old.append(["not", "this", "one"])
    old.sheet_state = "hidden"
    book.save(FOLDER / "cases_as_sent.xlsx")


def main() -> None:
    """Write the files."""
    for name, text in REPORTS.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    write_cases()
    for name, header, rows in (
        ("ncrb_shape_invented.csv", TABLE_HEADER, TABLE),
        ("weekly_reports_invented.csv", WEEK_HEADER, WEEK),
    ):
        with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows(rows)


if __name__ == "__main__":
    main()
