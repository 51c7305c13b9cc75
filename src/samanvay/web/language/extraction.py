"""From code and templates to the catalogues: which strings there are, and what is wrong with their translations."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tokenize import TokenError

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.template.exceptions import TemplateSyntaxError
from django.utils.translation.template import templatize

from .catalogues import LANGUAGES, LOCALE, catalogue

PACKAGE = LOCALE.parent
PLACEHOLDER = re.compile(r"%\(\w+\)[sdrf]|%[sdr](?![\w%])|\{\w*\}")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "__", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = {
    "en": "# Samanvay in English: empty means as in the code.\n",
    "hi": "# समन्वय हिन्दी में\n",
}


@dataclass(frozen=True)
class Found:
    """One string in the source: its text (with the plural, if any), context and file."""

    id: str | tuple[str, str]
    context: str | None
    file: str


def strings(root: Path = PACKAGE) -> Iterator[Found]:
    """Yield every translatable string of the package, files in order of their names.

    Raises ValueError naming a file that cannot be read as Python or as a template.
    """
    for path in sorted(root.rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "locale" in path.relative_to(root).parts:
            continue
        if path.suffix != ".py" and "templates" not in path.relative_to(root).parts:
            continue
        name = path.relative_to(root.parent).as_posix()
        text = path.read_text(encoding="utf-8")
        try:
            yield from _of_source(text if path.suffix == ".py" else _as_code(text, name), name)
        except (SyntaxError, TokenError, TemplateSyntaxError) as error:
            raise ValueError(f"{name}: {error}") from error


def _as_code(text: str, name: str) -> str:
    """Return a template as lines of calls; what is not a call is noise that must not confuse the indentation."""
    return "\n".join(line.lstrip() for line in templatize(text, origin=name).splitlines())


def _of_source(text: str, name: str) -> Iterator[Found]:
    for _line, function, said, _comments in extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {}):
        parts = list(said) if isinstance(said, tuple | list) else [said]
        context: str | None = None
        if function and "pgettext" in function:
            context, *parts = parts
        texts = [part for part in parts if isinstance(part, str)]
        if not texts or not texts[0]:
            continue
        plural = (bool(function) and "ngettext" in function) or function in ("npgettext", "npgettext_lazy")
        yield Found((texts[0], texts[1]) if plural and len(texts) > 1 else texts[0], context, name)


def template_of(found: Iterator[Found]) -> Catalog:
    """Return the catalogue without translations."""
    words = Catalog(project="Samanvay", charset="utf-8", fuzzy=False)
    for each in found:
        words.add(each.id, locations=[(each.file, 0)], context=each.context)
    return words


def read(language: str, *, root: Path = LOCALE) -> Catalog:
    """Return the catalogue of a language, empty if there is none."""
    path = catalogue(language, root=root)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def merged(language: str, template: Catalog, old: Catalog) -> Catalog:
    """Return a catalogue of exactly the template's strings, with the translations there were; nothing is guessed."""
    new = Catalog(locale=language, project="Samanvay", charset="utf-8", fuzzy=False, header_comment=HEADER[language])
    for message in sorted(template, key=_order):
        if not message.id:
            continue
        known = old.get(_key(message), context=message.context)
        given = known.string if known is not None and _shape(known.id) == _shape(message.id) else None
        files = sorted({file for file, _line in message.locations})
        new.add(message.id, given, locations=[(file, 0) for file in files], context=message.context)
        if message.python_format:
            new[_key(message)].flags.add("python-format")
    return new


def write(language: str, words: Catalog, *, root: Path = LOCALE) -> None:
    """Write a catalogue: sorted, files without line numbers, no dates, so that a diff shows only words."""
    buffer = io.BytesIO()
    write_po(buffer, words, width=0, sort_output=False, include_lineno=False, omit_header=True)
    path = catalogue(language, root=root)
    path.parent.mkdir(parents=True, exist_ok=True)
    head = (
        f'{HEADER[language]}msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    path.write_bytes(head.encode() + buffer.getvalue().strip() + b"\n")


def extract(*, root: Path = LOCALE, package: Path = PACKAGE) -> None:
    """Bring the catalogues of all languages up to the code and the templates."""
    template = template_of(strings(package))
    for language in LANGUAGES:
        write(language, merged(language, template, read(language, root=root)), root=root)


def faults(language: str, template: Catalog, words: Catalog) -> list[str]:
    """Return what is wrong with a catalogue: missing, empty, fuzzy, placeholders that differ; one sentence each."""
    said = []
    for message in template:
        if not message.id:
            continue
        known = words.get(_key(message), context=message.context)
        text = _key(message)
        if known is None:
            said.append(f"{language}: missing: {text!r} (run `scripts/messages.py extract`)")
        elif not all(_texts(known.string)):
            said.append(f"{language}: no translation: {text!r}")
        elif known.fuzzy:
            said.append(f"{language}: marked fuzzy: {text!r}")
        else:
            # In a plural form for one, the number may be a word.
            wanted = set(PLACEHOLDER.findall(_texts(message.id)[-1]))
            for given in _texts(known.string):
                has = set(PLACEHOLDER.findall(given))
                if has - wanted or (wanted - has and not isinstance(message.id, tuple)):
                    said.append(f"{language}: placeholders differ: {text!r} → {given!r}")
    return said


def _order(message: Message) -> tuple[str, str]:
    return _key(message), message.context or ""


def _key(message: Message) -> str:
    return _texts(message.id)[0]


def _texts(value: object) -> list[str]:
    return [str(part or "") for part in value] if isinstance(value, tuple | list) else [str(value or "")]


def _shape(value: object) -> int:
    return len(_texts(value))
