"""The text of a submission tells whether it could replace functions of torch and others."""

import ast
import importlib

import pytest
from places import ROOT

from grader.sandbox.worker.patching import may_patch
from grader.sandbox.worker.surroundings import CLASSES, PATCHABLE

HOLDERS = [*map(importlib.import_module, PATCHABLE), *CLASSES]
REPLACES = [
    "torch.mean = torch.sum",
    "import torch as t\ndef f(x):\n    t.mean = x",
    "from torch import nn\nnn.functional.mse_loss = lambda a, b: 0",
    "import torch.nn.functional as F\nF.mse_loss, y = 1, 2",
    "import torch.autograd as ag\nag.grad = None",
    "from torch import Tensor as T\nT.grad = property(lambda self: 0)",
    "def f(where):\n    where.mean = torch.sum\nf(torch)",
    "from torch.optim import SGD\nSGD.zero_grad = lambda self: None",
    "del torch.Tensor.mean",
    "for torch.mean in [1, 2]: pass",
    "with open('x') as math.sqrt: pass",
    "torch.mean += 1",
    "torch.mean: object = 3",
    "setattr(torch, 'mean', 1)",
    "getattr(__builtins__, 'setattr')(torch, 'mean', 1)",
    "torch.__dict__['mean'] = 1",
    "getattr(torch, '__dict__')['mean'] = 1",
    "vars(torch).update(mean=1)",
    "__builtins__['sum'] = max",
    "import builtins\nbuiltins.sum = max",
    "globals()['torch'].mean = 1",
    "exec('torch.mean = 1')",
    "from unittest import mock",
    "from unittest.mock import patch as p",
    "type.__setattr__(torch.Tensor, 'mean', 1)",
    "import warnings\nwarnings.warn = print",
    "import builtins as b\nb.eval('torch.mean = 1')",
    "eval('torch.mean = 1')",
]
REPLACES_NOTHING = [
    "w.grad = None\nb.grad.zero_()\nw.data = w.data - 1\nw.requires_grad = True",
    "w.data -= 0.1 * w.grad\nlayer.weight.grad = None",
    "class Line(torch.nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    "        self.linear = torch.nn.Linear(1, 1)\n        self.mean = 0",
    "from __future__ import annotations\nimport sys\nprint(__name__, torch.__version__)",
    "if __name__ == '__main__':\n    print(torch.mean(torch.ones(2)))",
    "config.learning_rate = 0.1",
    "model.train()\nmodel.eval()",
    "x = 'setattr is a word in a longer text'",
]


@pytest.mark.parametrize("text", REPLACES)
def test_what_could_replace_something_is_told(text: str) -> None:
    assert may_patch(ast.parse(text).body, HOLDERS)


@pytest.mark.parametrize("text", REPLACES_NOTHING)
def test_what_cannot_is_let_be(text: str) -> None:
    assert not may_patch(ast.parse(text).body, HOLDERS)


def test_ordinary_submissions_need_no_noting() -> None:
    files = [*ROOT.glob("solutions/*/accepted/*.py"), *ROOT.glob("solutions/*/mistakes/*.py")]
    assert len(files) > 90
    told = [file.name for file in files if may_patch(ast.parse(file.read_bytes()).body, HOLDERS)]
    assert told == []
