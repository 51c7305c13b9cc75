"""Static files out of packages that do not know Django: the face Mukta."""

from collections.abc import Iterator
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

# Address under static/ -> package, folder in it, files wanted.
PACKAGED = {
    "fonts": (
        "fontpkg_mukta",
        "files",
        ("Mukta-Regular.ttf", "Mukta-Medium.ttf", "Mukta-SemiBold.ttf", "Mukta-Bold.ttf"),
    ),
}


def folder_of(package: str, folder: str) -> Path:
    """Return a folder of an installed package. Raises ImproperlyConfigured when the package is absent."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ImproperlyConfigured(f"The package {package} is missing: install requirements/run.txt.")
    return Path(spec.origin).parent / folder


class PackageFinder(BaseFinder):
    """Finds the files of PACKAGED, and only those."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__()

    @cached_property
    def storages(self) -> dict[str, FileSystemStorage]:
        found = {}
        for prefix, (package, folder, _files) in PACKAGED.items():
            storage = FileSystemStorage(location=folder_of(package, folder))
            storage.prefix = prefix  # type: ignore[attr-defined]  # where collectstatic puts the files
            found[prefix] = storage
        return found

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        prefix, _slash, name = path.partition("/")
        if prefix not in PACKAGED or name not in PACKAGED[prefix][2]:
            return []
        full = self.storages[prefix].path(name)
        return [full] if find_all or kwargs.get("all") else full

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for prefix, storage in self.storages.items():
            for name in PACKAGED[prefix][2]:
                yield name, storage
