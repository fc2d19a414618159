# tries: to have reports written to the devices of Windows
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    for name in ("CON", "nul", "aux.tar", "COM1", "lpt9", "prn.html"):
        (folder / f"{name}.py").write_text("print(1)")
    return folder
