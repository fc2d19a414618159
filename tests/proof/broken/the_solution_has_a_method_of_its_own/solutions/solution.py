class Doubler:
    def double(self, x):
        return self.times(x, 2)

    def times(self, x, factor):
        return factor * x
