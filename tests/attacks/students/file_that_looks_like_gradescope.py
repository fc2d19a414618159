# tries: to have the class taken for a Gradescope export
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest").mkdir()
    (folder / "honest" / "submit.py").write_bytes(honest)
    (folder / "mallory").mkdir()
    (folder / "mallory" / "submit.py").write_text("print(1)")
    (folder / "mallory" / "submission_metadata.yml").write_text("honest: {':submitters': []}")
    return folder
