"""`python -m resolve` is the command `resolve`."""

from resolve.cli import main

if __name__ == "__main__":
    main()
