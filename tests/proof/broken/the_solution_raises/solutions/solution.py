def double(x):
    return 2 + str(x)
