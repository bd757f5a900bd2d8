"""Runs the command line: python -m foedus."""

from foedus.show.cli import main

if __name__ == "__main__":
    main()
