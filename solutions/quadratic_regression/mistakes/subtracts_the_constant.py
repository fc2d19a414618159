"""c is subtracted from the prediction instead of added.

In 20x² + 5x − 3 the minus belongs to c, which is -3. Which sign is in front of c in a·x² + b·x + c?
"""


def f(x, params):
    a, b, c = params
    return a * x**2 + b * x - c
