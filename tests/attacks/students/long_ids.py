# tries: to share a name with another student once both are cut
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    for end in "abc":
        (folder / ("m" * 240 + f"{end}.py")).write_text("print(1)")
    return folder
