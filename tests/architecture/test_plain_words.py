"""Words that nobody has to read twice: the old ones stand in no string that a person sees, in either language."""

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import samanvay
from samanvay.web.language import extraction

ROOT = Path(samanvay.__file__).parent
# What is not said, and what is said instead.
ENGLISH = {
    r"things? (that )?waits? for|waits? for you|asked of you": "tasks",
    r"(?<!on )(?<!order )\bdut(y|ies)\b": "task",
    r"past (its|their|your) hour|late below": "overdue",
    r"com(e|es|ing) up to you|nobody further up|\bhears? (of it|on)\b": "escalated, is informed",
    r"\bhappenings?\b": "incident, event",
    r"\breadings\b|\b(a|this) reading\b": "details found",
    r"\bvoid(s|ed|ing)?\b": "cancel, cancelled",
    r"\bvoices?\b": "police and administration figures",
    r"\bmend(s|ed|ing)?\b|str(uck|ikes?|iking) out": "edit, delete",
    r"pass(ed)? over": "skip",
    r"words? of the chair|\bword (as|of) (counsel|the)\b": "remarks, opinion",
    r"(break|breaks|breaking|broken) (the )?glass": "emergency access",
    r"prove the log": "verify the log",
    r"where the search stands|how it stands|as it stands": "status",
    r"way home|the way (there|here)": "route, restoration",
    r"blind transit|\bblind(est)?\b": "under-detected",
    r"turned round|dried up|fell silent": "direction reversed, stopped, no reports",
    r"did it work|found again": "impact, traced",
    r"not for you to do|of this house|\bhouse rule": "you do not have permission; departmental rule",
    r"\bnought\b|\banew\b|hand in hand|the line is back": "0, again",
    r"clock (stands|runs|is stopped|stops)|\bpaused?\b": "deferred, time limit",
    r"taken? in\b|taken? (it )?back|taken out of the house": "import, undo, withdraw",
    r"\bdisparit(y|ies)\b": "vulnerability",
    r"(?<!Commissioners' )\bconferences?\b": "meeting",
}
HINDI = {
    "दायित्व": "कार्य",
    "मुहरबंद": "सीलबंद",
    "मुहर तोड़": "आपात पहुँच",
    "आपात उद्घाटन": "आपात पहुँच",
    "समय पार": "समय-सीमा बीती",
    "समय बीत गया": "समय-सीमा बीती",
    "ऊपर भेजे गए": "अग्रेषित",
    "घड़ी रुक": "स्थगित",
    "घड़ी चल": "समय-सीमा लागू",
    "त्वरित अभिलेख": "तुरंत दर्ज करें",
    "अतिदेय": "समय-सीमा बीती",
    "व्यवस्थापक": "प्रशासक",
    "ए.एच.टी.यू": "एएचटीयू",
    "अभिप्रेत": "चुनें",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def translated() -> Iterator[tuple[str, str]]:
    for message in extraction.read("hi"):
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            yield " / ".join(map(str, ids)), " / ".join(map(str, said))


def is_hindi(text: str) -> bool:
    return bool(re.search("[\u0900-\u097f]", text))


def bilingual() -> Iterator[tuple[str, str]]:
    """Yield the pairs of literals that stand beside each other in the code, English and Hindi."""
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if "/migrations/" in name:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            beside = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
            texts = [each.value for each in beside if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            for english, hindi in itertools.pairwise(texts):
                if is_hindi(hindi) and not is_hindi(english) and " " in english:
                    yield english, hindi


def wrong(pairs: list[tuple[str, str]]) -> list[str]:
    found = []
    for english, hindi in pairs:
        words = PLACEHOLDER.sub("", english)
        for pattern, instead in ENGLISH.items():
            if re.search(pattern, words, re.IGNORECASE):
                found.append(f"{english!r}: say {instead}")
        for word, instead in HINDI.items():
            if word in hindi:
                found.append(f"{hindi!r}: say {instead}")
    return found


def test_no_string_of_a_page_uses_an_old_word() -> None:
    pairs = list(translated())
    assert len(pairs) > 5000
    assert not wrong(pairs)


def test_no_pair_of_literals_uses_an_old_word() -> None:
    pairs = list(bilingual())
    assert len(pairs) > 1000
    assert not wrong(pairs)


def test_an_old_word_is_found() -> None:
    assert wrong([("Your duties past their hour", "आपके दायित्व")]) == [
        "'Your duties past their hour': say task",
        "'Your duties past their hour': say overdue",
        "'आपके दायित्व': say कार्य",
    ]
    assert not wrong([("The officer on duty signs", "ड्यूटी पर अधिकारी")])
