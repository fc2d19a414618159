"""x comes back otherwise."""


class Doubler:
    def double(self, x):
        return x / 2
