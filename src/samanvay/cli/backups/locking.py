"""What a backup is locked with: a key file beside the other keys, or a passphrase in a file."""

import base64
import os
from pathlib import Path

from samanvay.kernel.archive import Secret
from samanvay.kernel.pg import CannotStart
from samanvay.kernel.private_files import kept_or_made

NAME = "backup.key"


def secret_for_backup(keys: Path, passphrase_file: Path | None) -> tuple[Secret, Path | None]:
    """Return what locks a new backup, and the key file if it was made just now. Raises CannotStart."""
    if passphrase_file is not None:
        return passphrase(passphrase_file), None
    path = keys / NAME
    if path.exists():
        return from_key_file(path), None
    kept_or_made(path, lambda: base64.b64encode(os.urandom(32)) + b"\n")
    return from_key_file(path), path


def secret_for_restore(keys: Path, passphrase_file: Path | None, *, by_passphrase: bool) -> Secret:
    """Return what opens a backup. Raises CannotStart with what is missing."""
    if by_passphrase:
        if passphrase_file is None:
            raise CannotStart("This backup is locked by a passphrase: name its file with --passphrase-file.")
        return passphrase(passphrase_file)
    if passphrase_file is not None:
        raise CannotStart("This backup is locked by a key file, not by a passphrase: leave --passphrase-file out.")
    if not (keys / NAME).exists():
        raise CannotStart(f"The key of this backup is missing: put {NAME} into {keys}.")
    return from_key_file(keys / NAME)


def from_key_file(path: Path) -> Secret:
    """Return the secret in a key file. Raises CannotStart where there is none."""
    try:
        material = base64.b64decode(path.read_text().strip(), validate=True)
    except (OSError, ValueError):
        raise CannotStart(f"{path} is no key: it holds 32 bytes in base64.") from None
    if len(material) != 32:
        raise CannotStart(f"{path} is no key: it holds 32 bytes in base64.")
    return Secret(material)


def passphrase(path: Path) -> Secret:
    """Return the secret of a passphrase file, which ends before its line break. Raises CannotStart."""
    try:
        words = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotStart(f"The passphrase in {path} cannot be read: {error}.") from None
    if len(words) < 12:
        raise CannotStart(f"The passphrase in {path} is too short: take 12 characters or more.")
    return Secret(words.encode(), is_passphrase=True)
