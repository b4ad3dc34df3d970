"""`python -m devzone_kg`: the command line."""

from devzone_kg.cli import main

if __name__ == "__main__":
    main()
