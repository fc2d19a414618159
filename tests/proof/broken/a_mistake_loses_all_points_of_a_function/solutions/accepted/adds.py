def double(x):
    return x + x


def half(x):
    return 0.5 * x
