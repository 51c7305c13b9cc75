"""What the documents point at is there: files, headings, paths and names of the code."""

import re
from functools import cache
from pathlib import Path

import pytest

from samanvay.config.env import ROOT

SRC = ROOT / "src"
ROOMS = {path.name for path in (SRC / "samanvay").iterdir() if path.is_dir()}
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()}

LINK = re.compile(r"\]\(<?([^()\s>]+)>?\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)+/?")
NAMED = re.compile(r"`(\w+)` (?:in |\()`(src/[\w/]+\.py)`")
DOTTED = re.compile(r"[a-z_]+(?:\.[A-Za-z_]\w*)+(?<!\.csv)")


def documents() -> list[Path]:
    """Return every document that tells of the code; lessons do not."""
    folders = ("benchmarks", "docs", "packages", "src", "tests")
    beside = [path for folder in folders for path in (ROOT / folder).rglob("[A-Z]*.md")]
    return sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *beside})


@cache
def loggers() -> set[str]:
    """Return the names under which our programs write into the log."""
    named = re.compile(r'getLogger\("(samanvay\.\w+)"\)')
    return {name for path in (SRC / "samanvay").rglob("*.py") for name in named.findall(path.read_text())}


@cache
def anchors(path: Path) -> set[str]:
    """Return the names under which the headings of a document can be linked to."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text()), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def is_path(word: str) -> bool:
    """Tell whether a word is meant as a path of ours: from the top, or a file of a room. Addresses have no suffix."""
    first = word.split("/", 1)[0]
    return bool(PATH.fullmatch(word)) and (first in FOLDERS or first == "web" or (first in ROOMS and "." in word))


def is_name(word: str) -> bool:
    """Tell whether a word is meant as a module, or as a name in one."""
    first = word.split(".", 1)[0]
    return bool(DOTTED.fullmatch(word)) and (first in ROOMS or first == "samanvay")


def path_is_there(word: str) -> bool:
    return any(next(base.glob(word.rstrip("/")), None) for base in (ROOT, SRC / "samanvay"))


def name_is_there(word: str) -> bool:
    """Tell whether a module is there and holds what is named after it."""
    parts = word.removeprefix("samanvay.").split(".")
    at = SRC / "samanvay"
    while parts and (at / parts[0]).is_dir():
        at /= parts.pop(0)
    if parts and (at / f"{parts[0]}.py").exists():
        at /= f"{parts.pop(0)}.py"
    if not parts:
        return True
    text = (at if at.is_file() else at / "__init__.py").read_text()
    return bool(re.search(rf"\b{parts[0]}\b", text)) or word in loggers()


def broken(path: Path) -> list[str]:
    """Return what a document points at that is not there."""
    text = path.read_text()
    found = []
    for target in LINK.findall(CODE.sub("", FENCE.sub("", text))):
        if re.match(r"\w+:", target):
            continue
        name, _, anchor = target.partition("#")
        to = (path.parent / name).resolve() if name else path
        if not to.exists() or (anchor and anchor not in anchors(to)):
            found.append(target)
    for word in CODE.findall(FENCE.sub("", text)):
        if (is_path(word) and not path_is_there(word)) or (is_name(word) and not name_is_there(word)):
            found.append(word)
    for name, file in NAMED.findall(text):
        if (ROOT / file).exists() and not re.search(rf"\b{name}\b", (ROOT / file).read_text()):
            found.append(f"{name} in {file}")
    return found


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_document_points_at_is_there(path: Path) -> None:
    assert not broken(path)


def test_what_is_gone_is_found(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# A heading of two")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](there.md#a-heading-of-two) [b](gone.md) [c](there.md#gone) `src/samanvay/gone.py` `kernel/clock.py` "
        "`kernel.clock.now` `kernel.clock.gone` `samanvay.gone` `now` in `src/samanvay/kernel/clock.py`, "
        "`gone` (`src/samanvay/kernel/clock.py`)"
    )
    assert broken(page) == [
        *("gone.md", "there.md#gone", "src/samanvay/gone.py", "kernel.clock.gone", "samanvay.gone"),
        "gone in src/samanvay/kernel/clock.py",
    ]
