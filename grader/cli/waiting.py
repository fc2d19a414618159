"""Says on a terminal which function takes long, and where it is; nothing elsewhere."""

import time
from types import TracebackType

from rich.console import Console
from rich.status import Status
from rich.text import Text

from grader.observations import Running
from grader.printable import one_line


class Waiting:
    """Called every second with what still runs; the line goes away when the block ends."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._status: Status | None = None
        self._function, self._since = "", 0.0

    def __enter__(self) -> "Waiting":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def __call__(self, function: str, at: Running) -> None:
        """Show the function, for how long it has been seen running, and its line."""
        if not self._console.is_terminal:
            return
        if function != self._function:
            self._function, self._since = function, time.monotonic()
        seconds = time.monotonic() - self._since + 1
        where = f"line {at.line}" if at.file.endswith(".py") else f"line {at.line} of {at.file}"
        told = Text(
            one_line(f"{function} is still running after {seconds:.0f} s, at {where} …", 76)
        )
        if self._status is None:
            self._status = Status(told, console=self._console)
            self._status.start()
        self._status.update(told)
