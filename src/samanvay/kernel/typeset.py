"""Pages for paper and pictures, set by Typst: it shapes Devanagari rightly, which drawers of SVG do not.

A template is Typst's own language and ours; what is shown travels beside it as JSON and is never read as a template.
"""

import json
import threading
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, cast
from uuid import UUID
from weakref import WeakValueDictionary

import typst

from .db.scope import current_actor
from .places import Places

FACE = "fontpkg_mukta"
# Two pages are set at once and a few may wait; of one person one is set and one waits, whatever they ask for.
_presses = Places(2, waiting=4)
_of_each: WeakValueDictionary[UUID, Places] = WeakValueDictionary()
_lock = threading.Lock()


def _own() -> Places:
    """Return the places of whoever acts; nobody's are their own."""
    actor = current_actor()
    with _lock:
        own = _of_each.get(actor.id) if actor is not None else None
        own = own or Places(1)
        if actor is not None:
            _of_each[actor.id] = own
    return own


def fonts() -> Path:
    """Return the folder of the face for both scripts. Raises RuntimeError where its package is absent."""
    spec = find_spec(FACE)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"The package {FACE} is missing: install requirements/run.txt.")
    return Path(spec.origin).parent / "files"


def typeset(
    template: str,
    shown: Any,
    *,
    form: Literal["pdf", "png"] = "pdf",
    files: Mapping[str, bytes] | None = None,
    dots_per_inch: int = 144,
) -> bytes:
    """Return a template set with what it shows, read in it by ``json("shown.json")``; files stand beside it.

    The same for the same: no fonts of the machine, no clock. A PNG is of the first page. Raises Busy where too
    many are being set in this process already, or one for the same person.
    """
    sources = {"main.typ": template.encode(), "shown.json": json.dumps(shown).encode(), **(files or {})}
    with _own().taken(), _presses.taken():
        made: Any = typst.compile(
            cast(Any, sources),  # files by name, which the package takes and its stubs do not know
            format=form,
            ppi=float(dots_per_inch),
            font_paths=[str(fonts())],
            ignore_system_fonts=True,
            timestamp=0,
        )
    if isinstance(made, list):
        made = made[0]
    return bytes(made or b"")
