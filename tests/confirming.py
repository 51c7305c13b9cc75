"""What a writer confirms of a text, read from the page that asks for it."""

import re
from typing import Any

TICK = re.compile(r'type="checkbox" name="pii_answer" value="([0-9a-f ]+)"')


def answer_offered(response: Any) -> str:
    """Return what the tick of a page sends, "" where the page offers none."""
    found = TICK.search(response.content.decode())
    return found[1] if found else ""
