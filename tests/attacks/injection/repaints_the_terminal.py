# tries: escape sequences that clear, colour, scroll and switch the screen
# exercise: linear_regression
ESCAPES = (
    "\x1b[2J\x1b[H\x1b[31mred\x1b[0m \x1b[8mhidden\x1b[28m \x1b[1A\x1b[2K\x1b[?1049h\x1b[?25l "
    "\x1b[3;5r\x1b[10M\x1bc\x1b#8\x1b(0lqk\x1b(B \x0e shifted \x0f \x1b[6n\x1b[c\x1bP$q\x1b\\"
)
print(ESCAPES)


def compute_loss(*arguments):
    raise ValueError(ESCAPES)


def train_parameters_linear_regression(*arguments, **keywords):
    return ESCAPES


assert False, ESCAPES
