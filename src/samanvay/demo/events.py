"""What the demonstration says of itself."""

from samanvay.audit.vocabulary import register

DEMONSTRATION_LOADED = register("demo:loaded", "Demonstration loaded", "प्रदर्शन तैयार किया गया")
