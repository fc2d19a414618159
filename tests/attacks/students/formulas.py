# tries: to run formulas in the spreadsheet that opens the grades
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    for name in ("=cmd|' _C calc'!A0", "@SUM(1)", "+2+2", "-3+3", "\t=4", '"=5'):
        (folder / f"{name}.py").write_text("print(1)")
    return folder
