"""What a web process has read before its first request."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

TOLD = """
import gc, json, sys
import samanvay.config.wsgi
from django.template import engines
from django.urls import get_resolver
from samanvay.web.kit.maps.ground import outlines
(loader,) = engines["django"].engine.template_loaders
print(json.dumps({
    "templates": len(loader.get_template_cache),
    "addresses": get_resolver()._populated,
    "today": "samanvay.web.today.views" in sys.modules,
    "outlines": outlines.cache_info().currsize,
    "set aside": gc.get_freeze_count() > 100_000,
    "turn": sys.getswitchinterval(),
}))
"""


def test_a_web_process_has_read_all_that_every_page_needs_and_asks_no_database() -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "samanvay.config.settings", "DATABASE_URL": "postgresql:///nowhere"}
    ran = subprocess.run([sys.executable, "-c", TOLD], env=env, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(ran.stdout)
    ours = {path for folder in settings.TEMPLATES[0]["DIRS"] for path in Path(folder).rglob("*.html")}
    assert told.pop("templates") >= len(ours) > 300
    assert told == {"addresses": True, "today": True, "outlines": 1, "set aside": True, "turn": 0.001}
