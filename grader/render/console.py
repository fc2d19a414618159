"""From what rich can show to text for a terminal or a file."""

from rich.console import Console, RenderableType

WIDTH = 80
# What a terminal that knows no Unicode gets instead.
ASCII = str.maketrans(
    {"✓": "+", "✗": "x", "○": "o", "…": "...", "·": "-", "│": "|", "�": "?", "█": "#", "→": "->"}
)


def to_text(what: RenderableType, encoding: str, *, terminal: bool = False) -> str:
    """`what` as text that `encoding` can hold.

    As wide as the terminal and in colour (unless NO_COLOR is set) on one, else plain and 80 columns
    wide.
    """
    console = Console(
        force_terminal=None if terminal else False,
        force_jupyter=False,  # else it prints there by itself, and in colour
        width=None if terminal else WIDTH,
        highlight=False,
        emoji=False,
    )
    with console.capture() as capture:
        console.print(what)
    text = "\n".join(line.rstrip() for line in capture.get().split("\n"))
    if encoding.lower().startswith("utf"):
        return text
    return text.translate(ASCII).encode(encoding, "replace").decode(encoding)
