#!/usr/bin/env python
"""The glossary of the help pages: ``glossary.py`` writes it from CONTEXT.md, where each term stands once."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "samanvay" / "web" / "help" / "glossary.json"
IN_CODE = re.compile(r" \(in (?:the code|addresses, files and events:?)[^)]*\)")


def derived() -> str:
    """Return the glossary as JSON: by term its Hindi and what it is."""
    table = (ROOT / "CONTEXT.md").read_text(encoding="utf-8").partition("|---|---|---|---|\n")[2]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    terms = {term: {"hi": hindi, "what": IN_CODE.sub("", what)} for term, hindi, what, _avoid in rows}
    return json.dumps(terms, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(derived(), encoding="utf-8")
