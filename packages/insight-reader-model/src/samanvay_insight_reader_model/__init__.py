"""The numbers of the learned reader (`SOURCES.md` tells where they come from); `samanvay_insight.read` opens them."""

from pathlib import Path

FILE = Path(__file__).parent / "reader.npz"
