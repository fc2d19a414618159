"""What tells causes apart where numbers do not.

generate_dataset returns something else in every call. Each summary is about the same for all
datasets of one function: numbers that differ by less than 1 where two datasets differ by chance
alone. Trainings that stop early differ in how far apart two losses still may be.
"""

from itertools import combinations, pairwise
from math import log2, sqrt

from grader.checks import function, param, probe, returns_tensors, shows, tensor

generate_dataset, train = function("generate_dataset"), function("train")

MANY = 50  # of a hundred numbers: no fresh noise repeats so many
SMALL = 1e-3  # less than most noise, more than what float32 adds to numbers up to 22
EQUAL = 1e-5  # between numbers that are the same in two calls
ROUNDED = 2e-6  # what float32 adds to a number, as a part of it


def column(values):
    """The numbers of a list, or of a list of rows with one number each."""
    return [row[0] for row in values] if isinstance(values[0], list) else values


def noise(x, y):
    """What y has on top of the parabola at x."""
    return [b - (20 * a**2 + 5 * a - 3) for a, b in zip(x, y, strict=True)]


def contrasts(values):
    """How much of `values` is level, slope and curvature, in lengths of 1, and what is left."""
    n = len(values)
    line = [2 * place / (n - 1) - 1 for place in range(n)]
    middle = sum(u**2 for u in line) / n
    found, left = [], list(values)
    for shape in ([1.0] * n, line, [u**2 - middle for u in line]):
        length = sqrt(sum(u**2 for u in shape))
        found.append(sum(u * value for u, value in zip(shape, values, strict=True)) / length)
        left = [value - found[-1] * u / length for u, value in zip(shape, left, strict=True)]
    return found, left


def spread(values):
    return sqrt(sum(value**2 for value in values) / len(values))


def is_even(places):
    steps = [after - before for before, after in pairwise(places)]
    return max(steps) - min(steps) < 1e-4


def order(values):
    """How long x and y are, which is a list, inside 0 to 1, even or shuffled, and where it ends."""
    told = []
    for one in values:
        places = column(one)
        even = is_even(places)
        inside = min(places) > -1e-4 and max(places) < 1 + 1e-4
        end = places[-1] if even else 0.0
        told += [
            len(one),
            isinstance(one[0], list),
            inside,
            even,
            is_even(sorted(places)),
            100 * end,
            100 * places[0] * even,
        ]
    return [10.0 * one for one in told]


def shape(values):
    """Those of `order`, and of the noise: level, slope and curvature, spread and form.

    Where x is not even, the noise is not looked at, but where x lies and how far it spreads.
    """
    told = order(values)
    x, y = map(column, values)
    if not is_even(x):
        middle = sum(x) / len(x)
        wide = spread([one - middle for one in x]) + SMALL
        return [*told, 2 * middle / wide, log2(wide) / 0.35]
    found, left = contrasts(noise(x, y))
    wide = spread(left)
    if wide < SMALL:
        return [*told, *(10.0 * (abs(one) > 1e-3) for one in found)]
    # uniform noise ends at 1.73; of 401 normal numbers, all are below 2.1 once in a million times
    large = max(map(abs, left)) > 2.1 * wide
    # of normal noise about 24 in 100 are that small, of uniform noise 17, of -1 and 1 none
    small = sum(abs(one) < 0.3 * wide for one in left) > 0.08 * len(left)
    half = len(left) // 2
    steady = 0.5 < (spread(left[:half]) + SMALL) / (spread(left[half:]) + SMALL) < 2
    form = [10.0 * one for one in (large, small, steady)]
    return [*told, *(one / 10 for one in found), log2(wide) / 0.35, *form]


def repeats(values):
    """Whether many numbers of one call come again in another, and all of them; how many there are.

    The places of x say whether y is new where x is not. Where x is the same in each call, five of
    its numbers say how it runs from its first to its last.
    """
    told = []
    for part in (0, 1):
        columns = [column(one[part]) for one in values]
        pairs = list(combinations(columns, 2))
        counts = [sum(abs(a - b) <= EQUAL for a, b in zip(*pair, strict=True)) for pair in pairs]
        told += [10.0 * (max(counts) >= MANY), 10.0 * (min(counts) == len(columns[0]))]
    x, *others = (column(one[0]) for one in values)
    places = [100 * x[place * (len(x) - 1) // 4] for place in range(5)] if x else []
    same = all(len(one) == len(x) for one in others) and all(
        abs(a - b) <= EQUAL for one in others for a, b in zip(x, one, strict=True)
    )
    return [*told, float(len(column(values[0][1]))), *(same * one for one in places)]


def one_for_all(values):
    """Whether the noise is one number that all points share."""
    x, y = map(column, values)
    rest = noise(x, y)
    small = ROUNDED * max(map(abs, y))
    return [10.0 * (max(rest) - min(rest) < 2 * small), 10.0 * (max(map(abs, rest)) < small)]


def entries(history):
    """How many entries a history has."""
    return [10.0 * len(history) if isinstance(history, list) else 0.0]


def data(summary):
    return shows(summary, relative=0.0, absolute=1.0)


probes = [
    probe(generate_dataset(37), data(order), returns_tensors()),
    probe(generate_dataset(401), data(shape), data(one_for_all)),
    probe(generate_dataset(), data(repeats), times=3),
    # its losses, from 25 down, lie some ten-thousandths apart
    probe(
        train(tensor([0.0, 0.5, 1.0]), tensor([4.0, 6.0, 5.0]), param([0.0, 0.0, 0.0]), 5, 3e-6),
        data(entries),
    ),
]
