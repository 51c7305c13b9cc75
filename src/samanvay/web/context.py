"""What every page needs: the name of the person, the menu, the mode."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def face(request: HttpRequest) -> dict[str, Any]:
    """Return what the layout shows on every page."""
    return {"actor": getattr(request, "actor", None), "is_demo": settings.IS_DEMO}
