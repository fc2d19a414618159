# tries: to fill the memory with lists of lists of lists in the metadata
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    metadata = 'submission_1: {":submitters": [{":name": "Honest", ":sid": "honest"}]}\n'
    metadata += "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in range(1, 30):
        metadata += f"a{level}: &a{level} [" + ", ".join([f"*a{level - 1}"] * 10) + "]\n"
    metadata += 'submission_2: {":submitters": *a29}\n'
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("assignment_1_export/submission_metadata.yml", metadata)
        archive.writestr("assignment_1_export/submission_1/submit.py", honest)
        archive.writestr("assignment_1_export/submission_2/submit.py", b"print(1)")
    return path
