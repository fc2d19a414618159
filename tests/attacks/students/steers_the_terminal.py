# tries: to clear the terminal and to write a score of its own
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    for name in ("\x1b[2J\x1b[31mmallory", "oscar\n20 of 20 points", "trudy\r\x07", "\x9b2Jx"):
        (folder / f"{name}.py").write_text("print(1)")
    return folder
