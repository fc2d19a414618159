def double(x):
    return [2 * one for one in x] if isinstance(x, list) else 2 * x
