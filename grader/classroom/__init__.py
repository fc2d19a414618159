"""A class: its gradebook, tables, summary, and new judgement on old observations."""
