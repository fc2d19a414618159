"""What a check expects: one class for each kind, in a file of its own, and how values compare."""
