"""The whole thing on this machine: the installation's graph, its pages and its endpoint; takes the options of `serve`."""

import sys

from devzone_kg.cli import main

if __name__ == "__main__":
    main(["serve", *sys.argv[1:]])
