"""Where things are in this checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUBMISSIONS = ROOT / "tests" / "submissions"
ATTACKS = ROOT / "tests" / "attacks"
HIDDEN = ROOT / "solutions" / "linear_regression"
