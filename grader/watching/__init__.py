"""`grade watch`: notices saves and grades again."""
