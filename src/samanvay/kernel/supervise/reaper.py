"""Ends what a dead supervisor left: the last word after ``kill -9``.

It runs as a script of its own (``python -I -S reaper.py``) and reads the children's process groups, one a
line, from the supervisor's pipe; one with a minus before it has ended. When the pipe closes without ``done``
the supervisor was killed: the groups are asked to end and, a moment later, made to. Linux has asked them
already; elsewhere nobody else would, and a program in the middle of a long request would not hear in time.
"""

import os
import signal
import sys
import time

PATIENCE = 1.5


def end(groups: list[int], number: int) -> None:
    for group in groups:
        try:
            os.killpg(group, number)
        except (ProcessLookupError, PermissionError):
            continue


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: list[int] = []
    for line in sys.stdin:
        if line.strip() == "done":
            return
        group = int(line)
        if group > 0:
            groups.append(group)
        elif -group in groups:
            groups.remove(-group)
    end(groups, signal.SIGTERM)
    time.sleep(PATIENCE)
    end(groups, signal.SIGKILL)


if __name__ == "__main__":
    main()
