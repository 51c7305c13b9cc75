"""Shuts the calling process off before it reads what a stranger made: from other files, the network, other processes.

Two things, each where the system allows it: Landlock (Linux 5.13) leaves only the libraries to be read; a filter of
system calls (seccomp) denies sockets, signals, other programs and the memory of other processes. Neither needs a right
that an ordinary user lacks. Root gives up its rights besides. Standard library only.
"""

import ctypes
import errno
import os
import platform
import resource
import sys
import sysconfig
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from .launch import become

NOBODY = 65534
LIBRARIES = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo"),
    *("/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts", "/etc/ld.so.cache", "/dev/null", "/dev/urandom"),
)

_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # of Landlock, on every machine
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_LOAD, _EQUAL, _NOT_BELOW, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | errno.EPERM
_X32 = 0x40000000
_CAPABILITIES = 0x20080522  # the version of their form
# By machine: the mark by which the kernel names it, and the numbers there of socket, connect, bind, ptrace,
# process_vm_readv, process_vm_writev, execve, execveat, kill, io_uring_setup, bpf, userfaultfd, perf_event_open,
# keyctl, add_key, request_key, mount, unshare, setns, open_by_handle_at, pidfd_open, pidfd_getfd, pidfd_send_signal,
# chroot.
_MACHINES = {
    "x86_64": (
        0xC000003E,
        "41 42 49 101 310 311 59 322 62 425 321 323 298 250 248 249 165 272 308 304 434 438 424 161",
    ),
    "aarch64": (
        0xC00000B7,
        "198 203 200 117 270 271 221 281 129 425 280 282 241 219 217 218 40 97 268 265 434 438 424 51",
    ),
}


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def confine(*more: str) -> list[str]:
    """Shut this process off for good and return what is in force: of ``files`` and ``calls``.

    ``more`` are folders that may be read besides the libraries. Import first what is needed: where Landlock is missing,
    root becomes nobody, who may not reach the libraries.
    """
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    if sys.platform != "linux":
        return []
    has_files = _close_files((*_libraries(), *more))
    if os.geteuid() == 0:
        _leave_root(has_files)
    return [name for name, is_in_force in (("files", has_files), ("calls", _close_calls())) if is_in_force]


def _libraries() -> list[str]:
    chosen = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    return [*LIBRARIES, *sorted(chosen), str(Path(__file__).resolve().parents[2])]


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _leave_root(has_files: bool) -> None:
    """Give up root's rights; where the files are not shut off, root itself: the keys are root's then."""
    if not has_files:
        with suppress(OSError):
            become(NOBODY, NOBODY)
    _libc().capset((ctypes.c_uint32 * 2)(_CAPABILITIES, 0), (ctypes.c_uint32 * 6)())


def _without_new_rights() -> bool:
    return bool(_libc().prctl(_NO_NEW_PRIVS, ctypes.c_ulong(1), 0, 0, 0) == 0)


def _close_files(readable: Sequence[str]) -> bool:
    """Leave nothing of the file system but reading ``readable``."""
    libc = _libc()
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1 or not _without_new_rights():
        return False
    files = (1 << 13 if version == 1 else 1 << 14 if version == 2 else 1 << 15 if version < 5 else 1 << 16) - 1
    rules = _Rules(files, 0b11 if version >= 4 else 0, 0b11 if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    held = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), ctypes.c_uint32(0))
    if held < 0:
        return False
    try:
        for path in readable:
            try:
                parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except OSError:
                continue
            try:
                allowed = _READ_FILE | (_READ_DIR if os.path.isdir(path) else 0)
                libc.syscall(_ADD_RULE, held, 1, ctypes.byref(_Beneath(allowed, parent)), ctypes.c_uint32(0))
            finally:
                os.close(parent)
        return bool(libc.syscall(_RESTRICT_SELF, held, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(held)


def _close_calls() -> bool:
    """Deny the system calls that lead out of this process; a call of another machine's numbering is denied too."""
    if platform.machine() not in _MACHINES or not _without_new_rights():
        return False
    mark, numbers = _MACHINES[platform.machine()]
    denied = [int(number) for number in numbers.split()]
    last = len(denied) + 5  # where the refusal stands
    program = [_Step(_LOAD, 0, 0, 4), _Step(_EQUAL, 0, last - 2, mark), _Step(_LOAD, 0, 0, 0)]
    program.append(_Step(_NOT_BELOW, last - 4, 0, _X32))
    program += [_Step(_EQUAL, last - 5 - at, 0, number) for at, number in enumerate(denied)]
    program += [_Step(_RETURN, 0, 0, _ALLOW), _Step(_RETURN, 0, 0, _DENY)]
    steps = (_Step * len(program))(*program)
    whole = _Program(len(program), steps)
    return bool(_libc().prctl(_SET_SECCOMP, ctypes.c_ulong(_FILTER), ctypes.byref(whole), 0, 0) == 0)
