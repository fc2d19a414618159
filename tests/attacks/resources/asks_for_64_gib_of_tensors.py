# tries: 64 GiB at once from torch, touched where it is given
# exercise: linear_regression
import torch


def compute_loss(*arguments):
    tensor = torch.empty(16 << 30)
    tensor.fill_(1.0)
    print("ESCAPED: 64 GiB of memory")
    return tensor.sum()


def train_parameters_linear_regression(*arguments, **keywords):
    torch.UntypedStorage(64 << 30).fill_(1)
    print("ESCAPED: 64 GiB of memory")
