"""What tidemark-python is made of."""
