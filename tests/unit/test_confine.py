"""What draws strangers' files reaches neither keys nor database nor network, by each of the two ways alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from samanvay.documents import drawing, previews


@pytest.fixture
def keys(tmp_path: Path, settings: object) -> Path:
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    (folder / "master.json").write_text("{}")
    (folder / "master.json").chmod(0o600)
    settings.SAMANVAY_KEYS = folder  # type: ignore[attr-defined]
    return folder


def child(words: str, keys: Path) -> list[str]:
    """Return what a child reaches that did this first."""
    program = (
        "import json, sys\nfrom samanvay.documents import drawing\nfrom samanvay.kernel.supervise import confine\n"
        f"ours = confine.os.getppid()\n{words}\nsys.stdout.write(json.dumps(drawing.reach(sys.argv[1])))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(keys)], capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


def allowed() -> list[str]:
    """Return which ways this system allows."""
    program = "import json\nfrom samanvay.kernel.supervise.confine import confine\nprint(json.dumps(confine()))"
    return list(json.loads(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout))


def test_what_draws_a_file_cannot_read_a_key(keys: Path) -> None:
    assert drawing.reach(str(keys)) == ["keys", "parent", "network"]  # what whoever is not shut off reaches
    if (ways := allowed()) != ["files", "calls"]:
        pytest.skip(f"this system allows {ways or 'nothing'}: the drawing of files is not wholly shut off here")
    assert previews.reach() == previews.Reach(("files", "calls"), ())


def test_files_are_shut_off_by_landlock_alone(keys: Path) -> None:
    if "files" not in allowed():
        pytest.skip("this system has no Landlock")
    assert child("confine._close_files(confine._libraries())", keys) == ["network"]


def test_network_is_shut_off_by_the_filter_of_calls_alone(keys: Path) -> None:
    assert child("confine._close_calls()", keys) == ["keys", "parent"]


def test_the_filter_of_calls_stops_programs_and_signals(keys: Path) -> None:
    tried = (
        "assert confine._close_calls()\n"
        "for call in (lambda: confine.os.execv('/bin/true', ['true']), lambda: confine.os.kill(ours, 0)):\n"
        "    try:\n        call()\n    except PermissionError:\n        continue\n    sys.exit('not stopped')"
    )
    assert child(tried, keys) == ["keys", "parent"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give up being root")
def test_root_becomes_nobody_where_landlock_is_missing(keys: Path) -> None:
    assert "keys" not in child("confine._leave_root(False)", keys)


def test_the_drawing_of_files_is_on_the_health_page(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from samanvay.web.health import probes

    for reach, kind in ((previews.Reach((), ("keys",)), "hot"), (previews.Reach(("files", "calls"), ()), "ok")):
        monkeypatch.setattr(probes, "_reach", lambda found=reach: found)
        [reading] = probes.drawing()
        assert reading.state.kind == kind
