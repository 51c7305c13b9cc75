"""The virus scanner: a command or a clamd of the installation's own, asked before a file is kept.

``SAMANVAY_SCAN_COMMAND`` is a command that reads the file from its standard input and ends with 0 (clean) or 1
(infected), as ``clamdscan --no-summary -`` does; ``SAMANVAY_CLAMD`` the socket of clamd, a path or ``host:port``.
"""

import logging
import shlex
import socket
import subprocess

from django.conf import settings

from .states import Scan

log = logging.getLogger("samanvay.documents.scanning")
PATIENCE = 60  # seconds
PIECE = 1 << 20


def is_set() -> bool:
    """Tell whether there is a scanner."""
    return bool(settings.SCAN_COMMAND or settings.CLAMD)


def scan(content: bytes) -> Scan:
    """Return what the scanner says of a file: WAITING where it does not answer, UNSCANNED where there is none."""
    try:
        if settings.SCAN_COMMAND:
            return _by_command(content)
        if settings.CLAMD:
            return _by_clamd(content)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        log.warning("The virus scanner does not answer: %s", type(error).__name__)
        return Scan.WAITING
    return Scan.UNSCANNED


def _by_command(content: bytes) -> Scan:
    command = shlex.split(settings.SCAN_COMMAND)
    done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
    if done.returncode in (0, 1):
        return Scan.INFECTED if done.returncode else Scan.CLEAN
    raise ValueError(done.returncode)


def _by_clamd(content: bytes) -> Scan:
    with _connected() as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall(bytes(4))
        said = b""
        while not said.endswith(b"\0") and (more := line.recv(4096)):
            said += more
    words = said.rstrip(b"\0\n").rsplit(b": ", 1)[-1]
    if words == b"OK":
        return Scan.CLEAN
    if words.endswith(b" FOUND"):
        return Scan.INFECTED
    raise ValueError("clamd")


def _connected() -> socket.socket:
    where = settings.CLAMD
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        line.connect(where)
        return line
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)
