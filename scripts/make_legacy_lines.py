"""Write the lines that must never be taken for a legacy font: tests/insight/legacy/english_lines.txt.

    PYTHONPATH=src python scripts/make_legacy_lines.py

Half are sentences of the project's own texts (narratives in English and romanised Hindi, handbooks, docstrings), half
are made by the rules below: names, addresses, numbers, codes, hashes, abbreviations, signs. The same input gives the
same bytes.
"""

import ast
import hashlib
import itertools
import random
import re
import string
from pathlib import Path

from samanvay_insight import gazetteer

ROOT = Path(__file__).resolve().parents[1]
LINES = ROOT / "tests/insight/legacy/english_lines.txt"
NARRATIVES = ("dev_english", "dev_8_english", "dev_2_english", "dev_romanised", "dev_2_romanised")
OF_TEXTS, OF_RULES = 1300, 1100


def words(text: str) -> list[str]:
    """Return the words of a line."""
    return text.split()


FIRST = words("Asha Imran Sunita Ramesh Farida Deepak Xavier Kjell Krzysztof Md Shri Smt Rakhi Ojha Uzma Iqbal Hkruaii")
LAST = words("Devi Khan Yadav O'Brien D'Souza Ngo Thapa-Magar Sk. McDonald Rizvi Xalxo Kujur Jha Dkhar Lyngdoh Mhatre")
RANKS = words("SI ASI HC SHO CO Dy.SP Addl.SP Insp. Const. W/Const. SDM DPO DCPO")
SHORT = words(
    "pls rcvd fwd re cc bcc asap fyi nil n/a w.e.f. i.e. viz. vs. dtd. u/s r/w s/o d/o w/o r/o c/o P.S. Distt."
)
SIGNS = words(
    "<18 >18 <=5 >=60 A+ B-ve O+ve M/F Y/N N/A [sic] {id} x=y a|b #12 ~30 50% 3*4 C++ R&D @home -do- --- n.k. ;-) :)"
)
BODIES = words(
    "ahtu cwc dcpu kgbv nhrc ncpcr grp rpf ssb mha hdfc sbi irctc uidai fir gd ncrb cctns bnss bns pocso itpa"
)
ROMAN = (
    "thana prabhari ne bataya ki ladki mil gayi hai", "kripya turant karyavahi karen", "gumshuda balika baramad",
    "mukadma darj kar liya gaya", "uske pita ko soochna de di", "rly stn par checking jari hai", "sab theek hai ji",
    "kal subah tak report bhej dijiye", "bacche ko CWC ke samaksh pesh kiya", "naukri ka jhansa dekar le gaya",
    "abhiyukt jail bheja gaya", "koi suchna nahi hai", "ghar se bhag gayi thi", "maa baap ko khabar karo",
    "kya hua", "haan ji", "theek", "jaldi aao", "usko mat chhodna", "bhai sahab phone uthao",
)  # fmt: skip
PHRASES = (
    "Police Station", "Nil report", "No change", "Case diary", "Ref. letter", "As above", "To be verified", "For n/a",
    "Recovered safe", "Not traced", "kindly acknowledge", "see annexure", "under process", "closed", "Yes", "No", "OK",
)  # fmt: skip


def of_texts() -> list[str]:
    """Return sentences of the project's own texts, in English or romanised Hindi."""
    found: list[str] = []
    for name in NARRATIVES:
        text = (ROOT / f"tests/insight/narratives/{name}.txt").read_text(encoding="utf-8")
        prose = (line for line in text.splitlines() if not re.match(r"===|---|[A-Z]: |#", line))
        found += itertools.chain.from_iterable(re.split(r"(?<=[.;])\s+", line) for line in prose)
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]):
        found += re.split(r"(?<=[.;:|])\s+", path.read_text(encoding="utf-8"))
    for path in sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("packages/*/src/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                found += (ast.get_docstring(node) or "").split("\n")
    return found


def of_rules(chance: random.Random) -> list[str]:
    """Return names, codes and short notes made by rule."""
    towns = [place.name for place in gazetteer.places(kinds=("district", "town")) if place.name.isascii()]
    villages = [place.name for place in gazetteer.places(kinds=("village", "station")) if place.name.isascii()]
    small = string.ascii_lowercase

    def name() -> str:
        return f"{chance.choice(FIRST)} {chance.choice(LAST)}"

    def number(length: int) -> str:
        return "".join(chance.choices(string.digits, k=length))

    rules = (
        lambda: f"{chance.choice(RANKS)} {name()}, PS {chance.choice(towns)}, mob. 9{number(9)}",
        lambda: f"{name()} s/o {name()} r/o vill. {chance.choice(villages)}, {chance.choice(towns)}",
        lambda: f"{chance.choice(FIRST).lower()}.{chance.choice(villages).lower().replace(' ', '')}@example.org",
        lambda: f"UP{number(2)}{''.join(chance.choices(string.ascii_uppercase, k=2))}{number(4)}",
        lambda: f"FIR {number(3)}/26 u/s 137(2), 143 BNS r/w {number(2)} POCSO Act, PS {chance.choice(villages)}",
        lambda: hashlib.sha256(number(9).encode()).hexdigest()[: chance.choice((8, 12, 40, 64))],
        lambda: (
            "".join(chance.choices(string.ascii_letters + string.digits + "+/", k=chance.choice((12, 24, 44)))) + "=="
        ),
        lambda: "".join(chance.choices(small, k=chance.choice((3, 4, 5, 6, 8)))),
        lambda: " ".join(chance.choices(BODIES, k=chance.choice((1, 2, 3)))),
        lambda: " ".join(chance.choices(SHORT, k=chance.choice((1, 2, 3)))) + f" {number(2)}-{number(2)}-2026",
        lambda: (
            chance.choice(ROMAN) + chance.choice(("", ".", f" {chance.choice(villages)} me", f" dt {number(2)}/10/26"))
        ),
        lambda: (
            chance.choice(PHRASES) + chance.choice(("", ".", ":", f" ({chance.choice(towns)})", f" no. {number(4)}"))
        ),
        lambda: ",".join(
            (number(3), name(), chance.choice(towns), f"{number(2)}/{number(2)}/2026", chance.choice("MF"))
        ),
        lambda: " ".join(chance.choices(SIGNS, k=chance.choice((1, 2, 3)))),
        lambda: chance.choice(villages),
        lambda: chance.choice(villages).lower(),
        lambda: chance.choice(villages).upper() + chance.choice(("", f" ({chance.choice(towns).upper()})")),
        lambda: f"https://example.org/{chance.choice(villages).lower().replace(' ', '-')}?id={number(5)}&k={number(2)}",
        lambda: (
            f"{chance.choice(towns)[:3].upper()}/{number(4)}/{chance.choice(small)}{number(2)}-{chance.choice(small)}"
        ),
        lambda: f"{number(2)}:{number(2)} hrs; temp {number(2)}; lat {number(2)}.{number(4)}N; IMEI {number(15)}",
        lambda: f"Café {name()} – résumé “{chance.choice(PHRASES)}” £{number(3)}, naïve Müller, {number(2)}½ km, 30° C",
    )
    return [chance.choice(rules)() for _ in range(OF_RULES * 2)]


def main() -> None:
    """Write the file."""
    chance = random.Random(1098)
    texts = {" ".join(line.split()) for line in of_texts()}
    texts = sorted(line for line in texts if 2 < len(line) < 300 and not re.search("[\u0900-\u097f]", line))
    made = list(dict.fromkeys(of_rules(chance)))[:OF_RULES]
    lines = chance.sample(texts, OF_TEXTS) + made
    LINES.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
