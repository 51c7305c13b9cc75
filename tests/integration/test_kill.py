"""Every program of a service, its database too, and clients are killed at random points: the service comes back without
a hand, nothing is lost and nothing done twice.
"""

import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served_home import PATIENCE, PROGRAMS, Served, served, until

from samanvay.config.env import ROOT
from samanvay.kernel.ids import uuid7

pytestmark = pytest.mark.slow

SEED = 20261124
LONGEST_KILLING = 400  # on a busy machine it goes on until there is enough to look at
KILLED = ["web", "web worker", "worker", "ticker", "matcher", "postgres", "backend", "officer"]
WEIGHTS = [2, 1, 5, 1, 1, 1, 1, 3]

PREPARE = """
import json
from datetime import timedelta
from samanvay.cli import django_ready
django_ready()
from samanvay.access.tokens.actions import issue_token, make_client
from samanvay.access.permissions import Permission as P
from samanvay.demo.loading import _post
from samanvay.demo.personas import chief_of, number, personas
from samanvay.directory.officers.actions.proposals import accept, agree
from samanvay.directory.loading import load_places, load_units
from samanvay.directory.models import Unit
from samanvay_insight import gazetteer
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as
load_places(by=SYSTEM)
load_units(by=SYSTEM, state="IN-UP")
sho = next(each for each in personas() if each.login == "sho")
admin = next(each for each in personas() if each.login == "admin")
[bijnor] = [place for place in gazetteer.places(["district"]) if place.key == "district:" + number("Bijnor")]
people = [sho, admin, chief_of(3, bijnor)]
actors = [_post(each, Unit.objects.get(code=each.unit), no) for no, each in enumerate(people, 1)]
unit = Unit.objects.get(code=sho.unit)
client = make_client(by=actors[1], name="Helpline", role="station_officer", audience=unit.audience,
                     compartment=unit.compartment, home_state=unit.home_state)
_token, text = issue_token(by=actors[1], client=client, name="n", audience=unit.audience,
                           permissions=[P.CASE_READ, P.CASE_OPEN], expires_on=clock.today() + timedelta(days=30))
with acting_as(SYSTEM):
    accept(by=SYSTEM, proposal=agree(by=SYSTEM, proposal=_token.proposal))
print(json.dumps({"token": text, "sho": str(actors[0].id), "chief": str(actors[2].id)}))
"""

# An officer's process: cases with a child found, which a subscriber turns into duties, and reports, which two
# subscribers turn into facts, weeks and closed duties. It is killed between any two statements.
OFFICER = """
import sys
from datetime import timedelta
from samanvay.cli import django_ready
django_ready()
from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.cases.actions import add_event, open_case
from samanvay.cases.people.actions.people import add_person
from samanvay.kernel import clock
from samanvay.kernel.db.scope import reading
from samanvay.reports.actions import confirm_all, submit_report, write_report
from samanvay.reports.queries import week_of
sho, chief = (actor_for(User.objects.get(pk=key)) for key in sys.argv[1:3])
first = int(sys.argv[3])
for turn in range(first, first + 500):
    with reading(sho):
        case = open_case(by=sho, what=f"Officer's case {turn}", forms=["child_labour"], source="checking", people=1)
    add_person(by=sho, case_id=case.id, role="victim", sex="female", age=14)
    add_event(by=sho, case_id=case.id, kind="rescue")
    week = week_of(clock.today() - timedelta(weeks=turn % 40))
    with reading(chief):
        report = write_report(by=chief, period_from=week.first, period_to=week.last,
            narrative="Four girls from Gumla were rescued at Najibabad. They were being taken to Delhi via Bijnor.")
    with reading(chief):
        confirm_all(by=chief, report=report)
        submit_report(by=chief, report=report)
"""

# Each committed move of a position is one delivery, since it commits with the work: the trigger writes them down.
WITNESS = """
create table public.delivered (
  subscriber text, era int, xid xid8, seq bigint, at timestamptz default clock_timestamp());
create function sam.witness() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' and new.seq = 0 then return null; end if;
  insert into public.delivered (subscriber, era, xid, seq) values (new.subscriber, new.era, new.xid, new.seq);
  return null;
end $$;
create trigger witness after insert or update on audit_position for each row execute function sam.witness();
"""

KINDS = """
import json
from samanvay.cli import django_ready
django_ready()
from samanvay.audit.outbox import subscribers
print(json.dumps({each.name: list(each.receivers) for each in subscribers()}))
"""

LOOK = """
import json
from samanvay.cli import django_ready
django_ready()
from django.db.models import Count
from samanvay.audit.models import Event, Parked
from samanvay.audit.outbox import Together, lags, subscribers
from samanvay.audit.actions.sealing import seal_log
from samanvay.audit.verifying import verify_log
from samanvay.cases.models import Case, CaseEvent, CasePerson
from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.picture.models import Fact, FactSource, ReportedWeek
from samanvay.reports.models import Claim, SituationReport
seal_log()
verdict = verify_log()
with reading(SYSTEM):
    found = set(CaseEvent.objects.filter(kind="rescue").values_list("case_id", flat=True))
    children = CasePerson.objects.filter(case_id__in=found, role="victim")
    expected = {f"cwc:{each.case_id}:{each.id}" for each in children}
    duties = list(Duty.objects.filter(key__startswith="cwc:").values_list("key", flat=True))
    confirmed = [each for each in Claim.objects.filter(state="confirmed") if each.place_keys]
    submitted = SituationReport.objects.filter(state="submitted")
    told = {
        "opened": list(Case.objects.values_list("submission_id", flat=True)),
        "numbers": list(Case.objects.values_list("number", flat=True)),
        "opening_events": Event.objects.filter(kind="case:opened").count(),
        "duties": sorted(duties), "expected_duties": sorted(expected),
        "claims": len(confirmed), "facts": Fact.objects.count(), "sources": FactSource.objects.count(),
        "weeks": sorted({str(w) for w in submitted.values_list("period_from", flat=True)}),
        "noted": sorted({str(w) for w in ReportedWeek.objects.values_list("week", flat=True)}),
        "holds": verdict.holds, "findings": [str(each) for each in verdict.findings], "sealed": verdict.events,
        "events": {each.name: [(event.seq, str(event.op), isinstance(each.receivers[event.kind], Together))
                               for event in Event.objects.filter(kind__in=list(each.receivers))
                               .order_by("era", "xid", "seq")] for each in subscribers()},
        # Last: where nothing waits now, all that was read above was delivered.
        "parked": Parked.objects.count(), "lag": {each.subscriber: each.waiting for each in lags()},
    }
print(json.dumps(told, default=str))
"""


class House:
    """A service with an officer at work beside it, who is killed too and starts anew."""

    def __init__(self, service: Served) -> None:
        self.service, self.endpoint, self.port = service, service.endpoint, service.port
        self.officer: subprocess.Popen[bytes] | None = None
        self.kills: Counter[str] = Counter()
        self.turn = 0
        self.people: dict[str, str] = {}
        self.witnessed_from = 0

    def ask(self, program: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=self.service.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def begin_work(self) -> None:
        """Let the officer work, anew if they stopped: a database that is away ends a script, not a service."""
        if self.officer is not None and self.officer.poll() is None:
            return
        self.turn += 1000
        argv = [sys.executable, "-c", OFFICER, self.people["sho"], self.people["chief"], str(self.turn)]
        with (self.service.home / "log" / "officer.log").open("ab") as log:
            self.officer = subprocess.Popen(
                argv, env=self.service.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )

    def end_work(self) -> None:
        if self.officer is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.officer.pid, signal.SIGKILL)
            self.officer.wait(10)

    def kill(self, name: str) -> None:
        if name == "officer":
            self.end_work()
        else:
            self.service.kill(name)
        self.kills[name] += 1
        self.begin_work()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with served(tmp_path / "h") as service:
        made = House(service)
        with made.endpoint.connect("owner") as owner:
            owner.execute(WITNESS)
            # What the first round recorded may have been delivered before anybody looked.
            [[made.witnessed_from]] = owner.execute("select coalesce(max(seq), 0) from audit_event").fetchall()
        made.people = made.ask(PREPARE)
        try:
            yield made
        finally:
            made.end_work()


class Caller:
    """A machine that opens cases by the interface and repeats what it got no answer to, with the same key."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.answered: dict[str, str] = {}
        self.repeated = 0
        self.wrong: list[str] = []
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.work)

    def work(self) -> None:
        while not self.stopping.is_set():
            submission = str(uuid7())
            while (number := self.post(submission)) is None:
                self.repeated += 1
                time.sleep(0.1)
                if self.stopping.is_set() and self.repeated > 10_000:
                    return
            self.answered[submission] = number

    def post(self, submission: str) -> str | None:
        body = {"what": "By the interface", "forms": ["child_labour"], "source": "helpline", "people": 1}
        headers = {
            "Authorization": f"Bearer {self.house.people['token']}",
            "Content-Type": "application/json",
            "Idempotency-Key": submission,
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=5)
        try:
            connection.request("POST", "/api/cases", json.dumps({**body, "submission_id": submission}), headers)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        if answer.status in (200, 201):
            return str(json.loads(said)["number"])
        if answer.status not in (409, 429, 503):
            self.wrong.append(f"{answer.status} {said[:200]!r}")
        return None


def test_random_kills_lose_nothing_and_double_nothing(house: House) -> None:
    kinds = house.ask(KINDS)
    chance = random.Random(SEED)
    house.begin_work()
    callers = [Caller(house) for _ in range(2)]
    for caller in callers:
        caller.thread.start()
    begun = time.monotonic()
    each_once = chance.sample(KILLED, len(KILLED))

    def goes_on() -> bool:
        passed = time.monotonic() - begun
        return bool(each_once) or (passed < LONGEST_KILLING and not _is_enough(house, callers))

    try:
        while goes_on():
            time.sleep(chance.uniform(0.3, 2.2))
            name = each_once.pop() if each_once else chance.choices(KILLED, weights=WEIGHTS)[0]
            house.kill(name)
    finally:
        for caller in callers:
            caller.stopping.set()
        for caller in callers:
            caller.thread.join(PATIENCE)
    assert not any(caller.thread.is_alive() for caller in callers), "the web absent back"
    house.end_work()
    with contextlib.suppress(AssertionError):
        until(lambda: not _waiting(house, kinds), "everything is delivered")
    assert _waiting(house, kinds) == [], f"not delivered within {PATIENCE} s"
    told = house.ask(LOOK)
    for _ in range(20):
        # The clock goes on, and what it records is delivered a moment later.
        if not any(told["lag"].values()):
            break
        told = house.ask(LOOK)

    assert not [words for caller in callers for words in caller.wrong]
    answered = {submission: number for caller in callers for submission, number in caller.answered.items()}
    assert len(answered) >= 10, "too few requests were answered for the test to mean anything"
    assert set(house.kills) == set(KILLED)
    assert house.kills["worker"] >= 3
    restarts = house.service.restarts()
    assert {name for name, often in restarts.items() if often} == set(PROGRAMS), "each restart is told"

    # Requests: each answered one is there once, under the number that was answered.
    assert set(answered) <= set(told["opened"])
    assert len(told["opened"]) == len(set(told["opened"])) == told["opening_events"]
    assert len(told["numbers"]) == len(set(told["numbers"]))
    assert set(answered.values()) <= set(told["numbers"])

    # Subscribers: every committed event was delivered exactly once, in the order of the log.
    deliveries = _deliveries(house)
    for subscriber, recorded in told["events"].items():
        events = [each for each in recorded if each[0] > house.witnessed_from]
        known = {seq for seq, _op, _together in events}
        delivered = [seq for seq in deliveries.get(subscriber, []) if seq in known]
        assert delivered == _moves(events, set(delivered)), subscriber
    assert told["parked"] == 0
    assert set(told["lag"].values()) == {0}

    # Effects: a duty for each child, a fact for each confirmed claim, a week noted for each report; none twice.
    assert len(told["expected_duties"]) >= 3
    assert told["duties"] == told["expected_duties"]
    assert told["claims"] >= 3
    assert told["facts"] == told["sources"] == told["claims"]
    assert told["noted"] == told["weeks"]

    assert told["holds"], told["findings"]
    assert told["sealed"] > 0


def _is_enough(house: House, callers: list[Caller]) -> bool:
    """Tell whether enough was killed, answered and recorded for the test to mean anything."""
    if sum(len(caller.answered) for caller in callers) < 10 or house.kills["worker"] < 3 or not house.kills["web"]:
        return False
    with house.endpoint.connect("owner") as owner:
        recorded = dict(
            owner.execute(
                "select kind, count(*) from audit_event where kind = any(%s) group by 1",
                [["case:event_added", "report:submitted"]],
            ).fetchall()
        )
    # Of two weeks beside each other one report counts: the other is asked whether it tells the same.
    return len(recorded) == 2 and min(recorded.values()) >= 6


def _moves(events: list[list[Any]], seen: set[int]) -> list[int]:
    """Return the events to which a subscriber's position has to move, each once and in their order.

    What comes together of one operation may be one move, to the last of a run that was taken at once.
    """
    moves = []
    for at, (seq, op, together) in enumerate(events):
        following = events[at + 1] if at + 1 < len(events) else None
        goes_on = together and following is not None and following[1:] == [op, True]
        if seq in seen or not goes_on:
            moves.append(seq)
    return moves


def _deliveries(house: House) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    with house.endpoint.connect("owner") as owner:
        for subscriber, seq in owner.execute("select subscriber, seq from delivered order by at").fetchall():
            found.setdefault(subscriber, []).append(seq)
    return found


def _waiting(house: House, kinds: dict[str, list[str]]) -> list[tuple[Any, ...]]:
    """Return how many events each subscriber has yet to take, and what is parked and why."""
    waiting = (
        "select %s, count(*)::text from audit_event e where e.kind = any(%s) and not exists "
        "(select from audit_position p where p.subscriber = %s and (p.era, p.xid, p.seq) >= (e.era, e.xid, e.seq)) "
        "having count(*) > 0"
    )
    with house.endpoint.connect("owner") as owner:
        found = owner.execute("select subscriber, error from audit_parked").fetchall()
        for subscriber, theirs in kinds.items():
            found += owner.execute(waiting, [subscriber, theirs, subscriber]).fetchall()
    return found
