"""Lines of Python as HTML with colours. Pygments only looks at words; nothing is parsed or run."""

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from markupsafe import Markup, escape
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, Token

# colouring a longer text takes longer than everything else on its page
MAX_COLOURED = 60_000
# Pygments' kinds of words, narrow ones first, and the kind as which page.css colours them
COLOURED_AS = (
    (String.Doc, Comment),
    (Comment, Comment),
    (String, String),
    (Number, Number),
    (Keyword, Keyword),
    (Operator.Word, Keyword),
    (Name.Function, Name.Function),
    (Name.Class, Name.Function),
    (Name.Decorator, Name.Function),
    (Name.Builtin, Name.Builtin),
    (Name.Exception, Name.Builtin),
)
LEXER = PythonLexer(stripnl=False, ensurenl=False)
FORMATTER = HtmlFormatter(nowrap=True)


def coloured(lines: Sequence[str]) -> list[Markup]:
    """Each line as HTML; without colours if they are too long together."""
    text = "".join(f"{line}\n" for line in lines)
    if len(text) > MAX_COLOURED:
        return [escape(line) for line in lines]
    html = io.StringIO()
    words = ((_coloured_as(kind), word) for kind, word in LEXER.get_tokens(text))
    FORMATTER.format(words, html)
    # the formatter escapes every word, and closes what it opens before the line ends
    return [Markup(line) for line in html.getvalue().split("\n")[:-1]]  # noqa: S704


@cache
def _coloured_as(kind: Any) -> Any:
    return next((colour for broad, colour in COLOURED_AS if kind in broad), Token)
