"""What a check is to show: rules, severities, suppressions; from `devzone-kg.toml` and from the command line."""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from devzone_kg.errors import DevzoneError

NAME = "devzone-kg.toml"
_MAX_BYTES = 1_000_000
_KEYS = {"profile", "select", "ignore", "severity", "lang", "shapes", "suppress"}
_SUPPRESSION_KEYS = {"rule", "file", "words", "reason"}
SEVERITIES = ("info", "warning", "violation")


@dataclass(frozen=True, slots=True)
class Suppression:
    """Findings that are known and accepted, with the reason."""

    rule: str  # a rule or the start of several: R04, W
    reason: str
    file: str = "*"  # a pattern for the path or the name of the file
    words: str = ""  # words that the finding's quote holds

    def hides(self, rule: str, quote: str, path: str) -> bool:
        """Whether a finding is one of these."""
        named = fnmatch(path, self.file) or fnmatch(Path(path).name, self.file) or fnmatch(path, f"*/{self.file}")
        return rule.startswith(self.rule) and named and self.words in quote


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a check; rules are given whole or by their first letters."""

    profile: str = "draft"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str = "info"  # the least that is shown
    lang: str | None = None
    shapes: tuple[Path, ...] = ()
    suppressions: tuple[Suppression, ...] = ()

    def shows(self, rule: str, severity: str) -> bool:
        """Whether findings of a rule and a severity are shown."""
        chosen = not self.select or rule.startswith(self.select)
        return chosen and not rule.startswith(self.ignore) and SEVERITIES.index(severity) >= SEVERITIES.index(self.severity)


def load(start: Path, config: Path | None = None) -> Settings:
    """The settings in `config`, else in the `devzone-kg.toml` of a file's folder or of the nearest folder above it.

    Raises:
        DevzoneError: the file cannot be read, or holds something that is no setting.
    """
    path = config or find(start)
    if path is None:
        return Settings()
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise DevzoneError(f"{path}: larger than {_MAX_BYTES // 1_000_000} MB")
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DevzoneError(f"{path}: cannot be read as settings ({error})") from error
    return _settings(data.get("check", {}), path)


def find(start: Path) -> Path | None:
    """The nearest `devzone-kg.toml` at or above a file or folder."""
    here = start.resolve()
    return next((f for folder in (here, *here.parents) if (f := folder / NAME).is_file()), None)


def _settings(table: Any, path: Path) -> Settings:
    if not isinstance(table, dict):
        raise DevzoneError(f"{path}: [check] is no table")
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise DevzoneError(f"{path}: no setting {', '.join(unknown)}; there are {', '.join(sorted(_KEYS))}")
    profile, severity = _choice(table, "profile", ("draft", "issued"), path), _choice(table, "severity", SEVERITIES, path)
    return Settings(
        profile=profile or "draft",
        select=_strings(table, "select", path),
        ignore=_strings(table, "ignore", path),
        severity=severity or "info",
        lang=_choice(table, "lang", ("zh", "en"), path),
        shapes=tuple(path.parent / s for s in _strings(table, "shapes", path)),
        suppressions=tuple(_suppression(s, path) for s in table.get("suppress", ())),
    )


def _choice(table: dict[str, Any], key: str, values: tuple[str, ...], path: Path) -> str | None:
    value = table.get(key)
    if value is not None and value not in values:
        raise DevzoneError(f"{path}: {key} = {value!r}; expected one of {', '.join(values)}")
    return None if value is None else str(value)


def _strings(table: dict[str, Any], key: str, path: Path) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise DevzoneError(f"{path}: {key} is no list of words")
    return tuple(value)


def _suppression(entry: Any, path: Path) -> Suppression:
    if (
        not isinstance(entry, dict)
        or not set(entry) <= _SUPPRESSION_KEYS
        or not all(isinstance(v, str) for v in entry.values())
    ):
        raise DevzoneError(f"{path}: a suppression has the keys rule, reason, and where wanted file and words")
    if not entry.get("rule") or not entry.get("reason", "").strip():
        raise DevzoneError(f"{path}: a suppression names its rule and its reason")
    return Suppression(entry["rule"], entry["reason"], entry.get("file", "*"), entry.get("words", ""))
