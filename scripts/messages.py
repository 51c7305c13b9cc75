#!/usr/bin/env python
"""Words in English and Hindi: ``messages.py extract`` after a string was added, ``check`` to see what lacks Hindi.

``compile`` writes what Django reads (done by itself at start), ``todo`` lists untranslated strings as JSON, and
``fill FILE`` takes such JSON back, with the Hindi beside each string.
"""

import json
import sys
from pathlib import Path

import django
from django.conf import settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
settings.configure(USE_I18N=False)  # the extraction of templates asks Django for its settings, not for a database
django.setup()

from samanvay.web.language import catalogues, extraction  # noqa: E402


def extract() -> int:
    extraction.extract()
    return check()


def check() -> int:
    wrong = extraction.faults("hi", extraction.template_of(extraction.strings()), extraction.read("hi"))
    print("\n".join(wrong) or "Every string has its Hindi.")
    return 1 if wrong else 0


def compile_() -> int:
    for path in catalogues.compile_catalogues():
        print(path)
    return 0


def todo() -> int:
    said: dict[str, str | list[str]] = {}
    for message in extraction.read("hi"):
        several = isinstance(message.id, tuple)
        if not message.id or (all(message.string) if several else message.string):
            continue
        key = message.id[0] if several else message.id
        said[f"{message.context}\x04{key}" if message.context else key] = ["", ""] if several else ""
    print(json.dumps(said, ensure_ascii=False, indent=0))
    return 0


def fill(file: str) -> int:
    words = extraction.read("hi")
    unknown = []
    for name, given in json.loads(Path(file).read_text(encoding="utf-8")).items():
        context, _mark, key = name.rpartition("\x04")
        message = words.get(key, context=context or None)
        if message is None:
            unknown.append(key)
        elif given:
            message.string = tuple(given) if isinstance(given, list) else given
    extraction.write("hi", words)
    for key in unknown:
        print(f"not in the code: {key!r}", file=sys.stderr)
    return check()


COMMANDS = {"extract": extract, "check": check, "compile": compile_, "todo": todo, "fill": fill}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    try:
        sys.exit(COMMANDS[sys.argv[1]](*sys.argv[2:]))
    except (ValueError, catalogues.CannotCompile) as error:
        sys.exit(str(error))
