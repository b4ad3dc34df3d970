"""The built front end, where it is there: without it every page works from the server alone."""

from pathlib import Path

from flask import current_app, url_for

_FORMS = {"fonts": "css", "sparql-style": "css"}


def assets(name: str) -> list[str]:
    """The addresses of a script or a sheet by name; none where the front end was not built."""
    file = f"assets/{name}.{_FORMS.get(name, 'js')}"
    path = Path(current_app.static_folder or "") / file
    if not path.is_file():
        return []
    return [url_for("static", filename=file, v=f"{path.stat().st_mtime_ns:x}")]
