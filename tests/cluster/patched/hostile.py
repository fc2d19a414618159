"""What hostile workers share: a pickle that makes a file where it is read, if that is elsewhere."""

import os

from grader.cluster.guard import GUARD


class Touches(Exception):
    """Its pickle makes the file named by CANARY in any process but this one."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        file, own = os.environ["CANARY"], os.getpid()
        return exec, (f"import os\nif os.getpid() != {own}: open({file!r}, 'w')",)


# a hostile worker guards nothing
GUARD.activate = lambda *allowed: None
