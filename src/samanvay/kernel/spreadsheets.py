"""Cells that leave for a spreadsheet program, which runs what begins like a formula."""

# The last four are the full-width signs, which such programs take for the plain ones.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(cell: object) -> object:
    """Return a cell that stays a text: numbers as they are, None empty, suspicious words behind an apostrophe."""
    if isinstance(cell, int | float):
        return cell
    words = "" if cell is None else str(cell)
    return f"'{words}" if words.lstrip(" ").startswith(_STARTS) else words
