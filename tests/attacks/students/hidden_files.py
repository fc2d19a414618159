# tries: to be graded by a file that nobody sees in the folder
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    (folder / ".honest.py").write_text("print(1)")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "honest.py").write_text("print(1)")
    (folder / "._honest.py").write_bytes(b"\x00\x05\x16\x07")
    return folder
