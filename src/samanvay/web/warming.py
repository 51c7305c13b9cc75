"""What a process reads once, before its first request, so that nobody waits for it."""

import gc
import sys
from pathlib import Path

from django.conf import settings
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.urls import reverse
from django.utils import translation

from samanvay.picture.queries import Picture
from samanvay.reports.teaching.numbers import follow_numbers
from samanvay.web.kit.maps.drawing import Scene, draw
from samanvay_insight import extract, gazetteer
from samanvay_insight.routes.passing import shares_between

LONGEST_TURN = 0.001  # seconds for which a thread keeps the interpreter while others want it; Python's own are 0.005


def warm() -> None:
    """Read every address, text and template, the map, the places and the reader, and prepare for many threads.

    A page waits for the database some dozen times, and each time anew for the interpreter. What stands now stays for
    good: it is not searched for garbage again.
    """
    for code, _words in settings.LANGUAGES:
        with translation.override(code):
            reverse(settings.LOGIN_URL)
            translation.gettext("Help")
    for engine in engines.all():
        if isinstance(engine, DjangoTemplates):
            for folder in engine.engine.dirs:
                for path in Path(folder).rglob("*.html"):
                    engine.get_template(path.relative_to(folder).as_posix())
    draw(Scene(Picture(), {}, ""))
    shares_between("", "")  # reads the network of ways
    gazetteer.find("Moradabad")
    follow_numbers()
    extract.read("Two girls from Gumla were rescued at Moradabad.")
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    sys.setswitchinterval(LONGEST_TURN)
