"""The prediction has the right values, but it is cut off from params.

Numbers, a tensor made from them, a detached one, and one computed under no_grad remember nothing
that backward() could follow. In which line of f is the graph lost?
"""


def f(x, params):
    a, b, c = params.detach()
    return a * x**2 + b * x + c
