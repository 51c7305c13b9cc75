"""The simulated state: three years of journeys, reports and registers from a seed, with the truth beside them.

Invented people and figures on the real map: for trying methods and measuring them, never a statement about a place.
"""

from samanvay_insight.simulate.state import FILES, SIZES, Size, State, parts, simulate, write_state

__all__ = ["FILES", "SIZES", "Size", "State", "parts", "simulate", "write_state"]
