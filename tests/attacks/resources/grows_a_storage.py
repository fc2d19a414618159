# tries: a torch storage that doubles in place, and a graph that is never let go
# exercise: linear_regression
import torch


def compute_loss(*arguments):
    tensor = torch.ones(1)
    while tensor.untyped_storage().nbytes() < 4 << 30:
        tensor.untyped_storage().resize_(tensor.untyped_storage().nbytes() * 2)
        tensor.set_(tensor.untyped_storage()).fill_(1.0)
    print("ESCAPED: 4 GiB of memory")


def train_parameters_linear_regression(*arguments, **keywords):
    value, graph = torch.ones(1 << 20, requires_grad=True), []
    while len(graph) < 1024:
        value = value * 1.5
        graph.append(value)
    print("ESCAPED: 4 GiB of memory")
