"""Makes all HTML. Jinja escapes everything: text of a submission is never markup."""

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from grader.printable import counted, printable
from grader.render.words import spoken

# A page loads nothing and runs nothing; the only style sheet allowed is the one inside it.
POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def rendered(template: str, **values: Any) -> str:
    """A template with these values in it, all text made printable and escaped."""
    return _environment().get_template(template).render(**values)


def rendered_page(template: str, **values: Any) -> str:
    """A page that stands alone, with its style sheet in it and a policy that allows no more."""
    style, policy = _style()
    return rendered(template, style=style, policy=policy, **values)


@cache
def _style() -> tuple[Markup, str]:
    css = (resources.files("grader.render") / "templates" / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return Markup(css), POLICY.format(digest=digest)  # noqa: S704  (a file of this package)


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        finalize=_printable,
        loader=PackageLoader("grader.render"),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["points"] = lambda number: f"{number:g}"
    environment.filters["breakable"] = _breakable
    environment.filters["counted"] = counted
    environment.filters["spoken"] = spoken
    return environment


def _printable(value: Any) -> Any:
    # markup was made from printable text
    return printable(value) if type(value) is str else value


def _breakable(name: str) -> Markup:
    """A name that may break after an underscore."""
    return Markup("_<wbr>").join(printable(name).split("_"))
