"""Write the example lists of officers (examples/officers*): invented names, one clean file and one as offices send.

Run with ``python scripts/make_officer_examples.py``. The Aadhaar number in the second is the authority's own
published specimen, put there to show that it is refused.
"""

import csv
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

FOLDER = Path(__file__).resolve().parents[1] / "examples"

CLEAN_HEADER = [
    "Employee number", "Name", "Name in Hindi", "Rank", "Sex", "Mobile", "E-mail", "Posted at", "Role",
    "Posted since", "Order number", "Language",
]  # fmt: skip
CLEAN = [
    ["UP-P-20411", "Sunita Maurya", "सुनीता मौर्य", "Inspector", "Female", "94150 22011", "sunita.maurya@example.org",
     "AHTU Bahraich", "AHTU in charge", "01/04/2025", "DG-112/2025", "Hindi"],
    ["UP-P-20412", "Imran Qureshi", "इमरान क़ुरैशी", "Sub-inspector", "Male", "94150 22012", "",
     "PS Rupaidiha", "Station officer (SHO)", "15/07/2025", "DG-131/2025", "Hindi"],
    ["UP-P-20413", "Kiran Lodhi", "किरण लोधी", "Head constable", "Female", "94150 22013", "",
     "Women Help Desk Bahraich", "Women help desk", "02/01/2026", "", "Hindi"],
    ["UP-P-20414", "Abhay Pratap Rao", "अभय प्रताप राव", "Inspector", "Male", "94150 22014",
     "abhay.rao@example.org", "AHTU Maharajganj", "AHTU in charge", "10/09/2025", "DG-140/2025", "Hindi"],
    ["UP-W-00871", "Meena Chaturvedi", "मीना चतुर्वेदी", "Protection officer", "Female", "94150 22015",
     "meena.c@example.org", "DCPU Bahraich", "District Child Protection Unit", "01/06/2024", "", "Hindi"],
    ["UP-W-00872", "Farida Siddiqui", "फ़रीदा सिद्दीक़ी", "Member", "Female", "94150 22016", "",
     "CWC Varanasi", "Child Welfare Committee member", "01/06/2024", "", "Hindi"],
    ["UP-J-00311", "Arvind Tripathi", "अरविंद त्रिपाठी", "Secretary", "Male", "94150 22017",
     "arvind.t@example.org", "DLSA Varanasi", "Legal services authority", "20/08/2025", "HC-77/2025", "English"],
    ["UP-R-00519", "Lalita Pal", "ललिता पाल", "Sub-inspector", "Female", "94150 22018", "",
     "GRP Gorakhpur Junction", "Railway police (GRP/RPF)", "05/11/2025", "", "Hindi"],
    ["UP-L-00204", "Deepak Sahu", "दीपक साहू", "Labour enforcement officer", "Male", "94150 22019", "",
     "Labour Office Moradabad", "Labour officer", "12/02/2026", "", "Hindi"],
    ["UP-H-00633", "Nasreen Begum", "नसरीन बेगम", "Medical officer", "Female", "94150 22020", "",
     "CMO Bahraich", "Doctor", "01/12/2025", "", "Hindi"],
    ["UP-B-00120", "Tashi Negi", "ताशी नेगी", "Assistant commandant", "Male", "94150 22021", "",
     "SSB Border Post Rupaidiha", "Border force (SSB)", "01/10/2025", "", "Hindi"],
    ["UP-A-00077", "Ritu Bhardwaj", "ऋतु भारद्वाज", "District Magistrate", "Female", "", "",
     "District Magistrate Bahraich", "District Magistrate", "18/03/2026", "", "English"],
]  # fmt: skip

# पीएनओ, नाम, पदनाम, मोबाइल, तैनाती, कार्य, तिथि, टिप्पणी; rows 9 to 11 share a merged unit
# ruff: noqa: E501
UGLY = [
    ["१", "UP-P-३१००१", "रेखा यादव", "निरीक्षक", "९४१५० ३३००१", "एएचटीयू बहराइच", "एएचटीयू", "०१-०४-२०२५", ""],
    ["२", "UP-P-31002", "Mohd. Aslam", "उप निरीक्षक", "+91 94150 33002", "AHTU Bahrich", "AHTU in charge", "1.5.2025", ""],
    ["३", "UP-P-31003", "सरोज कुमारी", "मुख्य आरक्षी", "94150-33003", "महिला हेल्प डेस्क बहराइच", "महिला हेल्प डेस्क", "12/06/2025", ""],
    ["४", "UP-P-31004", "गीता देवी", "आरक्षी", "9415033004", None, "महिला हेल्प डेस्क", "15 जून 2025", ""],
    ["५", "UP-P-31005", "नीलम वर्मा", "आरक्षी", "94150 33005", None, "महिला हेल्प डेस्क", "2025-06-20", ""],
    ["६", "UP-P-31003", "सरोज कुमारी", "मुख्य आरक्षी", "94150-33003", "महिला हेल्प डेस्क बहराइच", "महिला हेल्प डेस्क", "12/06/2025", "दोहराव"],
    ["७", "UP-P-31007", "विजय सिंह", "निरीक्षक", "12345", "थाना रुपईडीहा", "थानाध्यक्ष", "01/07/2025", ""],
    ["८", "UP-P-31008", "", "उप निरीक्षक", "94150 33008", "थाना नानपारा", "थानाध्यक्ष", "01/07/2025", ""],
    ["९", "UP-P-31009", "पूजा शर्मा", "निरीक्षक", "94150 33009", "थाना सोनौली", "थानाध्यक्ष", "01/08/2025", "आधार 9999 4105 7058"],
    ["१०", "UP-P-31010", "Harish Chandra", "Inspector", "94150 33010", "DCPU Bahraich", "SHO", "01/08/2025", ""],
    ["११", "UP-P-31011", "अनीता मिश्रा", "निरीक्षक", "94150 33011", "एएचटीयू महराजगंज", "एएचटीयू", "31/02/2025", ""],
    ["", "कुल", "11", "", "", "", "", "", ""],
]  # fmt: skip


def write_clean() -> None:
    with (FOLDER / "officers_clean.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CLEAN_HEADER)
        writer.writerows(CLEAN)


def write_ugly() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "सूची"
    sheet["A1"] = "मानव तस्करी रोधी कार्य में तैनात अधिकारी (उदाहरण)"
    sheet.merge_cells("A1:I1")
    sheet["A1"].alignment = Alignment(horizontal="center")
    top = ["क्र०", "अधिकारी", None, None, None, "वर्तमान तैनाती", None, None, "टिप्पणी"]
    below = [None, "पीएनओ", "नाम", "पदनाम", "मोबाइल नं०", "तैनाती स्थल", "कार्य", "तैनाती दिनांक", None]
    sheet.append(top)
    sheet.append(below)
    for span in ("A2:A3", "B2:E2", "F2:H2", "I2:I3"):
        sheet.merge_cells(span)
    for row in (2, 3):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    for row in UGLY:
        sheet.append(row)
    sheet.merge_cells("F6:F8")
    for letter, width in zip("ABCDEFGHI", (6, 16, 20, 16, 18, 28, 20, 16, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    book.save(FOLDER / "officers_as_sent.xlsx")


if __name__ == "__main__":
    write_clean()
    write_ugly()
