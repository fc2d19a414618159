"""A class: grading it, its gradebook, tables and summary, and judging it again."""
