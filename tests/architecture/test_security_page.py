"""The page that holds the product to OWASP ASVS: whole, once each, naming only tests, files and values that exist."""

import ast
import importlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from samanvay.access.limits import BY_DOOR
from samanvay.access.signin.hashing import PasswordHasher
from samanvay.config.env import ROOT
from samanvay.documents import media
from samanvay.documents.cleaning import office as cleaning_office
from samanvay.importing.grid import DEFAULT_LIMITS
from samanvay.tracing.pfif import reading
from samanvay.training.courses.actions import lesson_files
from samanvay.training.interchange import importing
from samanvay.web.kit.unlogged import SECRET_PATHS
from samanvay.web.reports import uploads

SRC = ROOT / "src" / "samanvay"
LIBRARY = ROOT / "packages/insight/src/samanvay_insight"
PAGE = ROOT / "docs" / "explanation" / "security.md"
# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they are the first of their section.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip
STATES = ("met", "partly", "not met", "n/a")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", re.M)
FILE = re.compile(r"`([\w./-]+\.(?:py|md|txt|toml|js|po))`")
FILES = sorted(path for root in (SRC, LIBRARY) for path in root.rglob("*.py") if "migrations" not in path.parts)


def where(path: Path) -> str:
    return path.relative_to(LIBRARY.parent if path.is_relative_to(LIBRARY) else SRC).as_posix()


@cache
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def section(title: str) -> str:
    return page().partition(f"\n## {title}\n")[2].partition("\n## ")[0]


@cache
def imported(path: Path) -> frozenset[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return frozenset(found)


def called(path: Path) -> list[tuple[str, ast.Call]]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [(ast.unparse(node.func), node) for node in nodes if isinstance(node, ast.Call)]


# The table.


def test_every_requirement_stands_once() -> None:
    wanted = [f"{name}.{number}" for name, most in SECTIONS.items() for number in range(1, most + 1)]
    assert len(wanted) == 253
    assert [row[0] for row in ROW.findall(page())] == wanted


def test_every_row_has_a_state_and_says_where_or_why() -> None:
    for name, asked, state, where, _tests in ROW.findall(page()):
        assert state in STATES, name
        assert asked, name
        assert where, name
        if state in ("n/a", "not met"):
            assert not where.startswith("`"), f"{name}: say why"
    said = {state: sum(row[2] == state for row in ROW.findall(page())) for state in STATES}
    assert ", ".join(f"{count} {state}" for state, count in said.items()) in page(), said


def test_every_test_that_the_page_names_exists() -> None:
    known = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.M)
    }
    named = set(re.findall(r"`(test_\w+)`", page()))
    assert named
    assert not named - known


def test_every_file_that_the_page_names_exists() -> None:
    lacking = [name for name in set(FILE.findall(page())) if not ((SRC / name).is_file() or (ROOT / name).is_file())]
    assert not lacking
    links = [link for link in re.findall(r"\]\(([^)#]+?\.md)\)", page()) if not (PAGE.parent / link).is_file()]
    assert not links


# What the page tells.


def limits() -> dict[str, str]:
    rows = re.findall(r"^\| .*? \| (.*?) \| `(samanvay[\w.]+)` \|$", section("Limits of use"), re.M)
    return {where: said for said, where in rows}


def test_every_limit_told_is_the_one_in_force() -> None:
    assert len(limits()) >= 30
    for where, said in limits().items():
        module, name = where.rsplit(".RATES.", 1) if ".RATES." in where else where.rsplit(".", 1)
        found = importlib.import_module(module)
        assert str(found.RATES[name] if ".RATES." in where else getattr(found, name)) == said, where


def test_every_rate_and_number_of_tries_is_told() -> None:
    wanted = set()
    for path in FILES:
        module = where(path).removesuffix(".py").replace("/", ".")
        module = module if path.is_relative_to(LIBRARY) else f"samanvay.{module}"
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            name = ast.unparse(node.targets[0]) if isinstance(node, ast.Assign) else ""
            if name == "RATES":
                wanted |= {f"{module}.RATES.{each}" for each in importlib.import_module(module).RATES}
            elif name.endswith("_AN_HOUR") or (name.endswith("_ATTEMPTS") and module.startswith("samanvay.access.")):
                wanted.add(f"{module}.{name}")
    assert len(wanted) >= 15
    assert not wanted - limits().keys()


def test_what_is_costly_is_told() -> None:
    few = {where(path) for path in FILES for name, _node in called(path) if name == "Places"}
    few = {name for name in few if not name.startswith("samanvay_insight/")}
    assert len(few) >= 2
    assert not few - set(FILE.findall(section("Limits of use")))


def test_every_upload_is_told_with_its_endings_and_sizes() -> None:
    documents = (" ".join(sorted(each.ending for each in media.MEDIA)), media.LARGEST, cleaning_office.MOST)
    lessons = (" ".join(sorted(media.BY_TYPE[each].ending for each in lesson_files.TAKEN)), media.LARGEST, "–")
    sheets = DEFAULT_LIMITS
    banks = " ".join(sorted(set(re.findall(r"\w+", " ".join(importing.FORMATS.values())))))
    told = re.findall(
        r"^\| [^|]* \| [^|]* \| ([a-z0-9 ]*\w)(?: \(.*?\))? \| (\d+) \| (\S+) \|$", section("Files"), re.M
    )
    assert told == [
        tuple(map(str, each))
        for each in (
            documents,
            lessons,
            ("csv ods tsv xls xlsx", sheets.size, sheets.unpacked),
            ("xml", reading.MOST_BYTES, "–"),
            (banks, importing.LARGEST, sheets.unpacked),
            ("docx", uploads.LARGEST_DOCX, uploads.LARGEST_UNPACKED),
            ("txt", uploads.LARGEST, "–"),
        )
    ]
    assert f" {settings.FILE_UPLOAD_MAX_MEMORY_SIZE} bytes" in section("Files")


def test_every_way_in_is_told() -> None:
    told = set(re.findall(r"`(\w+)`", section("Ways in")))
    assert {"session", "persona", *BY_DOOR, *settings.MFA_SUPPORTED_TYPES} <= told


def test_every_secret_address_is_told() -> None:
    told = set(re.findall(r"`([\w/]+)`", section("Ways in")))
    assert not set(SECRET_PATHS.values()) - {"account/oidc"} - told, "an address that opens something is a way in"


def test_every_secret_of_the_settings_is_told() -> None:
    said = "".join((SRC / "config" / name).read_text(encoding="utf-8") for name in ("settings.py", "env.py"))
    wanted = set(re.findall(r'"(SAMANVAY_\w*(?:SECRET|PASSWORD|SECRET_KEY))"', said))
    assert len(wanted) >= 6
    assert not wanted - set(re.findall(r"`(\w+)`", section("Keys")))


def test_every_key_file_is_told() -> None:
    named = set()
    for path in FILES:
        if "SAMANVAY_KEYS" in (said := path.read_text(encoding="utf-8")) or "keyring" in said:
            named |= set(re.findall(r'"([\w-]+\.(?:key|jsonl)|audit-heads\.log)"', said))
    from samanvay.access.boxes import keyring

    named |= {f"{name}.json" for name in (keyring.MASTER, keyring.TOKENS)}
    assert len(named) >= 6
    assert not named - set(re.findall(r"`([\w.-]+)`", section("Keys")))


def test_every_program_that_asks_elsewhere_is_told() -> None:
    asks = {"socket", "smtplib", "urllib.request", "http.client", "requests", "httpx", "django.core.mail"}
    found = {where(path) for path in FILES if imported(path) & asks}
    # A pair of sockets that wakes the process itself, the machine's own name, the proof that drawing has no network.
    found -= {"kernel/supervise/signals.py", "cli/queue.py", "documents/drawing.py"}
    assert not found - set(FILE.findall(section("Connections")))


def test_every_logger_is_told() -> None:
    names = {
        str(node.args[0].value)
        for path in FILES
        for name, node in called(path)
        if name.endswith("getLogger") and node.args and isinstance(node.args[0], ast.Constant)
    }
    assert not names - {"splink"} - set(re.findall(r"`([\w.]+)`", section("Logs")))
    assert settings.LOGGING["handlers"].keys() == {"console"}, "a further place for lines is told on the page"


def test_every_component_is_pinned_with_its_hash() -> None:
    said = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9][\w.\[\]-]*==\S+.*(?:\n {4}--hash=sha256:[0-9a-f]{64}.*)+", said, re.M)
    components = re.findall(r"^[a-zA-Z0-9]", said, re.M)
    assert len(pinned) == len(components) > 20


# Habits that the rows stand on.


def test_no_code_is_made_from_text() -> None:
    for path in FILES:
        for name, node in called(path):
            assert name not in {"eval", "exec", "compile", "__import__", "os.system", "os.popen"}, path
            assert not any(each.arg == "shell" for each in node.keywords), f"{path}: no command goes through a shell"
        assert not imported(path) & {"pickle", "marshal", "shelve", "dill", "django.template.Template"}, path


def test_no_digest_is_a_weak_one() -> None:
    for path in FILES:
        for name, node in called(path):
            if name.rpartition(".")[2] == "salted_hmac":
                assert "sha256" in ast.unparse(node), f"{path}: SHA-1 by default"
            assert name.rpartition(".")[2] not in {"md5", "sha1", "MD5", "SHA1", "ECB", "PKCS1v15", "ARC4"}, path


def test_passwords_are_hashed_by_argon2_alone() -> None:
    assert settings.PASSWORD_HASHERS == ["samanvay.access.signin.hashing.PasswordHasher"]
    assert PasswordHasher.algorithm == "argon2"


SCRIPTS = sorted(SRC.rglob("*.js"))


def test_scripts_write_text_as_text() -> None:
    assert SCRIPTS
    for path in SCRIPTS:
        said = path.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function|document\.write|insertAdjacentHTML|postMessage|__proto__", said), (
            path
        )
        # One dialog holds a page of ours, which the server escaped.
        assert "innerHTML" not in said or path.name == "roster-calendar.js", path


def test_scripts_keep_nothing_but_answers_and_a_switch() -> None:
    keeps = {path.name for path in SCRIPTS if re.search(r"localStorage|sessionStorage|indexedDB", path.read_text())}
    assert keeps == {"examinations.js", "today.js"}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/.git/config", "/static/", "/static/web/", "/static/../settings.py", "/src/"])
def test_nothing_of_the_source_is_served(client: Any, address: str) -> None:
    assert client.get(address).status_code == 404
