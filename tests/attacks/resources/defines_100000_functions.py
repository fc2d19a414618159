# tries: 100,000 functions with names of kilobytes, and one of megabytes
# exercise: linear_regression
for number in range(100_000):
    globals()[f"compute_loss_{number}_" + "x" * 200] = lambda: None

globals()["train" * 1_000_000] = lambda: None
named = type("N" * 5_000_000, (), {"__call__": lambda self: None})
compute_loss = named()
compute_loss.__class__.__qualname__ = "Q" * 5_000_000
exec(f"def train_parameters_linear_regression({', '.join(f'p{n}' for n in range(100_000))}): pass")
