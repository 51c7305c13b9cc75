"""Learning and comparing in processes of their own: what they need is on no server of a state."""

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from samanvay.reports.teaching.comparing import Comparison

NO_FOLDER = (
    "The folder packages/insight-reader-model/learning is not there: learning and comparing need the source of the "
    "product, with its narratives."
)
NO_GROUP = "Learning needs the group learn (torch), which is not installed: pip install --group learn"


class Away(Exception):
    """What learning or comparing needs is not there, or it failed; the words say which."""


def learning_folder() -> Path:
    """Return the folder of the narratives and of what learns from them. Raises Away."""
    try:
        from samanvay_insight_reader_model import FILE
    except ImportError:
        raise Away(NO_FOLDER) from None
    found = FILE.parents[2] / "learning"
    if not (found / "learn.py").is_file() or not (found / "compare.py").is_file():
        raise Away(NO_FOLDER)
    return found


def learn_anew(files: Sequence[Path], out: Path, rounds: int) -> None:
    """Learn from files of narratives beside the product's own, and write the numbers to a new file. Raises Away."""
    folder = learning_folder()
    if out.suffix != ".npz":
        raise Away(f"The numbers go into a file that ends in .npz, not {out.name}.")
    if out.exists():
        raise Away(f"{out} is there already. Give another name, or move it away.")
    if not out.absolute().parent.is_dir():
        raise Away(f"The folder {out.parent} is not there.")
    if not is_group_installed():
        raise Away(NO_GROUP)
    unfinished = out.with_name(f"{out.stem}.unfinished.npz")
    also = [part for file in files for part in ("--also", str(file.absolute()))]
    asked = ["--on", "--rounds", str(rounds), *also, "--out", str(unfinished.absolute())]
    try:
        words = [sys.executable, "-u", str(folder / "learn.py"), *asked]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as learning:  # noqa: S603
            # What it says goes to standard error as it comes, so that --json stays one object.
            for line in learning.stdout or ():
                click.echo(line, nl=False, err=True)
        if learning.returncode or not unfinished.is_file():
            raise Away("Learning ended without numbers; what it said stands above.")
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


def is_group_installed() -> bool:
    """Tell whether what learning needs is installed."""
    return find_spec("torch") is not None


def compared(before: Path, after: Path) -> "Comparison":
    """Return how two files of numbers read the narratives that neither learned from. Raises Away."""
    from samanvay.reports.teaching.comparing import Comparison, Figures

    asked = [sys.executable, str(learning_folder() / "compare.py"), str(before.absolute()), str(after.absolute())]
    done = subprocess.run(asked, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Away("Comparing ended without figures; what it said stands above.")
    try:
        said = json.loads(done.stdout)
        first, second = (Figures.of(each) for each in said["readers"])
        return Comparison(int(said["narratives"]), first, second)
    except (KeyError, TypeError, ValueError) as error:
        raise Away(f"What comparing said cannot be read: {error}.") from error
