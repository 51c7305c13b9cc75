"""What a move breaks, rule by rule in words: what would be, and what the plan's rules say."""

from typing import Any

from django.utils.translation import gettext as _

from samanvay.insight.roster import Relaxation, Rules


def broken_words(broken: Relaxation, rules: Rules) -> str:
    """Return one sentence for a rule that would be broken."""
    value: Any = broken.relax_to
    said = {"n": value, "share": _percent(value)}
    if broken.rule == "seats":
        return _("Seats: %(n)d people in a week at a centre that has fewer, or is closed then.") % said
    if broken.rule == "women_places":
        return _("Hostel places for women: %(n)d would be needed, more than the centre has.") % said
    if broken.rule == "trainers":
        return _("Trainers: %(n)d batches at the same time; there are trainers for %(most)d.") % {
            **said,
            "most": rules.trainers or 0,
        }
    if broken.rule == "max_away_share":
        words = _(
            "Away from a unit: %(share)s of it in one week; the rule lets %(most)s go, of small units somewhat more."
        )
        return words % {**said, "most": _percent(rules.max_away_share)}
    if broken.rule == "max_gap_weeks":
        return _("Between trainings: somebody would wait %(n)d weeks; the rule says at most %(most)d.") % {
            **said,
            "most": rules.max_gap_weeks,
        }
    if broken.rule == "min_gap_weeks":
        return _("Between trainings: somebody would be called again after %(n)d weeks; the rule says %(least)d.") % {
            **said,
            "least": rules.min_gap_weeks,
        }
    if broken.rule == "blackout_weeks":
        return _("Closed week: nobody trains in the state in that week.")
    return _("Visits to a centre: somebody would have %(n)d of those that the rule asks for.") % said


def _percent(value: Any) -> str:
    return f"{100 * float(value):.0f}%"
