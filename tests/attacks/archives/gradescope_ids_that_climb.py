# tries: to have reports written elsewhere, by an id that is a path
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    metadata = 'submission_1: {":submitters": [{":name": "Honest", ":sid": "honest"}]}\n'
    ids = ["..", ".", "../../outside", "/etc/cron.d/x", "C:x", "NUL", "con.txt", "-rf", "a" * 300]
    for number, sid in enumerate(ids, start=2):
        metadata += f"submission_{number}: {{':submitters': [{{':name': M, ':sid': '{sid}'}}]}}\n"
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("assignment_1_export/submission_metadata.yml", metadata)
        archive.writestr("assignment_1_export/submission_1/submit.py", honest)
        for number in range(2, 11):
            archive.writestr(f"assignment_1_export/submission_{number}/submit.py", b"print(1)")
    return path
