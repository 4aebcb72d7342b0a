"""Runs other programs."""

import subprocess


def output(command, folder=None):
    """What a program prints; ends where it fails, with what it says of that."""
    result = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    if result.returncode:
        raise SystemExit(f"{' '.join(command)}\n{result.stderr.strip()}")
    return result.stdout
