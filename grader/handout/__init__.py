"""What students get: an exercise as a zip with wheels, or as a notebook."""
