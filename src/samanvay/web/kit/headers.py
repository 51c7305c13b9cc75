"""What every answer tells the browser to keep to, whoever made it: a page, the interface, a static file, a refusal."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

# The one thing that a page asks of a device is where it is, and only when an officer presses for it.
PERMISSIONS = "camera=(), display-capture=(), geolocation=(self), microphone=(), midi=(), payment=(), serial=(), usb=()"
# For what is no page of ours: opened by itself it may load nothing and stand in no frame.
BARE = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
ECHOES = frozenset({"CONNECT", "TRACE", "TRACK"})
ALLOWED = ("GET", "HEAD", "OPTIONS", "POST")


class HeadersMiddleware:
    """Stands outside everything else, so that no answer leaves without its headers, and answers no echo."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ECHOES:
            response: HttpResponse = HttpResponseNotAllowed(ALLOWED)
        else:
            response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", BARE)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response
