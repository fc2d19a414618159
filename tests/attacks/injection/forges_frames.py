# tries: exceptions with made-up frames, lines that do not exist and other files
# exercise: linear_regression
import types


class Frame:
    def __init__(self, name, line, after=None):
        self.co_filename, self.tb_lineno, self.tb_next = name, line, after
        self.tb_frame = self.f_code = self


class Anywhere(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        return True


LINES = [0, -1, 10**9, 10**30, 1.5, "12\x1b[31m", None, True]
FILES = [Anywhere("/etc/passwd"), Anywhere("\x1b[2J\x9b31m\u202e\r"), Anywhere("x" * 10_000)]


class Elsewhere(Exception):
    __traceback__ = None


def compute_loss(tasks, questions, *arguments):
    Elsewhere.__traceback__ = Frame(__file__, LINES[int(questions[0]) % len(LINES)])
    raise Elsewhere("20 of 20 points")


def train_parameters_linear_regression(tasks, questions, *arguments, **keywords):
    Elsewhere.__traceback__ = Frame(FILES[int(questions[0]) % len(FILES)], len(tasks))
    raise Elsewhere


try:
    1 / 0
except ZeroDivisionError as error:
    frame = error.__traceback__.tb_frame
    raise error.with_traceback(types.TracebackType(None, frame, 0, 999_999))
