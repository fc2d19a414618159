# tries: to have reports written into the folder above, by names made of dots
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    for name in ("..", "...", ".", "~", "--help", "%2e%2e%2f", "x..", "y....."):
        (folder / f"{name}.py").write_text("print(1)")
    return folder
