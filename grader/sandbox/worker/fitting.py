"""Arguments in the form that a function accepts, whatever its parameters are called."""

import inspect
from typing import Any


def fit(
    function: Any, arguments: list[Any], keywords: dict[str, Any]
) -> tuple[list[Any], dict[str, Any], str | None]:
    """The arguments in a form that `function` accepts, or its signature if there is none.

    Students rename parameters: keywords that the function does not have go by position, in the
    order of the question.
    """
    signature = signature_of(function)
    if signature is None:
        return arguments, keywords, None
    for positional, named in ((arguments, keywords), ([*arguments, *keywords.values()], {})):
        try:
            signature.bind(*positional, **named)
        except TypeError:
            continue
        return positional, named, None
    return arguments, keywords, str(signature)


def by_position(
    signature: inspect.Signature | None, arguments: tuple[Any, ...], keywords: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The arguments with as many of them by position as the signature allows."""
    if signature is None or not keywords:
        return arguments, keywords
    try:
        bound = signature.bind(*arguments, **keywords)
    except TypeError:
        return arguments, keywords
    return bound.args, bound.kwargs


def signature_of(function: Any) -> inspect.Signature | None:
    """The signature of a function, or None if it has none that can be read."""
    try:
        return inspect.signature(function)
    except BaseException:  # a submission may define what answers with anything
        return None
