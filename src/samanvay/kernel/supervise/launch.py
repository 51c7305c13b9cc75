"""The last step before a child program begins: it dies with its parent, sees what it needs, is not root.

It runs as a script of its own (``python -I -S launch.py SPEC``) and replaces itself by the program, so it
imports the standard library only. A function run between fork and exec would do the same, but not safely
beside threads.
"""

import ctypes
import json
import os
import sys

UNREACHABLE = 124
NOT_PERMITTED = 125
NOT_FOUND = 127

_PR_SET_PDEATHSIG = 1
_CLONE_NEWNS = 0x00020000
_MS_NOSUID, _MS_NODEV, _MS_BIND, _MS_REC, _MS_SLAVE = 0x2, 0x4, 0x1000, 0x4000, 0x80000


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def _mount(source: str, target: str, kind: str | None, flags: int, data: str | None) -> None:
    packed = [None if text is None else os.fsencode(text) for text in (source, target, kind)]
    options = None if data is None else data.encode()
    _checked(_libc().mount(*packed, ctypes.c_ulong(flags), options), f"mount {target}")


def screen_off(screens: list[str], keep: list[str]) -> None:
    """Hide the private folders ``screens`` from this process alone, but for the folders ``keep`` inside them.

    A private folder stops the database's own user on its way to its data. Its mode is not ours to change, so
    the process gets a view of its own in which an empty folder that anybody may cross stands in its place.
    Raises OSError where this is not permitted (a container without CAP_SYS_ADMIN).
    """
    _checked(_libc().unshare(_CLONE_NEWNS), "unshare")
    # As a slave the view still hears when a disk is taken off outside, and does not hold it.
    _mount("none", "/", None, _MS_REC | _MS_SLAVE, None)
    for screen in screens:
        inside = [path for path in keep if path == screen or path.startswith(screen + "/")]
        handles = [os.open(path, os.O_PATH | os.O_DIRECTORY) for path in inside]
        _mount("tmpfs", screen, "tmpfs", _MS_NOSUID | _MS_NODEV, "mode=0711,size=256k")
        for path, handle in zip(inside, handles, strict=True):
            os.makedirs(path, mode=0o711, exist_ok=True)
            _mount(f"/proc/self/fd/{handle}", path, None, _MS_BIND | _MS_REC, None)
            os.close(handle)


def become(uid: int, gid: int) -> None:
    """Give up root for good."""
    os.setgroups([gid])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)


def die_with(parent: int, number: int) -> None:
    """Ask Linux to send this process a signal when its parent dies, however it dies.

    Called after the change of user, which would clear the wish. Leaves at once if the parent is dead already.
    """
    if sys.platform == "linux":
        _checked(_libc().prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(number), 0, 0, 0), "prctl")
    if os.getppid() != parent:
        os._exit(0)


def main(text: str) -> int:
    spec = json.loads(text)
    try:
        if spec["screens"]:
            os.umask(0)
            screen_off(spec["screens"], spec["keep"])
            os.umask(0o077)
        if spec["user"]:
            become(*spec["user"])
        if spec["signal"]:
            die_with(spec["parent"], spec["signal"])
    except OSError as error:
        sys.stderr.write(f"{error.strerror or error}\n")
        return NOT_PERMITTED
    for path in spec["check"]:
        try:
            os.stat(os.path.join(path, "."))
        except OSError as error:
            sys.stderr.write(f"{path}: {error.strerror}\n")
            return UNREACHABLE
    try:
        os.execv(spec["argv"][0], spec["argv"])  # noqa: S606
    except PermissionError as error:
        sys.stderr.write(f"{spec['argv'][0]}: {error.strerror}\n")
        return UNREACHABLE
    except OSError as error:
        sys.stderr.write(f"{spec['argv'][0]}: {error.strerror}\n")
        return NOT_FOUND


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
