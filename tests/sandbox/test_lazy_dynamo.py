"""What becomes of `torch._dynamo` where its stand-in is installed, each time in a new process."""

import os
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor

import pytest
from places import ROOT

HEAD = """
import sys, torch
from grader.sandbox.worker.lazy_dynamo import install

def is_loaded():
    return "torch._dynamo.eval_frame" in sys.modules
"""

TRAINING_THEN_COMPILING = """
import hashlib, inspect, warnings
optim = torch.optim
seen = hashlib.sha256()

def note(tensor):
    seen.update(tensor.detach().numpy().tobytes())

def train(make):
    torch.manual_seed(0)
    layers = torch.nn.Linear(4, 8), torch.nn.Dropout(0.3), torch.nn.ReLU(), torch.nn.Linear(8, 2)
    model, inputs = torch.nn.Sequential(*layers), torch.randn(16, 4)
    optimizer = make(model.parameters())
    scheduler = optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
    def loss():
        optimizer.zero_grad()
        value = model(inputs).square().mean()
        value.backward()
        return value
    for _ in range(3):
        note(optimizer.step(loss))
        scheduler.step()
    for parameter in model.parameters():
        note(parameter)
    return model.eval(), optimizer, inputs

for make in (optim.Adam, optim.AdamW, optim.LBFGS, optim.RMSprop, optim.SGD):
    model, optimizer, inputs = train(make)
print("eager", seen.hexdigest())

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    optim.SGD([model[0].weight, model[0].weight])
print("warnings", [(w.filename, w.lineno) for w in caught if "duplicate" in str(w.message)])
print("loaded", is_loaded())

import torch._dynamo as kept_from_before

def step(inputs):
    optimizer.zero_grad()
    loss = model(inputs).square().mean()
    loss.backward()
    optimizer.step()
    return loss

def in_two(x):
    y = x.sin()
    kept_from_before.graph_break()
    return y.cos()

graphs = []
def backend(graph, inputs):
    graphs.append(graph.code)
    return graph.forward

for function, argument in (step, inputs), (step, inputs), (in_two, torch.arange(3.0)):
    note(torch.compile(function, backend=backend)(argument))
disabled = inspect.unwrap(optim.Optimizer.zero_grad, stop=lambda f: hasattr(f, "__dynamo_disable"))
print("graphs", graphs)
print("disabled", getattr(disabled, "__dynamo_disable")._torchdynamo_disable)
print("compiled", seen.hexdigest(), torch.compile(lambda x: x + 1, backend="eager")(inputs).sum())
print("module", type(kept_from_before), kept_from_before is torch._dynamo, install())
"""


def run(program: str) -> str:
    """What a new interpreter prints that runs this program."""
    done = subprocess.run(
        [sys.executable, "-c", HEAD + textwrap.dedent(program)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def named_lines(text: str) -> dict[str, str]:
    """Lines of text by their first words."""
    return dict(line.split(" ", 1) for line in text.splitlines())


@pytest.fixture(scope="module")
def outcomes() -> tuple[dict[str, str], dict[str, str]]:
    """What training and then compiling prints, with the stand-in and without it."""
    programs = "assert install()\n" + TRAINING_THEN_COMPILING, TRAINING_THEN_COMPILING
    with ThreadPoolExecutor() as pool:
        with_it, without = pool.map(run, programs)
    return named_lines(with_it), named_lines(without)


def test_an_optimizer_step_does_not_load_dynamo() -> None:
    run("""
        import copy, inspect, pickle, warnings
        assert install() and install()

        for make in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW):
            model = torch.nn.Linear(3, 2)
            optimizer = make(model.parameters())
            optimizer.add_param_group({"params": [torch.nn.Parameter(torch.ones(2))]})
            model(torch.ones(4, 3)).sum().backward()
            optimizer.step()
            copy.deepcopy(optimizer).step()
            pickle.loads(pickle.dumps(optimizer)).zero_grad()
        for mode in (torch.compiler.is_compiling(), torch.compiler.is_exporting()):
            assert not mode

        # What looks through all modules there are does not count as use.
        inspect.getmodule(torch.nn.Linear), inspect.stack()
        warnings.warn("looks for the module of its caller", stacklevel=2)
        [hasattr(module, "__wrapped__") for module in list(sys.modules.values())]
        assert inspect.getsourcefile(torch._dynamo).endswith("__init__.py")
        assert repr(torch._dynamo).startswith("<module 'torch._dynamo' from ")
        assert not is_loaded()
    """)


def test_results_are_the_same_with_and_without_the_stand_in(
    outcomes: tuple[dict[str, str], dict[str, str]],
) -> None:
    with_it, without = outcomes

    assert (with_it["loaded"], without["loaded"]) == ("False", "True")
    assert with_it["eager"] == without["eager"]
    assert with_it["warnings"] == without["warnings"] != "[]"


def test_torch_compile_still_works_after_eager_steps(
    outcomes: tuple[dict[str, str], dict[str, str]],
) -> None:
    with_it, without = outcomes

    assert with_it["compiled"] == without["compiled"]
    assert with_it["graphs"] == without["graphs"]
    assert with_it["disabled"] == without["disabled"] == "True"
    assert with_it["module"] == without["module"] == "<class 'module'> True False"


@pytest.mark.slow
def test_a_submodule_is_loaded_once() -> None:
    run("""
        assert install()
        import torch._dynamo.config as config
        loaded = {name: module for name, module in sys.modules.items() if "dynamo" in name}
        from torch._dynamo.backends.registry import lookup_backend
        from torch._dynamo import optimize, utils
        import torch._dynamo.testing

        assert loaded.items() <= sys.modules.items()
        assert config is torch._dynamo.config is torch._dynamo.utils.config
        for module in (config, utils, torch._dynamo, torch._dynamo.testing):
            assert module.__spec__.loader is module.__loader__
            assert type(module.__loader__).__name__ == "SourceFileLoader"
        try:
            import torch._dynamo.there_is_none_of_this_name
        except ModuleNotFoundError as error:
            assert error.name == "torch._dynamo.there_is_none_of_this_name"
        else:
            raise AssertionError
    """)


@pytest.mark.slow
def test_threads_that_use_it_at_once_all_get_the_real_one() -> None:
    run("""
        import importlib
        from concurrent.futures import ThreadPoolExecutor
        from threading import Barrier
        assert install()
        kept_from_before, ready = torch._dynamo, Barrier(8)

        def use(number):
            optimizer = torch.optim.SGD([torch.nn.Parameter(torch.ones(2))])
            ready.wait()
            ways = (
                lambda: kept_from_before.config,
                lambda: torch._dynamo.config,
                lambda: importlib.import_module("torch._dynamo").config,
                lambda: importlib.import_module("torch._dynamo.config"),
            )
            config = ways[number % 4]()
            optimizer.step()
            return config

        with ThreadPoolExecutor(8) as pool:
            configs = set(pool.map(use, range(8)))
        assert configs == {sys.modules["torch._dynamo.config"]}
    """)


@pytest.mark.slow
def test_the_stand_in_steps_aside_when_torch_is_not_as_expected() -> None:
    run("""
        import torch._compile
        untouched = torch._compile._disable_dynamo

        # It keeps what it was given somewhere else, or has another name.
        text = "def keeps_nothing(fn):\\n import torch._dynamo\\n"
        text += " return torch._dynamo.disable(fn, True, wrapping=False)"
        exec(text, vars(torch._compile))
        torch._compile._disable_dynamo = torch._compile.keeps_nothing
        assert not install()
        del torch._compile._disable_dynamo
        assert not install()
        assert not is_loaded() and "torch._dynamo" not in sys.modules
        assert "_dynamo" not in vars(torch)

        # A package that cannot be imported says so, and leaves no stand-in behind.
        torch._compile._disable_dynamo = untouched
        assert install()
        sys.modules["torch._dynamo.convert_frame"] = None
        for _ in range(2):
            try:
                torch._dynamo.config
            except ImportError as error:
                assert error.name == "torch._dynamo.convert_frame"
            else:
                raise AssertionError
            assert "torch._dynamo" not in sys.modules and "_dynamo" not in vars(torch)
    """)
