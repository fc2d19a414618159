# tries: to make the worker's looks go wrong with other devices, types, modes and sparse tensors
# exercise: linear_regression
import torch

torch.set_default_dtype(torch.float64)
torch.set_grad_enabled(False)
torch.autograd.set_detect_anomaly(True)
torch.set_flush_denormal(True)
TENSORS = [
    lambda: torch.empty((), device="meta", requires_grad=True),
    lambda: torch.eye(2).to_sparse(),
    lambda: torch.nested.nested_tensor([torch.ones(1), torch.ones(2)]),
    lambda: torch.quantize_per_tensor(torch.ones(1), 0.1, 0, torch.qint8),
    lambda: torch.tensor(20 + 0j),
    lambda: torch.empty(2**62, 0),
    lambda: torch.ones(()).expand(1000, 1000, 1000),
    lambda: torch.zeros((), dtype=torch.bool),
    lambda: torch._C._functions.UndefinedGrad()(torch.ones(1)),
]
turn = 0


def compute_loss(*arguments):
    global turn
    turn += 1
    torch.set_default_device("meta")
    torch.inference_mode().__enter__()
    return TENSORS[turn % len(TENSORS)]()


def train_parameters_linear_regression(*arguments, **keywords):
    return torch.empty(2, device="meta")
