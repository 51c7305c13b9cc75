"""What the demonstration says of itself."""

from samanvay.audit.vocabulary import register

DEMONSTRATION_LOADED = register("demo:loaded", "Demonstration data loaded", "डेमो के आँकड़े भरे गए")
