"""Small changes in right code, as learners make them."""
