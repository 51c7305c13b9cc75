"""Pages, one of their workers and the database are killed while somebody is examined: they come back without a hand, no
answer that was said to be saved is lost, none is doubled.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from served_home import served, until

from samanvay.config.env import ROOT

pytestmark = pytest.mark.slow

KILLED = ["web", "web worker", "postgres"]

PREPARE = """
import json, sys
sys.path[:0] = ["tests", "tests/integration"]
from samanvay.cli import django_ready
django_ready()
from importlib import import_module
from case_world import officer, world
from exam_world import CODE, course
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from samanvay.kernel.db.scope import reading
from samanvay.training.examining.actions.sitting import begin_sitting
who = world().sho
course(minutes=240, questions=6, blueprint=[{"module": "signs", "easy": 6}])
with reading(who.actor):
    sitting = begin_sitting(by=who.actor, code=CODE)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(who.user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = who.user.get_session_auth_hash()
session.save()
secret = _get_new_csrf_string()
single = next(at for at, line in enumerate(sitting.paper) if line["kind"] == "single")
print(json.dumps({
    "path": f"/training/sittings/{sitting.pk}/answers/", "single": single,
    "cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={secret}",
    "token": _mask_cipher_secret(secret),
}))
"""

LOOK = """
import json
from samanvay.cli import django_ready
django_ready()
from samanvay.audit.models import Event
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.training.examining.queries.examinations import answers_of
from samanvay.training.models import Answer, Sitting
with reading(SYSTEM):
    sitting = Sitting.objects.get()
    [holds] = answers_of(sitting).values()
    print(json.dumps({
        "serials": list(Answer.objects.values_list("serial", flat=True)), "holds": holds.serial,
        "given": [sitting.paper[holds.position]["order"].index(each) for each in holds.given],
        "events": Event.objects.filter(kind="sitting:answered").count(), "closed": sitting.closed_at is not None,
    }))
"""


def test_answers_that_were_saved_outlive_a_server_that_is_killed(tmp_path: Path) -> None:
    with served(tmp_path / "h") as service:

        def ask(program: str) -> Any:
            done = subprocess.run(
                [sys.executable, "-c", program],
                env=service.environment,
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            return json.loads(done.stdout)

        made, port = ask(PREPARE), service.port

        def post(serial: int) -> bool:
            answer = {"position": made["single"], "given": [serial % 4], "serial": serial}
            headers = {
                "Cookie": made["cookie"],
                "X-CSRFToken": made["token"],
                "Content-Type": "application/json",
                "Host": f"localhost:{port}",
            }
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            try:
                connection.request("POST", made["path"], json.dumps({"answers": [answer]}), headers)
                reply = connection.getresponse()
                reply.read()
            except (OSError, http.client.HTTPException):
                return False
            finally:
                connection.close()
            if reply.status == 503:  # the database is away: nothing was said to be saved
                return False
            assert reply.status == 200, (service.home / "log" / "web.log").read_text()[-6000:]
            return True

        saved: list[int] = []
        for no in range(8 * len(KILLED)):
            serial = no + 1
            if no % 8 == 4:  # in the middle of its work: what is under way is asked again, as the page does
                # Workers of a web server that was killed answer for a while; what is killed is of the present one.
                until(lambda name=KILLED[no // 8]: service.pids(name), "the program runs")
                os.kill(min(service.pids(KILLED[no // 8])), signal.SIGKILL)
            until(lambda now=serial: post(now), "the pages come back")
            saved.append(serial)
            until(lambda before=serial - 1 or 1: post(before), "an older one that comes late is taken")
        told = ask(LOOK)
    assert sorted(told["serials"]) == saved
    assert (told["holds"], told["given"], told["closed"]) == (saved[-1], [saved[-1] % 4], False)
    assert told["events"] >= len(saved)
