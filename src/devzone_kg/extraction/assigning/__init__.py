"""How plans assign units to duties: the grammar, the words it is built from, and a finder for each form."""
