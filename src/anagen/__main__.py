"""Lets `python -m anagen` do what the `anagen` command does."""

import sys

from anagen.cli import main

if __name__ == "__main__":
    sys.exit(main())
