"""How the command line reads: `grade FILE...` grades, `grade COMMAND ...` does something else."""

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

# The internal name of the command without a name; no one would type it, and no file has it.
GRADE_FILES = "grade files"
INTERRUPTED = 130  # as shells report it


class Context(click.Context):
    """Shows the command without a name as people type it."""

    @property
    def command_path(self) -> str:
        """The command, as in "Usage: ..."."""
        return super().command_path.removesuffix(f" {GRADE_FILES}")


class GradeGroup(click.Group):
    """Commands that are imported when they are used.

    `table` has two entries for each name: where the command is, as `module:attribute`, and its
    short help, or "" to leave it out of the help.
    """

    def __init__(self, *arguments: Any, table: Mapping[str, tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with that name, imported now; None if there is none."""
        if cmd_name not in self._table:
            return None
        module, _, attribute = self._table[cmd_name][0].partition(":")
        try:
            command: click.Command = getattr(import_module(module), attribute)
        except KeyboardInterrupt:
            click.echo("\ngrade: stopped.", err=True)
            ctx.exit(INTERRUPTED)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read `grade FILE...` as the command that grades files."""
        args = args or ["--help"]
        if args[0] not in {*self._table, "--help", "-h", "--version"}:
            self._doubt(args[0])
            args = [GRADE_FILES, *args]
        return super().parse_args(ctx, args)

    def _doubt(self, word: str) -> None:
        """Refuse a misspelled command: a word that is no file, and close to a command."""
        if word.startswith("-"):
            return
        close = get_close_matches(word, [name for name, (_, text) in self._table.items() if text])
        if close and not Path(word).suffix and not Path(word).exists():
            raise click.UsageError(
                f"There is no command and no file named {word}. Did you mean `grade {close[0]}`?"
            )

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways to call `grade`."""
        formatter.write_usage("grade", "[OPTIONS] SUBMISSION...")
        formatter.write_usage("grade", "COMMAND [ARGS]...", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of grading, which is a command without a name, and the commands."""
        options = [
            record
            for option in self._grading(ctx).get_params(ctx)
            if isinstance(option, click.Option)
            and "--help" not in option.opts
            and (record := option.get_help_record(ctx))
        ]
        with formatter.section("Options"):
            formatter.write_dl(
                [*options, ("--version", "Show the version."), ("-h, --help", "Show this help.")]
            )
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self._table.items() if text])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the commands, and the files and options that grading takes."""
        offered = {
            name: CompletionItem(name, help=text)
            for name, (_, text) in self._table.items()
            if text and name.startswith(incomplete)
        }
        options = click.Command.shell_complete(self, ctx, incomplete)
        offered |= {item.value: item for item in options}
        grading = self._grading(ctx)
        context = grading.context_class(grading, ctx, GRADE_FILES)
        offered |= {item.value: item for item in grading.shell_complete(context, incomplete)}
        return [*offered.values(), CompletionItem(incomplete, type="file")]

    def _grading(self, ctx: click.Context) -> click.Command:
        command = self.get_command(ctx, GRADE_FILES)
        assert command is not None
        return command
