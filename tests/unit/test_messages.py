"""The words of both languages: nothing untranslated, nothing that breaks when filled, and the tools that keep it so."""

import gettext
import os
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from samanvay.web.language import catalogues, extraction


def lines_of(*sources: tuple[str, str], root: Path) -> Catalog:
    for name, text in sources:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return extraction.template_of(extraction.strings(root))


def ids(words: Catalog) -> set[str]:
    return {extraction._key(message) for message in words if message.id}


def test_every_string_has_its_hindi() -> None:
    template = extraction.template_of(extraction.strings())
    assert len(ids(template)) > 200
    assert extraction.faults("hi", template, extraction.read("hi")) == [], (
        "run `python scripts/messages.py extract`, then give the Hindi in src/samanvay/locale/hi/LC_MESSAGES/django.po"
    )


def test_catalogues_name_no_place_of_a_machine() -> None:
    for language in catalogues.LANGUAGES:
        text = catalogues.catalogue(language).read_text(encoding="utf-8")
        assert "#: /" not in text
        assert "POT-Creation-Date" not in text


def test_extraction_reads_code_and_templates(tmp_path: Path) -> None:
    found = lines_of(
        ("room/views.py", "from x import gettext as _\nA = _('One')\nB = ngettext_lazy('%(n)d case', '%(n)d cases')\n"),
        ("room/deep.py", "def f():\n    return pgettext('verb', 'Open') + gettext_lazy('Two ' 'parts')\n"),
        (
            "room/templates/room/page.html",
            '{% load i18n components %}\n    {% if x %}\n {% translate "Three" %}\n{% endif %}\n'
            '{% button _("Four") kind="quiet" %}{{ name|default:_("Five") }}\n'
            "{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}\n"
            "{% blocktranslate trimmed %}\n  Six\n  seven\n{% endblocktranslate %}",
        ),
        root=tmp_path,
    )
    assert ids(found) == {"One", "%(n)d case", "Open", "Two parts", "Three", "Four", "Five", "%(n)s row", "Six seven"}


def test_extraction_names_the_file_it_cannot_read(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"room/broken\.py"):
        lines_of(("room/broken.py", "def f(:\n"), root=tmp_path)


def test_faults_are_named_one_by_one(tmp_path: Path) -> None:
    template = lines_of(
        ("a.py", "_('gone'); _('empty'); _('guess'); _('At most %(n)d'); _('fine {x}')\n"), root=tmp_path
    )
    words = Catalog(locale="hi", fuzzy=False)
    words.add("empty", "")
    words.add("guess", "अनुमान", flags=["fuzzy"])
    words.add("At most %(n)d", "अधिकतम %(m)d")
    words.add("fine {x}", "ठीक {x}")
    said = "\n".join(sorted(extraction.faults("hi", template, words)))
    assert [part in said for part in ("missing: 'gone'", "no translation: 'empty'", "fuzzy: 'guess'", "%(m)d")] == [
        True
    ] * 4
    assert "fine" not in said


def test_plural_with_one_form_missing_is_a_fault(tmp_path: Path) -> None:
    template = lines_of(("a.py", "ngettext('%(n)d case', '%(n)d cases', 2)\n"), root=tmp_path)
    words = Catalog(locale="hi", fuzzy=False)
    words.add(("%(n)d case", "%(n)d cases"), ("एक प्रकरण", ""))
    assert len(extraction.faults("hi", template, words)) == 1
    words = Catalog(locale="hi", fuzzy=False)
    words.add(("%(n)d case", "%(n)d cases"), ("एक प्रकरण", "%(n)d प्रकरण"))
    assert extraction.faults("hi", template, words) == []


def test_extract_keeps_translations_and_is_stable(tmp_path: Path) -> None:
    package, root = tmp_path / "package", tmp_path / "locale"
    lines_of(("a.py", "_('Case'); _('District')\n"), root=package)
    extraction.extract(root=root, package=package)
    words = extraction.read("hi", root=root)
    words.get("Case").string = "प्रकरण"
    extraction.write("hi", words, root=root)
    (package / "a.py").write_text("_('Case'); _('Station')\n")
    extraction.extract(root=root, package=package)
    once = catalogues.catalogue("hi", root=root).read_bytes()
    extraction.extract(root=root, package=package)
    assert catalogues.catalogue("hi", root=root).read_bytes() == once
    after = extraction.read("hi", root=root)
    assert after.get("Case").string == "प्रकरण"
    assert ids(after) == {"Case", "Station"}


def copied(tmp_path: Path) -> Path:
    root = tmp_path / "locale"
    for language in catalogues.LANGUAGES:
        po = catalogues.catalogue(language, root=root)
        po.parent.mkdir(parents=True)
        shutil.copy(catalogues.catalogue(language), po)
    return root


def test_compile_writes_what_gettext_reads_and_then_rests(tmp_path: Path) -> None:
    root = copied(tmp_path)
    assert len(catalogues.compile_catalogues(root=root)) == 2
    assert catalogues.compile_catalogues(root=root) == []
    with catalogues.catalogue("hi", root=root).with_suffix(".mo").open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("District") == "जनपद"


def test_compile_takes_up_a_newer_catalogue(tmp_path: Path) -> None:
    root = copied(tmp_path)
    catalogues.compile_catalogues(root=root)
    po = catalogues.catalogue("hi", root=root)
    later = po.with_suffix(".mo").stat().st_mtime_ns + 1_000_000_000
    os.utime(po, ns=(later, later))
    assert catalogues.compile_catalogues(root=root) == [po.with_suffix(".mo")]


def test_compile_says_what_to_do_when_the_folder_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(tmp_path)

    def refuse(**_given: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    # Root may write anywhere, so the refusal of the file system is put in its place.
    monkeypatch.setattr(catalogues.tempfile, "mkstemp", refuse)
    with pytest.raises(catalogues.CannotCompile, match=r"cannot be written .*python -m samanvay\.web\.language"):
        catalogues.compile_catalogues(root=root)


def test_compile_names_a_broken_catalogue(tmp_path: Path) -> None:
    root = copied(tmp_path)
    catalogues.catalogue("hi", root=root).write_text("this is no catalogue\n")
    with pytest.raises(catalogues.CannotCompile, match="cannot be read"):
        catalogues.compile_catalogues(root=root)
