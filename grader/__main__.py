"""`python -m grader` is `grade`."""

import os  # loaded already, as any other module could be a file of the working folder
import sys

# The working folder comes first then, and a file in it may be called like a package.
if not sys.flags.safe_path and not os.path.realpath(__file__).startswith(
    os.path.join(os.path.realpath(sys.path[0]), "grader", "")  # noqa: PTH118
):
    del sys.path[0]

from grader.cli import main

main(prog_name="grade")
