"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """Argon2id at the cost of OWASP's Password Storage Cheat Sheet.

    Django's own cost (100 MiB, eight lanes) is nine times as much of processor: a hundred sign-ins at once, of a
    morning or of an attacker, kept everybody else waiting for half a minute.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
