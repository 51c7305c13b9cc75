"""What happens to the counts of convergence."""

from samanvay.audit.vocabulary import register

CONVERGENCE_REBUILT = register("convergence:rebuilt", "Convergence counted again", "समन्वय की गणना पुनः की गई")
