"""What a check expects: a class and a file for each kind, and how values are compared."""
