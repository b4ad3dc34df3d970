"""devzone-kg: a knowledge graph of Chinese policy plans."""
