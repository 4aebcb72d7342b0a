# Made by unasync.py of tidemark/_async. Never edited.
"""The blocking client."""
