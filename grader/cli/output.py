"""Writes text, or what rich formats, to standard output or a file."""

import sys
from pathlib import Path

import click
from rich.console import RenderableType

from grader.errors import OutputUnwritable
from grader.files import replacing
from grader.render.console import to_text


def write(text: str, output: Path | None = None, encoding: str | None = None) -> None:
    """Write text to standard output, or to a file: the whole text or nothing."""
    if output is None:
        encoding = encoding or encoding_of_output()
        try:
            click.echo(text.encode(encoding, "replace"), nl=False)
        except BrokenPipeError:
            raise  # the reader closed the pipe; click exits quietly
        except OSError as error:
            raise OutputUnwritable(f"Standard output cannot be written: {error}.") from error
        return
    with replacing(output) as file:
        file.write(text)


def show(what: RenderableType, output: Path | None = None) -> None:
    """Write something that rich formats; in colour only on a terminal."""
    if output is not None:
        write(to_text(what, "utf-8"), output)
    else:
        terminal = sys.stdout is not None and sys.stdout.isatty()
        write(to_text(what, encoding_of_output(), terminal=terminal))


def encoding_of_output() -> str:
    """The encoding of standard output."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"  # a closed output has none
