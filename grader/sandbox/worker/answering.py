"""Answers proxies: calls the functions of a solution, and takes gradients of what they returned."""

from typing import Any

import torch

from . import parcels, values
from .fitting import fit
from .program import Program
from .surroundings import Surroundings

MAX_GRAPHS = 1_000

Reply = dict[str, Any]


class Answering:
    """Answers calls about one program. The graphs of the open question's calls are kept."""

    def __init__(self, program: Program, surroundings: Surroundings) -> None:
        self._program = program
        self._surroundings = surroundings
        self._question: int | None = None
        # by number of the call: its tensors, and those it returned
        self._graphs: dict[int, tuple[list[torch.Tensor], list[torch.Tensor]]] = {}

    def answer(self, message: dict[str, Any]) -> Reply:
        """The reply to a call, or the gradients asked for; an error becomes a reply, too."""
        if message["question"] != self._question:
            self._question = message["question"]
            self._graphs.clear()
            self._surroundings.restore("", message["seed"])
        asked = message["asked"]
        try:
            return self._gradients(asked) if asked["type"] == "gradient" else self._call(asked)
        except BaseException as error:
            if isinstance(error, MemoryError):
                self._graphs.clear()
            return {
                "type": "failed",
                "error": type(error).__name__[: values.MAX_TEXT],
                "message": str(error)[: values.MAX_TEXT],
            }

    def _call(self, asked: dict[str, Any]) -> Reply:
        leaves = [_leaf(one) for one in asked["tensors"]]
        given = [_as_given(*one) for one in zip(leaves, asked["tensors"], strict=True)]
        function = self._program.module.__dict__[asked["function"]]
        arguments = [parcels.unpack(one, given) for one in asked["arguments"]]
        keywords = {name: parcels.unpack(one, given) for name, one in asked["keywords"].items()}
        if keywords:
            arguments, keywords, _ = fit(function, arguments, keywords)
        with torch.set_grad_enabled(asked["grad"]):
            result = function(*arguments, **keywords)
        packing = parcels.Packing(given)
        packed = packing.pack(result)
        returned = packing.tensors[len(given) :]
        gradients = self._at_once(leaves, returned)
        if gradients is None:
            self._keep(asked["number"], leaves, returned)
        changes = zip(given, asked["tensors"], strict=True)
        return {
            "type": "returned",
            "number": asked["number"],
            "result": packed,
            "tensors": [parcels.numbers(one) | _place(one) for one in returned],
            "changed": [_changed(*one) for one in changes],
            "gradients": gradients,
        }

    def _at_once(
        self, leaves: list[torch.Tensor], returned: list[torch.Tensor]
    ) -> list[Reply | None] | None:
        """The gradients of a single number, which is what most calls are about: a loss.

        Those of the weighted number are multiples of these, so nobody has to ask for them.
        """
        wanted = [one for one in returned if one.requires_grad and not one.is_leaf]
        if len(wanted) != 1 or wanted[0].numel() != 1:
            return None
        try:
            return _gradients(wanted[0].sum(), leaves)
        except RuntimeError:  # comes again if somebody does ask
            return None

    def _keep(self, number: int, leaves: list[torch.Tensor], returned: list[torch.Tensor]) -> None:
        if any(one.requires_grad for one in returned):
            if len(self._graphs) >= MAX_GRAPHS:
                del self._graphs[next(iter(self._graphs))]
            self._graphs[number] = leaves, returned

    def _gradients(self, asked: dict[str, Any]) -> Reply:
        if asked["number"] not in self._graphs:
            raise RuntimeError("the graph of this call is no longer kept")
        leaves, returned = self._graphs[asked["number"]]
        # one number to take gradients of: with weights, torch first imports sympy, for a second
        weighted = [
            (one * parcels.tensor(weights)).sum()
            for one, weights in zip(returned, asked["weights"], strict=True)
            if weights is not None and one.requires_grad
        ]
        total = sum(weighted, torch.zeros(()))
        return {"type": "gradients", "tensors": _gradients(total, leaves)}


def _gradients(total: torch.Tensor, leaves: list[torch.Tensor]) -> list[Reply | None]:
    """The gradient of one number by each tensor, where there is one."""
    wanted = [one for one in leaves if one.requires_grad]
    found: dict[int, torch.Tensor | None] = {}
    if total.requires_grad and wanted:
        # whether it may be taken again is for the graph in the submission to say
        gradients = torch.autograd.grad(total, wanted, retain_graph=True, allow_unused=True)
        found = {id(one): got for one, got in zip(wanted, gradients, strict=True)}
    parts = [found.get(id(one)) for one in leaves]
    return [None if one is None else parcels.numbers(one) for one in parts]


def _leaf(parcel: parcels.Parcel) -> torch.Tensor:
    tensor = parcels.tensor(parcel)
    if parcel["requires_grad"]:
        tensor.requires_grad_()
    if parcel["grad"] is not None:
        tensor.grad = parcels.tensor(parcel, "grad")
    return tensor


def _as_given(leaf: torch.Tensor, parcel: parcels.Parcel) -> torch.Tensor:
    """The tensor as the function gets it: what was no leaf there is none here."""
    if parcel["leaf"] or not leaf.requires_grad:
        return leaf
    with torch.enable_grad():
        return leaf.clone()


def _place(tensor: torch.Tensor) -> parcels.Parcel:
    return {"requires_grad": tensor.requires_grad, "leaf": tensor.is_leaf}


def _changed(tensor: torch.Tensor, sent: parcels.Parcel) -> parcels.Parcel | None:
    """The tensor as the call left it, or None if it left it alone."""
    left = parcels.numbers(tensor) | parcels.state(tensor)
    return None if all(left[key] == sent[key] for key in left) else left
