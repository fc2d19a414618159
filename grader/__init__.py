"""Auto-graded exercises for teaching PyTorch training loops."""

__version__ = "0.1.0"
