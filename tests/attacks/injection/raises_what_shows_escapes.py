# tries: exceptions whose __str__, __repr__, name, notes and causes are escapes
# exercise: linear_regression
ESCAPE = "\x1b]0;title\x07\x1b[2J\u202e\r"


class Meta(type):
    @property
    def __name__(cls):
        return ESCAPE * 3


class Error(Exception, metaclass=Meta):
    def __str__(self):
        return ESCAPE

    __repr__ = __str__


class Text(str):
    def __getitem__(self, place):
        return Text(ESCAPE * 200)


class Cut(Exception):
    def __str__(self):
        return Text("short")


def compute_loss(*arguments):
    error = Error()
    error.add_note(ESCAPE)
    raise error from Error()


def train_parameters_linear_regression(*arguments, **keywords):
    raise Cut


Named = type(ESCAPE, (Exception,), {"__module__": ESCAPE, "__qualname__": ESCAPE})

raise Named(ESCAPE)
