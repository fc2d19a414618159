# tries: to run a script in the browser that opens the report
from pathlib import Path

EXPECT = "graded"


def build(folder: Path, honest: bytes) -> Path:
    (folder / "honest.py").write_bytes(honest)
    for name in (
        "<script>alert(1)<",
        "<img src=x onerror=alert(1)>",
        "&lt;b&gt;",
        "{{7*7}}",
        "[red]x[bold]",
    ):
        (folder / f"{name}.py").write_text("print(1)")
    return folder
