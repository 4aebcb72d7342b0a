"""Comments of the protos as docstrings."""

import textwrap

WIDTH = 100
# A line of a proto that the next word would carry beyond this goes on in the next line.
FULL = 92


def comments(file):
    """The comment above each declaration of a file, by its path in the descriptor."""
    return {
        tuple(place.path): "\n".join(
            line.removeprefix(" ").rstrip()
            for line in place.leading_comments.strip("\n").split("\n")
        )
        for place in file.source_code_info.location
        if place.leading_comments.strip()
    }


def docstring(text, indent):
    """The lines of a docstring, wrapped to the page; none for no comment."""
    if not text:
        return []
    text = text.replace("\\", "\\\\").replace('"""', "'''")
    lines = []
    for line in unwrapped(text):
        lines += textwrap.wrap(line, WIDTH - indent - 3, break_on_hyphens=False) or [""]
    pad = " " * indent
    # A quote at the end would run into the three that close.
    if len(lines) == 1 and len(lines[0]) + indent + 6 <= WIDTH and not text.endswith('"'):
        return [f'{pad}"""{lines[0]}"""']
    body = [f'{pad}"""{lines[0]}', *(f"{pad}{line}".rstrip() for line in lines[1:])]
    return [*body, f'{pad}"""']


def unwrapped(text):
    """The lines that were meant, with those joined that only the page's width had divided."""
    length = 0
    meant = []
    for line in text.split("\n"):
        first_word = line.split(" ")[0]
        if meant and first_word and length + 1 + len(first_word) > FULL:
            meant[-1] += f" {line}"
        else:
            meant.append(line)
        length = len(line)
    return meant
