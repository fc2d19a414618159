# tries: to be graded under no name, and to be named without a file
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    metadata = 'submission_1: {":submitters": [{":name": "Honest", ":sid": "honest"}]}\n'
    metadata += 'submission_7: {":submitters": [{":name": "Mallory", ":sid": "7"}]}\n'
    metadata += "submission_8: nobody\nsubmission_9: {':submitters': [1, [2], {':sid': [3]}]}\n"
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("assignment_1_export/submission_metadata.yml", metadata)
        archive.writestr("assignment_1_export/submission_1/submit.py", honest)
        archive.writestr("assignment_1_export/submission_2/submit.py", b"print(1)")
    return path
