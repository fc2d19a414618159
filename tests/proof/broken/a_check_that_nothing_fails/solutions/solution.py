def double(x):
    return 2 * x


def touch(x):
    pass
