"""The ground of the map by published numbers: which may be chosen, and the numbers of one, never added to facts."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.picture.layers import queries as layers
from samanvay.picture.layers.kinds import LayerKind
from samanvay.picture.queries import Period
from samanvay.web.components.pieces import Choice
from samanvay.web.kit.maps.drawing import Published

ALL_HEADS = "all"
SUMMED = "ncrb-missing"  # only the heads of these are parts of one whole: ages and sexes of the missing


def grounds(actor: Actor, chosen: str) -> list[tuple[str, list[Choice]]]:
    """Return the grounds to choose from, in groups: what was seen, then each published table of districts."""
    found = [(_("Seen here"), [Choice("", _("persons seen there"), not chosen)])]
    for kind in layers.kinds_there(actor):
        if kind.level == "district":
            options = [Choice(code, words, code == chosen) for code, words in _heads(kind).items()]
            found.append((_("Published: %(table)s") % {"table": kind.words}, options))
    return found


def _heads(kind: LayerKind) -> dict[str, str]:
    if kind.code.startswith(SUMMED):
        return {f"{kind.code}.{ALL_HEADS}": _("all ages and sexes")}
    return {f"{kind.code}.{head}": str(words) for head, words in kind.heads.items()}


def published(actor: Actor, ground: str, period: Period) -> Published | None:
    """Return the numbers that shade the ground: of the year in which the period ends, else the latest there is.

    None where the ground is what was seen. Raises Invalid for a table or head that there is not.
    """
    if not ground:
        return None
    code, _dot, head = ground.partition(".")
    kind = next((each for each in layers.kinds_there(actor) if each.code == code and each.level == "district"), None)
    years = layers.years_of(kind) if kind else []
    if kind is None or ground not in _heads(kind) or not years:
        raise Invalid("ground", _("There is no such choice: %(said)s.") % {"said": ground[:40]})
    year = period.last.year if period.last.year in years else years[0]
    heads: Sequence[str] = list(kind.heads) if head == ALL_HEADS else [head]
    values = {each.key: each.value for each in layers.layer_values(kind, year=year, heads=heads)}
    return Published(f"{kind.words}: {_heads(kind)[ground]}", year, str(kind.rule), kind.source, values)
