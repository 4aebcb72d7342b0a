# Made by proto/generate.sh. Never edited.
"""Generated code: messages, and stubs."""
