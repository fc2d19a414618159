# tries: to run formulas in the spreadsheet that opens the grades
import zipfile
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    metadata = 'submission_1: {":submitters": [{":name": "Honest", ":sid": "honest"}]}\n'
    mails = ["=cmd|' /C calc'!A0", "@SUM(1)", "+2+2", "-3+3", "\\t=4", "<script>alert(1)</script>"]
    for number, mail in enumerate(mails, start=2):
        person = f'{{":name": "{mail}", ":sid": "", ":email": "{mail}"}}'
        metadata += f'submission_{number}: {{":submitters": [{person}]}}\n'
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("assignment_1_export/submission_metadata.yml", metadata)
        archive.writestr("assignment_1_export/submission_1/submit.py", honest)
        for number in range(2, 8):
            archive.writestr(f"assignment_1_export/submission_{number}/submit.py", b"print(1)")
    return path
