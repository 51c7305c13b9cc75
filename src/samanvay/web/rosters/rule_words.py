"""What a move or a change breaks, rule by rule in words: what would be, and what the plan's rules say."""

from typing import Any

from django.utils.translation import gettext as _

from samanvay_insight.roster import Rules


def broken_words(rule: str, value: Any, rules: Rules) -> str:
    """Return one sentence for a rule that would be broken; ``value`` is what would be instead."""
    if rule == "seats":
        return _("Seats: %(n)s people in a week at a centre that has fewer, or is closed then.") % {"n": f"{value:,}"}
    if rule == "women_places":
        words = _("Hostel places for women: %(n)s would be needed, more than the centre has.")
        return words % {"n": f"{value:,}"}
    if rule == "trainers":
        words = _("Trainers: %(n)s batches at the same time; there are trainers for %(most)s.")
        return words % {"n": f"{value:,}", "most": f"{rules.trainers or 0:,}"}
    if rule == "max_away_share":
        words = _(
            "Away from a unit: %(share)s of it in one week; the rule lets %(most)s go, of small units somewhat more."
        )
        return words % {"share": percent(value), "most": percent(rules.max_away_share)}
    if rule == "max_gap_weeks":
        words = _("Between trainings: somebody would wait %(n)d weeks; the rule says at most %(most)d.")
        return words % {"n": value, "most": rules.max_gap_weeks}
    if rule == "min_gap_weeks":
        words = _("Between trainings: somebody would be called again after %(n)d weeks; the rule says %(least)d.")
        return words % {"n": value, "least": rules.min_gap_weeks}
    if rule == "blackout_weeks":
        return _("Closed week: nobody trains in the state in that week.")
    return _("Visits to a centre: somebody would have %(n)d of those that the rule asks for.") % {"n": value}


def percent(share: Any) -> str:
    """Return a share in hundredths, without needless digits: "12 %"."""
    return f"{100 * float(share):.2f}".rstrip("0").rstrip(".") + " %"
