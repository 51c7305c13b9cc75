"""The addresses of the thread: none in production."""

from django.conf import settings
from django.urls import URLPattern, path

from . import truth, views


def demonstration(is_demo: bool) -> list[URLPattern]:
    """Return the addresses of the thread and of the simulated truth: none in production."""
    if not is_demo:
        return []
    return [
        path("", views.thread, name="thread"),
        path("leave/", views.leave, name="thread_leave"),
        path("truth/", truth.truth, name="truth"),
        path("take/<slug:step>/", views.take, name="thread_take"),
    ]


urlpatterns = demonstration(settings.IS_DEMO)
