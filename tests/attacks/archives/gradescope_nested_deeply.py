# tries: to exhaust the stack of the parser
import zipfile
from pathlib import Path

EXPECT = "refused"


def build(folder: Path, honest: bytes) -> Path:
    metadata = 'submission_1: {":submitters": [{":name": "Honest", ":sid": "honest"}]}\n'
    metadata += "submission_2: " + "[" * 100_000 + "]" * 100_000 + "\n"
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("assignment_1_export/submission_metadata.yml", metadata)
        archive.writestr("assignment_1_export/submission_1/submit.py", honest)
    return path
