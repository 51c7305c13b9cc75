"""Verifying the log on record: asked for on a page, done by the worker, since a state's log takes minutes."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache

from samanvay.audit.events import LOG_VERIFIED
from samanvay.audit.operations import operation
from samanvay.audit.verifying import Finding, Verdict, count_sealed, verify_log
from samanvay.kernel import clock
from samanvay.kernel.dates import read_instant
from samanvay.kernel.db.scope import Actor

KEPT_AS, KEPT_FOR = "log-verification", timedelta(days=7)
# Without a step for so long its worker has ended, and another verification may begin.
LOST_AFTER = timedelta(minutes=10)
MOST_FINDINGS = 1000


@dataclass(frozen=True, slots=True)
class Verification:
    """The latest verification of the log: how many of its events were hashed, and what was found at its end."""

    asked_at: datetime
    moved_at: datetime
    done: int
    total: int
    verdict: Verdict | None = None

    @property
    def is_running(self) -> bool:
        return self.verdict is None and clock.now() - self.moved_at < LOST_AFTER

    def keep(self) -> None:
        """Keep it for every process, in place of the one before."""
        said: dict[str, Any] = {
            "asked_at": self.asked_at.isoformat(),
            "moved_at": self.moved_at.isoformat(),
            "done": self.done,
            "total": self.total,
        }
        if self.verdict is not None:
            said["verdict"] = {
                **asdict(self.verdict),
                "findings": [*map(asdict, self.verdict.findings[:MOST_FINDINGS])],
            }
        cache.set(KEPT_AS, json.dumps(said), KEPT_FOR.total_seconds())


def latest_verification() -> Verification | None:
    """Return the latest verification, None where none was asked for in the last seven days."""
    kept = cache.get(KEPT_AS)
    if kept is None:
        return None
    said = json.loads(kept)
    verdict = said.get("verdict")
    if verdict is not None:
        verdict = Verdict(**{**verdict, "findings": [Finding(**each) for each in verdict["findings"]]})
    return Verification(
        read_instant(said["asked_at"]), read_instant(said["moved_at"]), said["done"], said["total"], verdict
    )


def ask_verification() -> bool:
    """Tell whether a verification is to begin, and keep that it waits; while one runs, no second does."""
    before = latest_verification()
    if before is not None and before.is_running:
        return False
    now = clock.now()
    Verification(now, now, 0, count_sealed()).keep()
    return True


def record_verification(*, by: Actor) -> Verdict:
    """Hash every sealed event again and keep in the log what was found."""
    before = latest_verification()
    now = clock.now()
    running = before if before is not None and before.is_running else Verification(now, now, 0, count_sealed())

    def progress(done: int) -> None:
        nonlocal running
        if clock.now() - running.moved_at > timedelta(seconds=1):
            running = replace(running, done=done, moved_at=clock.now())
            running.keep()

    verdict = verify_log(progress)
    with operation(LOG_VERIFIED, by=by) as op:
        op.add(holds=verdict.holds, events=verdict.events, findings=len(verdict.findings), head=verdict.head)
    replace(running, done=verdict.events, total=verdict.events, moved_at=clock.now(), verdict=verdict).keep()
    return verdict
