"""Write the example of a register of found persons as a home sends it, everybody invented.

    python scripts/make_register_examples.py

(The register of the missing and the PFIF file beside it are text and were written by hand.)
"""

from pathlib import Path

from openpyxl import Workbook

FILE = Path(__file__).resolve().parents[1] / "examples" / "found_register_invented.xlsx"
HEAD = (
    "Sl", "Profile ID", "Child name", "Sex", "Age", "Identification marks", "Language known", "Found date", "District",
    "Place of recovery", "Name of CCI", "What child says", "Native district", "Home state", "Category",
)  # fmt: skip
ROWS = (
    (1, "CCI-77-001", "Sunita", "F", "13-14", "mole on left cheek", "Hindi; Bhojpuri", "2026-10-25", "Bahraich",
     "railway station", "Girls' home Bahraich", "father is Ramlal, a big tank near the house", "", "Uttar Pradesh",
     "In CCI"),
    (2, "CCI-77-002", "", "Female", "about 12", "", "Santhali", "26/10/2026", "Bahraich", "", "Girls' home Bahraich",
     "near the big tank, Dumka side", "Dumka", "Jharkhand", ""),
    (3, "UIDB-12", "", "M", "30-40", "tattoo on right forearm", "", "Oct 2026", "Bahraich", "canal", "", "", "", "",
     "Unidentified dead body"),
    (4, "CCI-77-003", "Raju", "Boy", "8", "cut mark on forehead", "Kumhali", "2026-10-28", "Bahraich", "",
     "Children home", "", "", "", ""),
    (5, "CCI-77-004", "Guddi", "Girl", "10", "", "Hindi", "2026-10-28", "Bahraich", "", "Children home", "", "Bilaspur",
     "", ""),
)  # fmt: skip

book = Workbook()
sheet = book.active
sheet.title = "Found"
sheet.append(["Register of found persons (invented)"])
for row in (HEAD, *ROWS):
    sheet.append(row)
book.save(FILE)
