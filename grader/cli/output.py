"""Writes text, or what rich formats, to standard output or a file."""

import sys
from pathlib import Path

import click
from rich.console import RenderableType

from grader.errors import OutputUnwritable, WouldOverwrite
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


def write_new(content: bytes, target: Path, *, replace: bool) -> str:
    """Write a whole file; a sentence about what was done.

    Raises OutputUnwritable, and WouldOverwrite if another file is there and `replace` is off.
    """
    try:
        if target.is_file() and target.read_bytes() == content:
            return f"{target} is up to date"
        if target.exists() and not replace:
            raise WouldOverwrite(
                f"{target} already exists with other content and was left as it is. "
                "Choose another file, or add --replace to overwrite it."
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacing(target) as file:
            file.buffer.write(content)
    except OSError as error:
        raise OutputUnwritable(f"{target} cannot be written: {error.strerror}.") from error
    return f"Wrote {target}"


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
