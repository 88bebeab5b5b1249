"""Rule tables that the operator has corrected: read at start, or refused with the row and reason.

A `quiet_hours.csv` in the rules folder replaces the one that is shipped. Each file that was read
well is copied into the data folder, so that a later one with an error in it changes nothing: the
last good one stays in use until the file is mended.
"""

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

import structlog

from threadside.rules.hours import RuleFileError, Table, builtin_table, parse_table, warm
from threadside.settings import Settings

QUIET_HOURS: Final = "quiet_hours.csv"
KEPT: Final = "last-good"
LARGEST: Final = 1_000_000
"""Bytes of a rule file; the one that is shipped has fewer than 10,000."""

Origin = Literal["shipped", "folder", "last_good"]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Loaded:
    """The quiet hours in use, where they come from, and why it is not the operator's file; `text`
    is that of the file they were read from."""

    quiet_hours: Table
    origin: Origin = "shipped"
    problem: RuleFileError | None = None
    text: str = field(default="", repr=False)

    @property
    def words(self) -> str:
        """One sentence for a log or a report."""
        table = f"{self.quiet_hours.name} (version {self.quiet_hours.version})"
        if self.problem is None:
            return f"Quiet hours: {table}, {'as shipped' if self.origin == 'shipped' else 'yours'}."
        instead = "the one that is shipped" if self.origin == "shipped" else "your last good one"
        return f"A rule file is refused. {self.problem}. In use is {instead}: {table}."


class _Process:
    """What this process goes by."""

    loaded: Loaded | None = None


def quiet_hours() -> Table:
    """The quiet hours this process goes by: the shipped ones until `use` has said otherwise."""
    return _Process.loaded.quiet_hours if _Process.loaded else builtin_table()


def use(settings: Settings) -> Loaded:
    """Read the operator's rule files, go by them from now on, and say so in the log.

    Keeps a copy of what was read well. Never raises: an error in a file is in what is returned.
    """
    found = read(settings)
    if found.origin == "folder":
        _keep(_kept(settings), found.text)
    _Process.loaded = found
    warm()
    if found.problem is not None:
        problem = found.problem
        log.error(
            "rule_file_refused",
            file=problem.file,
            row=problem.row,
            reason=problem.reason,
            in_use=found.origin,
            version=found.quiet_hours.version,
        )
    elif found.origin == "folder":
        log.info("rule_file_read", file=QUIET_HOURS, version=found.quiet_hours.version)
    return found


def read(settings: Settings) -> Loaded:
    """The rules that hold by what is on disk now; changes nothing."""
    if settings.rules_folder is None:
        return Loaded(builtin_table())
    try:
        file = _file(settings.rules_folder)
        return _read(file, "folder") if file else Loaded(builtin_table())
    except RuleFileError as problem:
        return _last_good(settings, problem)


def _file(folder: Path) -> Path | None:
    if not folder.is_dir():
        raise RuleFileError(str(folder), 0, "there is no such folder")
    file = folder / QUIET_HOURS
    return file if file.exists() else None


def _last_good(settings: Settings, problem: RuleFileError) -> Loaded:
    try:
        return replace(_read(_kept(settings), "last_good"), problem=problem)
    except RuleFileError:  # there is none, or this release reads it differently
        return Loaded(builtin_table(), "shipped", problem)


def _read(file: Path, origin: Origin) -> Loaded:
    text = _text(file)
    return Loaded(parse_table(text, file.name), origin, text=text)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        reason = f"it can't be opened ({error.strerror or type(error).__name__})"
        raise RuleFileError(file.name, 0, reason) from None
    if len(content) > LARGEST:
        raise RuleFileError(file.name, 0, f"it is larger than {LARGEST:,} bytes")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise RuleFileError(file.name, row, "it is not UTF-8; save it as CSV UTF-8") from None


def _kept(settings: Settings) -> Path:
    return settings.data_dir / KEPT / QUIET_HOURS


def _keep(kept: Path, text: str) -> None:
    """A copy beside the data, whole or not at all. Without it only a later error weighs more."""
    fresh = kept.with_suffix(f".{os.getpid()}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text, encoding="utf-8", newline="")
        fresh.replace(kept)
    except OSError as error:
        log.warning("rule_file_not_kept", file=QUIET_HOURS, reason=type(error).__name__)
