"""Renders with rich, as text for a terminal or a file."""

from rich.console import Console, RenderableType

WIDTH = 80
# for terminals without Unicode
ASCII = str.maketrans(
    {
        "✓": "+",
        "✗": "x",
        "○": "o",
        "…": "...",
        "·": "-",
        "•": "*",
        "│": "|",
        "�": "?",
        "█": "#",
        "→": "->",
    }
)


def to_text(what: RenderableType, encoding: str, *, terminal: bool = False) -> str:
    """`what` as text that `encoding` can encode.

    For a terminal it is as wide as the terminal and coloured, unless NO_COLOR is set; otherwise it
    is plain and 80 columns wide.
    """
    console = Console(
        force_terminal=None if terminal else False,
        force_jupyter=False,  # in a notebook, rich would print it right away
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
