"""Derive all tables of the gazetteer, in the order in which they need each other.

    PYTHONPATH=src python scripts/derive_gazetteer.py DATA_FOLDER

Needs the dependency group `derive`. Sources and licences:
packages/insight/src/samanvay_insight/gazetteer/tables/SOURCES.md.
The same input gives the same bytes: run it twice and compare.
"""

import sys
from pathlib import Path

import derive_gazetteer_borders
import derive_gazetteer_rail
import derive_gazetteer_settlements

if __name__ == "__main__":
    data = Path(sys.argv[1])
    derive_gazetteer_borders.main(data)
    derive_gazetteer_rail.main(data)
    derive_gazetteer_settlements.main()
