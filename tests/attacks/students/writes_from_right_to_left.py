# tries: to be read as another name, by changing the direction of writing
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    for name in ("mallory\u202eecila", "\u2066bob\u2069", "ali\u200bce"):
        (folder / f"{name}.py").write_text("print(1)")
    return folder
