"""The catalogues of words: where they lie, and how the .po that people edit becomes the .mo that Django reads.

GNU gettext is not needed: Babel writes the .mo, on first start and whenever a .po is newer.
"""

import os
import tempfile
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[2] / "locale"
LANGUAGES = ("en", "hi")


class CannotCompile(Exception):
    """A catalogue cannot be turned into what Django reads; says which and why."""


def catalogue(language: str, *, root: Path = LOCALE) -> Path:
    """Return the .po of a language."""
    return root / language / "LC_MESSAGES" / "django.po"


def stale(*, root: Path = LOCALE) -> list[Path]:
    """Return the .po files whose .mo is missing or older."""
    found = []
    for language in LANGUAGES:
        po = catalogue(language, root=root)
        mo = po.with_suffix(".mo")
        if po.exists() and (not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns):
            found.append(po)
    return found


def compile_catalogues(*, root: Path = LOCALE) -> list[Path]:
    """Compile what is stale and return what was written; costs two file look-ups when nothing is.

    Raises CannotCompile, with what to do, when a catalogue is broken or its folder cannot be written.
    """
    return [_compile(po) for po in stale(root=root)]


def _compile(po: Path) -> Path:
    # Imported late: nobody waits for Babel when there is nothing to compile.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    mo = po.with_suffix(".mo")
    try:
        with po.open("rb") as stream:
            words = read_po(stream, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise CannotCompile(f"The catalogue {po} cannot be read: {error}.") from error
    try:
        handle, name = tempfile.mkstemp(dir=po.parent, prefix=".django", suffix=".mo")
        try:
            with os.fdopen(handle, "wb") as stream:
                write_mo(stream, words)
            os.chmod(name, 0o644)
            os.replace(name, mo)  # two processes may start at once: each leaves a whole file
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CannotCompile(
            f"The words cannot be compiled: {po.parent} cannot be written ({error.strerror}). "
            "Run `python -m samanvay.web.language` once as the owner of the folder."
        ) from error
    return mo
