"""An exercise: its two folders, which one a submission is for, and the questions it asks."""
