"""`python -m grader` is `grade`."""

import sys
from pathlib import Path

# The working folder comes first then, and a file in it may be called like a package.
if not sys.flags.safe_path and Path(sys.path[0]).resolve() != Path(__file__).resolve().parents[1]:
    del sys.path[0]

from grader.cli import main

main(prog_name="grade")
