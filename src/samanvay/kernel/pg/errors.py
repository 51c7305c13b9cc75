"""What can go wrong on the way to a database, each as one sentence for the person at the keyboard."""

from samanvay.kernel.supervise.errors import CannotStart

__all__ = ["AlreadyRunning", "CannotStart"]


class AlreadyRunning(CannotStart):
    """Says which process holds the folder, and where it answers."""

    def __init__(self, home: object, pid: int | None, url: str) -> None:
        who = f"pid {pid}" if pid else "another process"
        super().__init__(f"already running: {who}{', ' + url if url else ''} (folder {home})")
        self.pid = pid
        self.url = url
