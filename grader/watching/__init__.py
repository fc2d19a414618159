"""`grade watch`: grades a submission again each time it is saved."""
