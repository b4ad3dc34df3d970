"""From an outline to facts: a module for each kind of fact, each a pure function of the outline and the vocabulary."""
