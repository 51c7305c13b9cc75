"""A stand on which servers are tried: `serve` with tiny programs in a process of its own.

Run as a script it is that process: ``stand.py serve HOME PORT [child ...]``.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = (ROOT / "src", *ROOT.glob("packages/*/src"))
NOBODY = 65534

WEB = """
import http.server, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"ok")
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""
SLEEPER = "import time\nprint('ready to work', flush=True)\nwhile True: time.sleep(60)"
DEAF = (
    "import signal, time\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\n"
    "print('deaf', flush=True)\nwhile True: time.sleep(60)"
)
MORTAL = "import sys, time\ntime.sleep(0.5)\nprint('cannot find the key', flush=True)\nsys.exit(3)"
BROKEN = "import time\ndef begin():\n    raise KeyError('no such room')\nbegin()"
PROGRAMS = {"sleeper": SLEEPER, "deaf": DEAF, "mortal": MORTAL}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def runs_for(uid: int) -> str | None:
    """Return a Python of our version that this user can run, or None."""
    for python in (sys.executable, f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"):
        try:
            done = subprocess.run(
                [python, "-c", "import psycopg, samanvay"],
                user=uid,
                group=uid,
                extra_groups=[],
                env=environment(),
                capture_output=True,
                cwd="/",
            )
        except OSError:
            continue
        if done.returncode == 0:
            return python
    return None


def environment(**more: str) -> dict[str, str]:
    """Return a bare environment: no XDG_RUNTIME_DIR, no DATABASE_URL."""
    paths = [*map(str, SRC), sysconfig.get_path("platlib"), sysconfig.get_path("purelib")]
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        **more,
    }


def eventually(true: Callable[[], object], seconds: float = 10.0) -> bool:
    """Tell whether ``true`` comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.03)
    return bool(true())


class Serving:
    """A `serve` in a process group of its own."""

    def __init__(
        self,
        home: Path,
        *children: str,
        port: int | None = None,
        python: str = sys.executable,
        uid: int | None = None,
        said_in: Path | None = None,
        **more: str,
    ) -> None:
        self.home, self.port = home, port or free_port()
        self.output = (said_in or home.parent) / f"{home.name}.{self.port}.out"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [python, str(Path(__file__)), "serve", str(home), str(self.port), *children],
                env=environment(SAMANVAY_MARK=str(home), **more),
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                cwd="/",
                user=uid,
                group=uid,
                extra_groups=None if uid is None else [],
            )

    def said(self) -> str:
        return self.output.read_text()

    def is_ready(self) -> bool:
        ended = self.process.poll() is not None
        return "answers at" in self.said() or ended

    def wait_ready(self) -> "Serving":
        assert eventually(self.is_ready, 30), self.said()
        assert self.process.poll() is None, self.said()
        return self

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def left(self) -> list[str]:
        """Return what still runs of this home: programs with its mark in their environment, its server."""
        return left_of(self.home)


def left_of(home: Path) -> list[str]:
    data, found = home / "pg", []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or entry.name == str(os.getpid()):
            continue
        with contextlib.suppress(OSError):
            words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            marked = f"SAMANVAY_MARK={home}\0".encode() in (entry / "environ").read_bytes()
            inside = False
            with contextlib.suppress(OSError):
                inside = data.exists() and os.path.samefile(entry / "cwd", data)
            if (marked or inside) and words:
                found.append(f"{entry.name} {words}")
    return found


@contextlib.contextmanager
def serving(home: Path, *children: str, said_in: Path | None = None, **more: str) -> Iterator[Serving]:
    """Give a `serve` that is ready, ended at the end whatever happens."""
    stand = Serving(home, *children, said_in=said_in, **more)
    try:
        yield stand.wait_ready()
    finally:
        if stand.process.poll() is None:
            stand.process.kill()
            stand.process.wait()
        assert eventually(lambda: not stand.left()), stand.left()


def main(arguments: Sequence[str]) -> int:
    from samanvay.cli.composition import Surroundings, serve
    from samanvay.kernel.supervise import Child

    home, port, *names = arguments

    def children(host: str, port: int, surroundings: Surroundings) -> list[Child]:
        found = surroundings.environment("app")
        programs = [Child("web", [sys.executable, "-c", WEB, str(port)], found)]
        return programs + [Child(name, [sys.executable, "-c", PROGRAMS[name], home], found) for name in names]

    return serve(Path(home), int(port), children=children, tables=lambda *everything: None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:]))
