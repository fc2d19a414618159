"""`grade lint`: checks the contract of an exercise and proves every tolerance."""
