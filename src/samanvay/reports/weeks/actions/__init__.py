"""Everything that is written of a week's counts beside its report."""
