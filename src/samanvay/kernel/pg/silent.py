"""What PostgreSQL must not write into its log: a statement, and the detail of an error, quote what people wrote.

The embedded server is started with these settings; a given one is looked at before a production opens.
"""

from collections.abc import Callable, Sequence
from typing import Any

# Every value that is safe, the one to set first. All of them are an administrator's to set, for one database too.
SILENT: dict[str, tuple[str, ...]] = {
    "log_statement": ("none",),
    "log_min_error_statement": ("panic",),
    "log_error_verbosity": ("terse",),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_transaction_sample_rate": ("0",),
    "log_parameter_max_length_on_error": ("0",),
    "log_min_messages": ("warning", "info", "notice", "error", "log", "fatal", "panic"),
    "debug_print_parse": ("off",),
    "debug_print_rewritten": ("off",),
    "debug_print_plan": ("off",),
    "auto_explain.log_min_duration": ("-1",),  # of a module: known only where it is loaded
}
OURS = {name: values[0] for name, values in SILENT.items() if "." not in name}

_NAMES = ", ".join(repr(name) for name in SILENT)
ASKED = f"select name, setting, quote_ident(current_database()) from pg_settings where name in ({_NAMES})"  # noqa: S608


def spoken(execute: Callable[[str], Sequence[Sequence[Any]]]) -> list[str]:
    """Return a sentence, with the command that mends it, for each setting by which what people wrote would be logged.

    ``execute`` gives the rows of a statement on a connection as the application.
    """
    return [
        f"PostgreSQL may write what people wrote into its log ({name} is {setting}): let its administrator run "
        f"alter database {database} set {name} = '{SILENT[name][0]}';"
        for name, setting, database in execute(ASKED)
        if setting not in SILENT[name]
    ]
