"""The parameters are read as c, b, a.

In params the coefficient of x² comes first and the constant last. In the worked example, where
params is (3, -2, 4), the parabola is 12 at x = 2.
"""


def f(x, params):
    return params[0] + params[1] * x + params[2] * x**2
