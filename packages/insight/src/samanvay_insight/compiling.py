"""Compiling functions of numbers, and keeping what was compiled where nobody else can write."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba as nb

Function = TypeVar("Function", bound=Callable[..., Any])


def only_we_write(folder: Path) -> bool:
    """Tell whether nobody but this user and root can put a file into a folder, or another folder in its place."""

    def is_shut(path: Path) -> bool:
        said = path.stat()
        is_shared = said.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not said.st_mode & stat.S_ISVTX
        return said.st_uid in (0, os.geteuid()) and not is_shared

    folder = folder.resolve()
    at_the_end = not folder.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return at_the_end and all(is_shut(each) for each in (folder, *folder.parents))


def jit(function: Function) -> Function:
    """Compile a function when it is first called, keep what was compiled, and let other threads run beside it.

    What was compiled is kept on disk as pickles, which run what they say: where no folder can be written, or others
    can write it too, nothing is kept or read, and the function is compiled anew in each process.
    """
    try:
        compiled: Any = nb.njit(cache=True, nogil=True)(function)
        is_safe = only_we_write(Path(compiled.stats.cache_path))
    except (RuntimeError, OSError):
        is_safe = False
    return cast("Function", compiled if is_safe else nb.njit(nogil=True)(function))
