"""Pictures for nbgrader's feedback page: kept in the autograded notebook, and read from there."""

import json
from typing import Any

import msgspec

from grader.pictures.svg import is_safe
from grader.report import Drawing, Picture, Undrawn

MAX_PICTURES = 20


def kept(drawings: tuple[Drawing, ...]) -> list[dict[str, Any]]:
    """Pictures, and the sentences in place of some, as the metadata of a notebook hold them."""
    found: list[dict[str, Any]] = msgspec.to_builtins(drawings, builtin_types=())
    return list(found)


def read(metadata: object) -> list[Drawing]:
    """The same from the metadata of a notebook; what was not kept by `kept` is left out."""
    listed = metadata if isinstance(metadata, list) else []
    found = (_read(one) for one in listed[:MAX_PICTURES])
    return [one for one in found if one is not None]


def _read(one: object) -> Drawing | None:
    kind = Picture if isinstance(one, dict) and "svg" in one else Undrawn
    try:
        drawing: Any = msgspec.json.decode(json.dumps(one), type=kind)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError):
        return None
    is_harmless = kind is Undrawn or is_safe(drawing.svg)
    return drawing if is_harmless else None
