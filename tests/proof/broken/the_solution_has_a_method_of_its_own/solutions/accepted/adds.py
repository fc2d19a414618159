class Doubler:
    def double(self, x):
        return x + x
