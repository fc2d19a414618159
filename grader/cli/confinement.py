"""Which workers run submissions: sandboxed ones if there is something to hide."""

from grader.exercise.folders import Folders, packages_in
from grader.sandbox import start
from grader.sandbox.workers import PLAIN, SANDBOXED, Workers


class Confinement:
    """The workers of a command that grades single files.

    Students' files run unconfined, as they would without this command. If the hidden half is here,
    a sandbox protects it, if this system has one.
    """

    def __init__(self, folders: Folders, *, no_sandbox: bool) -> None:
        self._wanted = folders.solutions is not None and not no_sandbox
        levels = SANDBOXED + PLAIN if self._wanted else PLAIN
        self.workers: Workers = start.start_workers(levels, packages=packages_in(folders))

    @property
    def warning(self) -> str | None:
        """What to say if a sandbox was wanted but is missing; known after grading."""
        if not self._wanted or self.workers.isolation != "none":
            return None
        return (
            f"no sandbox on this system ({'; '.join(self.workers.refused)}): submissions run with "
            "the rights of this user."
        )


def class_workers(folders: Folders, jobs: int, *, no_sandbox: bool, only_ours: bool) -> Workers:
    """The workers for a class, sandboxed unless `no_sandbox`.

    Rejudging and a cluster leave only the author's own code to them.
    """
    if only_ours:
        return start.start_workers(SANDBOXED + PLAIN, packages=packages_in(folders))
    return start.start_workers(PLAIN if no_sandbox else SANDBOXED, jobs, packages_in(folders))
