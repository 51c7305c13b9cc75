"""The browser of a run, for journeys and for whatever else looks at pages as they are shown."""

import os
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from samanvay.config.env import ROOT

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run; the journeys are skipped, loudly, where there is none."""
    found = subprocess.run(["sh", str(ROOT / "scripts" / "browser.sh")], stdout=subprocess.PIPE, text=True, check=False)
    if found.returncode:
        pytest.skip("NO BROWSER: no Chromium on this machine and none could be installed (scripts/browser.sh)")
    # Playwright runs an event loop in this thread; Django must not take our own queries for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found.stdout.strip().splitlines()[-1], args=FLAGS)
        yield chromium
        chromium.close()
