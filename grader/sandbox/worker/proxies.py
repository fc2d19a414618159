"""Proxies in a submission: functions that are called in another process, through the other side.

A proxy sends its arguments and returns what comes back; in the backward pass it sends the weights
of its results and gets the gradients of its arguments. So it has its place in the graph of the
submission, although the graph of the call itself is in the other process.

All of this shares its process with the submission, which can change it as it likes. Nothing here is
relied on: the other side reads each message strictly, and answers so many and no more.
"""

import inspect
import socket
import threading
import types
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import torch

from . import frames, parcels
from .fitting import by_position, signature_of

ERRORS = {
    error.__name__: error
    for error in (
        *(ArithmeticError, AssertionError, AttributeError, IndexError, KeyError, LookupError),
        *(MemoryError, NameError, NotImplementedError, OverflowError, RecursionError),
        *(RuntimeError, TypeError, ValueError, ZeroDivisionError, parcels.Unsendable),
    )
}
Tensors = tuple[torch.Tensor, ...]


class Stop(BaseException):
    """The question has used up its calls. `except Exception` does not catch it."""


class Proxies:
    """The proxies of one submission, and their conversation with the other side."""

    def __init__(self, connection: socket.socket, functions: Iterable[str]) -> None:
        self._connection = connection
        self._functions = tuple(functions)
        self._lock = threading.Lock()
        self._calls = 0
        self._is_over = True

    def install(self, names: dict[str, Any]) -> None:
        """Put a proxy in the place of each function, under every name that it has.

        What else holds the function, such as a default value, calls the proxy through it.
        """
        originals = {name: names.get(name) for name in self._functions}
        proxies = {name: self._proxy(name, of) for name, of in originals.items()}
        for name, original in originals.items():
            if callable(original):
                for alias in [alias for alias, value in names.items() if value is original]:
                    names[alias] = proxies[name]
                _redirect(original, name, names)
        names.update(proxies)  # last: two of them may have been one

    def begin(self) -> None:
        """A question is asked; from here on there may be calls."""
        self._is_over = False

    def end(self) -> None:
        """The question is answered; what goes on in threads gets nothing more."""
        self._is_over = True

    def _proxy(self, name: str, original: Any) -> Callable[..., Any]:
        signature = signature_of(original) if callable(original) else None

        def proxy(*arguments: Any, **keywords: Any) -> Any:
            return self._call(name, signature, arguments, keywords)

        proxy.__name__ = proxy.__qualname__ = name
        return proxy

    def _call(
        self,
        name: str,
        signature: inspect.Signature | None,
        arguments: tuple[Any, ...],
        keywords: dict[str, Any],
    ) -> Any:
        if self._is_over:
            raise Stop
        call = Call(self, name, *by_position(signature, arguments, keywords))
        tensors = call.tensors
        # makes the results require gradients where the function itself brings what requires them
        mark = torch.empty((), requires_grad=not any(one.requires_grad for one in tensors))
        given: Tensors = _apply(_Asked, call, mark, *tensors)
        return call.returned(tensors, given)

    def exchange(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send a message about a call and return the reply to it; raise what the call raised."""
        with self._lock:
            if self._is_over:
                raise Stop
            if message["type"] == "call":
                self._calls += 1
                message["number"] = self._calls
            self._connection.sendall(frames.pack(message))
            reply = frames.receive(self._connection)
            if reply is None or reply["type"] == "stop":
                self._is_over = True
                raise Stop
        if reply["type"] == "failed":
            raise ERRORS.get(reply["error"], RuntimeError)(reply["message"])
        return dict(reply)


class Call:
    """One call through a proxy."""

    def __init__(
        self,
        proxies: Proxies,
        function: str,
        arguments: tuple[Any, ...],
        keywords: dict[str, Any],
    ) -> None:
        self._exchange = proxies.exchange
        packing = parcels.Packing()
        self._message = {
            "type": "call",
            "number": 0,
            "function": function,
            "arguments": [packing.pack(one) for one in arguments],
            "keywords": {name: packing.pack(one) for name, one in keywords.items()},
            "grad": torch.is_grad_enabled(),
        }
        self.tensors = packing.tensors
        self._states = [parcels.state(one) for one in self.tensors]
        self._sent: list[parcels.Parcel] = []
        self._reply: dict[str, Any] = {}
        self._gradients: list[parcels.Parcel | None] | None = None
        self.is_constant: list[bool] = []
        self.present: list[bool] = []

    def make(self, tensors: Sequence[torch.Tensor]) -> Tensors:
        """Make the call with these elements for its tensors; the tensors that it returned."""
        self._sent = [
            parcels.numbers(one) | state for one, state in zip(tensors, self._states, strict=True)
        ]
        self._reply = self._exchange(self._message | {"tensors": self._sent})
        self._number = self._reply["number"]
        self._gradients = self._reply["gradients"]
        given = self._reply["tensors"]
        self.is_constant = [one["leaf"] or not one["requires_grad"] for one in given]
        return tuple(map(parcels.tensor, given))

    def returned(self, tensors: Sequence[torch.Tensor], given: Tensors) -> Any:
        """What the call returned; the tensors that it changed are changed, too."""
        reply = self._reply
        for tensor, sent, left in zip(tensors, self._sent, reply["changed"], strict=True):
            if left is not None:
                parcels.leave(tensor, sent, left)
        for tensor, parcel in zip(given, reply["tensors"], strict=True):
            if parcel["leaf"] and parcel["requires_grad"]:
                tensor.requires_grad_()
        # the graph keeps this call: it has no more need of these
        self.tensors, self._sent, self._reply = [], [], {}
        return parcels.unpack(reply["result"], [*tensors, *given])

    def gradients(self, weights: Sequence[torch.Tensor | None]) -> Tensors:
        """The gradients of the weighted results by those tensors that have one (`present`)."""
        known = self._gradients
        found = self._wanted(weights) if known is None else known
        self.present = [one is not None for one in found]
        gradients = tuple(parcels.tensor(one) for one in found if one is not None)
        if known is None:
            return gradients
        # those of a single number: the weighted number has multiples of them
        weight = next((one for one in weights if one is not None), torch.zeros(())).reshape(())
        return tuple(one * weight.to(one.dtype) for one in gradients)

    def _wanted(self, weights: Sequence[torch.Tensor | None]) -> list[parcels.Parcel | None]:
        message = {
            "type": "gradient",
            "number": self._number,
            "weights": [None if one is None else parcels.numbers(one) for one in weights],
        }
        return list(self._exchange(message)["tensors"])


class _Asked(torch.autograd.Function):
    """A call as one node of the graph. Its tensors come as plain ones, whatever wraps them."""

    @staticmethod
    def forward(call: Call, mark: torch.Tensor, *tensors: torch.Tensor) -> Tensors:
        return call.make(tensors)

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Tensors) -> None:
        ctx.call, mark, *_ = inputs
        ctx.save_for_backward(mark)
        ctx.set_materialize_grads(False)
        constants = zip(output, ctx.call.is_constant, strict=True)
        ctx.mark_non_differentiable(*(one for one, is_constant in constants if is_constant))

    @staticmethod
    def backward(ctx: Any, *weights: torch.Tensor | None) -> tuple[torch.Tensor | None, ...]:
        _ = ctx.saved_tensors  # raises where the graph is gone, as any other node does
        call = ctx.call
        found = iter(_apply(_Gradients, call, *weights))
        return (None, None, *(next(found) if there else None for there in call.present))


class _Gradients(torch.autograd.Function):
    """The gradients of a call; there are none of these again."""

    @staticmethod
    def forward(call: Call, *weights: torch.Tensor | None) -> Tensors:
        return call.gradients(weights)

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Tensors) -> None:
        """Nothing is kept."""

    @staticmethod
    def backward(ctx: Any, *weights: torch.Tensor | None) -> None:
        raise RuntimeError("gradients of gradients cannot be taken here")


def _apply(node: type[torch.autograd.Function], *arguments: Any) -> Any:
    """The results of a node. This saves half the time that `apply` takes for other cases."""
    if torch._C._are_functorch_transforms_active():
        return node.apply(*arguments)  # type: ignore[no-untyped-call]
    return super(torch.autograd.Function, node).apply(*arguments)  # type: ignore[misc]


def _to_the_name(*arguments: Any, **keywords: Any) -> Any:
    return _name(*arguments, **keywords)


_name: Callable[..., Any] = _to_the_name


def _redirect(function: Any, name: str, names: dict[str, Any]) -> None:
    """Make a function of the submission call what its module has under this name."""
    is_own = isinstance(function, types.FunctionType) and function.__globals__ is names
    if is_own and not function.__code__.co_freevars:
        function.__code__ = _to_the_name.__code__.replace(co_names=(name,))
        function.__defaults__ = function.__kwdefaults__ = None
