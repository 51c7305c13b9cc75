"""Take the pictures of the README from a running demonstration (``--story``): ``python scripts/pictures.py [ADDRESS]``.

As the state's nodal officer the desk and the Picture, as a police chief what is found in a report; a draft stays there.
"""

import re
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WINDOW = {"width": 1280, "height": 920}


def entered(browser: Browser, address: str, name: str) -> Page:
    """Return a page on which somebody of the demonstration is signed in, in English."""
    context = browser.new_context(base_url=address, viewport=WINDOW, locale="en", timezone_id="Asia/Kolkata")
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(f"/account/personas/?q={name}")
    page.get_by_role("button", name=re.compile(f"Sign in as {name}")).first.click()
    expect(page.locator(".btn.big")).to_be_visible(timeout=120_000)
    return page


def taken(page: Page, name: str) -> None:
    """Take a picture of a window of a page once its fonts and outlines are there."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    Image.open(path).quantize(255).save(path, optimize=True)  # flat colours: a third of the bytes


def main() -> None:
    """Take all pictures."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
    found = subprocess.run(["sh", ROOT / "scripts" / "browser.sh"], capture_output=True, text=True, check=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.split()[-1], args=["--no-sandbox"])
        nodal = entered(browser, address, "Meera Saxena")
        taken(nodal, "desk")
        nodal.goto("/picture/")
        taken(nodal, "picture")
        chief = entered(browser, address, "Sandeep Yadav")
        chief.goto("/reports/new/?example=1")
        chief.get_by_role("button", name="Read it", exact=True).click()
        expect(chief.locator("article.reading").first).to_be_visible(timeout=120_000)
        taken(chief, "reading")
        browser.close()


if __name__ == "__main__":
    main()
