"""How the command line reads: `grade FILE...` grades, `grade COMMAND ...` does something else."""

import click
from click.shell_completion import CompletionItem

# The name of the command that needs no name: one that no file or person would type.
GRADE_FILES = "grade files"


class Context(click.Context):
    """Calls the command without a name what people type."""

    @property
    def command_path(self) -> str:
        """The command, as in "Usage: ..."."""
        return super().command_path.removesuffix(f" {GRADE_FILES}")


class GradeGroup(click.Group):
    """`grade FILE...` grades; `grade COMMAND ...` does something else."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read `grade FILE...` as the command that grades files."""
        args = args or ["--help"]
        if args[0] not in {*self.commands, "--help", "-h", "--version"}:
            args = [GRADE_FILES, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways to call it."""
        formatter.write_usage("grade", "[OPTIONS] SUBMISSION...")
        formatter.write_usage("grade", "COMMAND [ARGS]...", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the options of grading, which has no name of its own, and the commands."""
        grading = self.commands[GRADE_FILES]
        options = [
            record
            for option in grading.get_params(ctx)
            if isinstance(option, click.Option)
            and "--help" not in option.opts
            and (record := option.get_help_record(ctx))
        ]
        with formatter.section("Options"):
            formatter.write_dl(
                [*options, ("--version", "Show the version."), ("-h, --help", "Show this text.")]
            )
        self.format_commands(ctx, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete what grading takes, files and options, beside the commands."""
        grading = self.commands[GRADE_FILES]
        context = grading.context_class(grading, ctx, GRADE_FILES)
        offered = {item.value: item for item in super().shell_complete(ctx, incomplete)}
        offered |= {item.value: item for item in grading.shell_complete(context, incomplete)}
        return [*offered.values(), CompletionItem(incomplete, type="file")]
