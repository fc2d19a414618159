def double(x):
    import os

    os._exit(4)
