"""Write the reference into the folder named: `python -m devzone_kg.reference FOLDER`."""

import sys
from pathlib import Path

from devzone_kg.reference import write_pages

write_pages(Path(sys.argv[1]))
print(f"{sys.argv[1]}/ontology.html and ontology.en.html are written")
