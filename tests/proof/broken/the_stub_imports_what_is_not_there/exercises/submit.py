# exercise: doubling
import no_such_package


def double(x):
    """Return x twice."""
    raise NotImplementedError(no_such_package)
