"""The logits have the right values, but they are cut off from w and b.

Numbers, a tensor made from them, a detached one, and one computed under no_grad remember nothing
that backward() could follow. In which line of predict is the graph lost?
"""


def predict(x, w, b):
    return (w * x + b).detach()
