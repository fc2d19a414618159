"""Which workers run submissions: in the sandbox where there is something to hide."""

from grader.exercise.folders import Folders
from grader.sandbox import start
from grader.sandbox.workers import PLAIN, SANDBOXED, Workers


class Confinement:
    """The workers of a command that grades a person's own files.

    Students run their own file as they would run it themselves. Where the hidden half is, a sandbox
    protects it, if this system has one.
    """

    def __init__(self, folders: Folders, *, no_sandbox: bool) -> None:
        self._wanted = folders.solutions is not None and not no_sandbox
        levels = SANDBOXED + PLAIN if self._wanted else PLAIN
        self.workers: Workers = start.start_workers(levels)

    @property
    def warning(self) -> str | None:
        """What to tell people if the sandbox was wanted and is missing; known after grading."""
        if not self._wanted or self.workers.isolation != "none":
            return None
        return (
            f"no sandbox on this system ({'; '.join(self.workers.refused)}): submissions run with "
            "the rights of this user."
        )


def class_workers(jobs: int, *, no_sandbox: bool, rejudge: bool) -> Workers:
    """The workers of a class, which needs the sandbox unless it is declined.

    Rejudging runs only the author's own code.
    """
    if rejudge:
        return start.start_workers(SANDBOXED + PLAIN)
    return start.start_workers(PLAIN if no_sandbox else SANDBOXED, jobs)
