"""Makes the calls of a question, and looks where it asks to look."""

from typing import Any

import torch

from . import values
from .fitting import fit
from .program import Program

Reply = dict[str, Any]


class _NoCall(Exception):
    """A call that cannot be made, and the reply that says why."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


def answer(program: Program, question: dict[str, Any], device: str | None = "cpu") -> Reply:
    """What happens when the question's call is made, as many times as it asks.

    Calls that come before it are made once. Tensors are made on that `device`; None stands for
    torch's default.
    """
    try:
        return _Calling(program, question, device).answer()
    except _NoCall as unable:
        return unable.reply
    except BaseException as error:
        return {"type": "raised", **program.describe_error(error)}


class _Calling:
    """The calls of one question."""

    def __init__(self, program: Program, question: dict[str, Any], device: str | None) -> None:
        self._program = program
        self._question = question
        self._device = device
        self._results: list[Any] = []
        self._given: dict[int, Any] = {}

    def answer(self) -> Reply:
        asked = self._question
        own = asked["function"]
        if any(where["look"] == "defaults" for where in asked["looks"]):
            return {"type": "returned", "seen": [[values.defaults(self._function(own))]]}
        for step in asked.get("before", ()):
            call, arguments, keywords = self._prepared(step, step["name"], step.get("on"))
            self._results.append(call(*arguments, **keywords))
        on = asked.get("on")
        call, arguments, keywords = self._prepared(asked, asked.get("method") or own, on)
        seen = []
        for _ in range(asked["times"]):
            result = call(*arguments, **keywords)
            places = [*arguments, self._results[on] if on is not None else None, result]
            seen.append([look(where, result, places) for where in asked["looks"]])
        return {"type": "returned", "seen": seen}

    def _prepared(
        self, step: dict[str, Any], name: str, on: int | None
    ) -> tuple[Any, list[Any], dict[str, Any]]:
        """What to call, and with which arguments."""
        call = self._function(name) if on is None else getattr(self._results[on], name)
        arguments = [self._argument(*one) for one in step.get("arguments", ())]
        keywords = {key: self._argument(*one) for key, one in step.get("keywords", {}).items()}
        arguments, keywords, signature = fit(call, arguments, keywords)
        if signature is not None:
            other = {"name": name} if name != self._question["function"] else {}
            reply = {"type": "misfit", "signature": signature[: values.MAX_TEXT], **other}
            raise _NoCall(reply)
        return call, arguments, keywords

    def _function(self, name: str) -> Any:
        function = self._program.module.__dict__.get(name)
        if not callable(function):
            bound = None if function is None else type(function).__name__[: values.MAX_TEXT]
            reply = {"type": "missing", "functions": self._program.functions()[:50], "bound": bound}
            other = {"name": name} if name != self._question["function"] else {}
            raise _NoCall(reply | other)
        return function

    def _argument(self, kind: str, value: Any) -> Any:
        if kind == "result":
            return self._results[value]
        if kind == "function":
            return self._function(value)
        if kind == "given":
            if value not in self._given:
                self._given[value] = self._argument(*self._question["given"][value])
            return self._given[value]
        if kind == "optimizer":
            return self._optimizer(value)
        return values.argument(kind, value, self._device)

    def _optimizer(self, asked: dict[str, Any]) -> torch.optim.Optimizer:
        tensors: list[torch.Tensor] = []
        for one in asked["of"]:
            of = self._argument(*one)
            tensors += of.parameters() if isinstance(of, torch.nn.Module) else [of]
        made: torch.optim.Optimizer = getattr(torch.optim, asked["name"])(
            tensors, **asked["settings"]
        )
        return made


def look(where: dict[str, Any], result: Any, places: list[Any]) -> dict[str, Any]:
    """What is seen at one place that the question asks about, after the call.

    `places` are the arguments, and behind them the object whose method was called and the result:
    the positions -2 and -1 lead to these.
    """
    at, name = where["argument"], where.get("name", "")
    match where["look"]:
        case "gradient":
            wanted = values.parameter_of(places[at], name) if name else places[at]
            if isinstance(wanted, dict):  # there is none
                return wanted
            return values.gradient(result, wanted, where.get("weights", [1.0]))
        case "argument":
            return values.describe(places[at])
        case "left_gradient":
            wanted = values.parameter_of(places[at], name) if name else places[at]
            return wanted if isinstance(wanted, dict) else values.left_gradient(wanted)
        case "count":
            return values.count(result)
        case "parameter":
            wanted = values.parameter_of(places[at], name)
            return wanted if isinstance(wanted, dict) else values.describe(wanted)
        case "parameters":
            return values.parameter_names(places[at])
        case "state":
            return values.state(places[at], name)
        case "training":
            return values.training(places[at])
    return values.describe(result)
