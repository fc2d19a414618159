# tries: rich's markup and emoji codes: colours, links, actions, broken tags
# exercise: linear_regression
MARKUP = [
    "[bold green]20 of 20 points[/]",
    "[link=https://example.com]README.md[/link]",
    "[@click=app.bell]press[/]",
    "[/] [/bold] [red [[ ]] \\[bold] [not bold] [on red]",
    "[blink reverse conceal]gone[/blink reverse conceal] :thumbs_up: :boom:",
    "[" * 50_000,
]
for line in MARKUP:
    print(line)


class Error(Exception):
    pass


Error.__name__ = "[red]Error[/red][/]"


def compute_loss(*arguments):
    raise Error("".join(MARKUP))


def train_parameters_linear_regression(*arguments, **keywords):
    return MARKUP[0]


globals()["compute_loss[/]"] = lambda: None

raise Error(MARKUP[3])
