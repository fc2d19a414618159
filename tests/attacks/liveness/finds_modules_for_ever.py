# tries: import machinery that loops: finders, path hooks, endless packages
# exercise: linear_regression
import importlib.abc
import importlib.machinery
import sys


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name.startswith("endless"):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        while True:
            pass

    def exec_module(self, module):
        __import__(f"{module.__name__}.endless")


sys.meta_path.insert(0, Finder())
sys.setrecursionlimit(10**9)
sys.modules.pop("json", None)


def compute_loss(*arguments):
    import json


def train_parameters_linear_regression(*arguments, **keywords):
    while True:
        try:
            import endless
        except BaseException:
            pass
