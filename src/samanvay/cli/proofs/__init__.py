"""The promises of the product, each with the proof that ``samanvay prove`` carries out on a throwaway database."""

import importlib

from .promises import PROMISES, Outcome, carry_out

__all__ = ["PROMISES", "Outcome", "carry_out"]

# Each file puts its proofs on the list; this is their order.
for _name in ("access", "sealed", "log", "rules", "picture", "reading", "restoring", "matrix"):
    importlib.import_module(f"{__name__}.{_name}")
