"""The pieces of a page as template tags: ``{% load components %}``; the gallery page shows each with its call."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.base import token_kwargs
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from samanvay.kernel.dates.forms import PartialDateField
from samanvay.web.components.pieces import Action, Choice, Pill, Progress, Table

register = template.Library()
DATE_HINT = _("As exactly as you know it: 24 Nov 2026, Nov 2026, 2026, or about 2019.")
PIECES = "components/"
SELECTED = mark_safe(" selected")


@register.inclusion_tag(PIECES + "button.html")
def button(words: Any, url: str = "", kind: str = "primary", refused: Any = "", **attributes: Any) -> dict[str, Any]:
    """Show a button; with ``url`` a link that looks like one; with ``refused`` greyed, the words beside it."""
    return {
        "words": words,
        "url": url,
        "kind": "" if kind == "primary" else kind,
        "refused": refused,
        "attributes": _attributes(attributes),
        "id": _slug(f"why-{words}"),
    }


@register.inclusion_tag(PIECES + "action.html", takes_context=True)
def action(context: template.Context, given: Action) -> dict[str, Any]:
    """Show an Action: a link, or a form of one button."""
    return {"action": given, "csrf_token": context.get("csrf_token"), "here": context.get("here", "")}


@register.inclusion_tag(PIECES + "buttons.html", takes_context=True)
def buttons(context: template.Context, *given: Any, kind: str = "form-end") -> dict[str, Any]:
    """Show those of some Actions that the reader may press, nothing where there is none; lists of them are opened."""
    listed = [each for one in given for each in (one if isinstance(one, list | tuple) else [one])]
    pressed = [each for each in listed if each and not each.refused]
    return {"actions": pressed, "kind": kind, "csrf_token": context.get("csrf_token"), "here": context.get("here", "")}


@register.inclusion_tag(PIECES + "who_can.html")
def who_can(given: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """Show folded what the reader may not do here and who may."""
    return {"pairs": list(given)}


@register.inclusion_tag(PIECES + "pill.html")
def pill(given: Any, kind: str = "calm", icon: str = "") -> dict[str, Any]:
    """Show a pill: a Pill, or words with a kind (hot, warn, ok, calm)."""
    return {"pill": given if isinstance(given, Pill) else Pill(given, kind, icon)}  # type: ignore[arg-type]


@register.inclusion_tag(PIECES + "chips.html")
def chips(given: Iterable[Any], label: Any) -> dict[str, Any]:
    """Show the chips of one filter; ``label`` names the filter for those who hear the page."""
    return {"chips": given, "label": label}


@register.inclusion_tag(PIECES + "stats.html")
def stats(given: Iterable[Any]) -> dict[str, Any]:
    """Show numbers, each with the sentence that it begins."""
    return {"stats": given}


@register.inclusion_tag(PIECES + "duties.html", takes_context=True)
def duties(context: template.Context, rows: Iterable[Any]) -> dict[str, Any]:
    """Show rows of things that wait, each with its clock and its buttons."""
    return {"duties": rows, "csrf_token": context.get("csrf_token"), "here": context.get("here", "")}


@register.inclusion_tag(PIECES + "do_now.html", takes_context=True)
def do_now(context: template.Context, rows: Iterable[Any]) -> dict[str, Any]:
    """Show the next steps for the reader at the head of a record, nothing where there is none."""
    return {"rows": rows, "csrf_token": context.get("csrf_token"), "here": context.get("here", "")}


@register.inclusion_tag(PIECES + "list_head.html")
def list_head(words: Any, csv: str = "") -> dict[str, Any]:
    """Show what a list holds ("41 districts") and, where there is one, the link to its CSV."""
    return {"words": words, "csv": csv}


@register.inclusion_tag(PIECES + "empty.html")
def empty(words: Any, todo: Any = "", url: str = "", label: Any = "") -> dict[str, Any]:
    """Say that a list is empty and what to do about it."""
    return {"words": words, "todo": todo, "url": url, "label": label}


@register.inclusion_tag(PIECES + "table.html")
def table(given: Table) -> dict[str, Any]:
    """Show a Table."""
    head, *rest = given.columns
    return {"table": given, "head": head, "rest": rest}


@register.inclusion_tag(PIECES + "field.html")
def field(given: BoundField, hint: Any = "") -> dict[str, Any]:
    """Show a form's field: label, hint, error, widget."""
    widget = given.field.widget
    several = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    # aria-describedby is Django's own business for help text and errors of a field; ours names the same two.
    hint = hint or given.help_text or (DATE_HINT if isinstance(given.field, PartialDateField) else "")
    said = [f"{given.auto_id}-hint"] if hint else []
    said += [f"{given.auto_id}-error"] if given.errors else []
    attributes: dict[str, Any] = {"aria-describedby": " ".join(said)} if said else {}
    if given.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": given,
        "hint": hint,
        "several": several,
        "check": isinstance(widget, forms.CheckboxInput),
        "widget": given.as_widget(attrs=attributes),
        "options": list(given.subwidgets) if several else [],
        "described": " ".join(said),
        "letters_kept": getattr(given.form, "letters_kept", {}).get(given.name, ""),
    }


@register.simple_tag
def options(given: Iterable[Choice]) -> SafeString:
    """Return the entries of a select; a form of filters has some hundred of them."""
    entry = '<option value="{}"{}>{}</option>'
    return format_html_join("", entry, ((each.value, SELECTED if each.on else "", each.words) for each in given))


@register.inclusion_tag(PIECES + "fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """Show the error summary and every field of a form."""
    return {"form": form}


@register.inclusion_tag(PIECES + "error_summary.html")
def error_summary(form: forms.BaseForm, quiet: bool = False) -> dict[str, Any]:
    """Show what is wrong with a form, each error a link to its field; takes the focus unless ``quiet``."""
    return {"form": form, "quiet": quiet, "wrong": [each for each in form if each.errors] if form.is_bound else []}


@register.inclusion_tag(PIECES + "crumbs.html")
def crumbs(given: Iterable[Any]) -> dict[str, Any]:
    """Show the way to this page."""
    return {"crumbs": given}


@register.inclusion_tag(PIECES + "pager.html")
def pager(newer: str = "", older: str = "") -> dict[str, Any]:
    """Show the ways to the neighbouring pages of a long list; both are addresses with a key, not a page number."""
    return {"newer": newer, "older": older}


@register.inclusion_tag(PIECES + "tabs.html")
def tabs(given: Iterable[Any], label: Any) -> dict[str, Any]:
    """Show the parts of a page, each with its own address."""
    return {"tabs": given, "label": label}


@register.inclusion_tag(PIECES + "timeline.html")
def timeline(given: Iterable[Any]) -> dict[str, Any]:
    """Show what happened, in order."""
    return {"happenings": given}


@register.inclusion_tag(PIECES + "facts.html")
def facts(given: Iterable[tuple[Any, Any]] | Mapping[Any, Any]) -> dict[str, Any]:
    """Show pairs of a name and a value; a value may be a Pill, and None leaves its pair out."""
    pairs = given.items() if isinstance(given, Mapping) else given
    return {"pairs": [(name, value, isinstance(value, Pill)) for name, value in pairs if value is not None]}


@register.inclusion_tag(PIECES + "progress.html")
def progress(given: Progress) -> dict[str, Any]:
    """Show how far long work has come; asks again by itself until it is over."""
    return {"progress": given}


@register.inclusion_tag(PIECES + "sides.html")
def sides(given: Iterable[Any]) -> dict[str, Any]:
    """Show both sides of a conflict, field by field."""
    return {"sides": list(given)}


@register.inclusion_tag(PIECES + "sealed.html")
def sealed(label: Any, url: str = "", refused: Any = "") -> dict[str, Any]:
    """Stand for a value that is sealed; with ``url`` the way to open it with a reason."""
    return {"label": label, "url": url, "refused": refused}


@register.inclusion_tag(PIECES + "legend.html")
def legend() -> dict[str, Any]:
    """Show what the signs on the map of routes mean."""
    return {}


class BlockPiece(template.Node):
    """A piece with a body: renders ``components/<name>.html`` with the body as ``body``."""

    def __init__(self, name: str, nodes: template.NodeList, values: dict[str, template.base.FilterExpression]) -> None:
        self.name = name
        self.nodes = nodes
        self.values = values

    def render(self, context: template.Context) -> SafeString:
        given = {name: value.resolve(context) for name, value in self.values.items()}
        given["body"] = mark_safe(self.nodes.render(context))  # noqa: S308  already rendered by the template engine
        assert context.template is not None
        piece = context.template.engine.get_template(f"{PIECES}{self.name}.html")
        return piece.render(template.Context(given, autoescape=context.autoescape))


def _block(parser: template.base.Parser, token: template.base.Token) -> BlockPiece:
    name, *bits = token.split_contents()
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"{{% {name} %}} takes only name=value, not {bits[0]!r}")
    nodes = parser.parse((f"end{name}",))
    parser.delete_first_token()
    return BlockPiece(name, nodes, values)


for _name in ("card", "notice", "map_frame"):
    register.tag(_name, _block)


def _slug(words: str) -> str:
    return re.sub(r"\W+", "-", words).strip("-").lower()


def _attributes(given: Mapping[str, Any]) -> SafeString:
    """Return attributes as HTML: ``hx_get`` becomes ``hx-get``; True stands alone, None and False fall away."""
    said = [
        format_html(" {}", name.replace("_", "-"))
        if value is True
        else format_html(' {}="{}"', name.replace("_", "-"), value)
        for name, value in given.items()
        if value is not None and value is not False
    ]
    return mark_safe("".join(said))  # noqa: S308  each part was escaped
