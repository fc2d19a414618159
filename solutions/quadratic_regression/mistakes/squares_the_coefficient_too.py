"""The first term is (a · x)², so a is squared along with x.

A power binds more tightly than a product, unless parentheses say otherwise. What is inside the
parentheses here?
"""


def f(x, params):
    a, b, c = params
    return (a * x) ** 2 + b * x + c
