"""Asks for a port before anything is started, and whether a page answers before anybody is told."""

import errno
import http.client
import socket

from .errors import PortTaken


def check_port(host: str, port: int) -> None:
    """Return if we could listen on ``host:port``; raises PortTaken with what to do if not."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except (OSError, OverflowError) as error:
            raise PortTaken(_sentence(host, port, error)) from None


def _sentence(host: str, port: int, error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"Port {port} is in use by another program: end that one, or choose another with --port."
    if number in (errno.EACCES, errno.EPERM):
        return f"Port {port} is not allowed to this user: choose one above 1023 with --port."
    if number == errno.EADDRNOTAVAIL:
        return f"The address {host} is not one of this machine's."
    return f"Cannot listen on {host}:{port}: {error}."


def healthy(host: str, port: int, path: str = "/healthz", *, seconds: float = 2.0) -> bool:
    """Tell whether the page answers 200. An open port proves nothing: it opens before the program loads."""
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
