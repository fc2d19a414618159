# tries: to hide functions from a reader that does not follow this cookie: -*- coding: utf-7 -*-
# exercise: linear_regression
# The next line is one comment in UTF-8, and in UTF-7 it defines what loads the solution.
# +AAo-import runpy+AAo-print(+ACI-ESCAPED: read as UTF-7+ACI-)+AAo-
def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
