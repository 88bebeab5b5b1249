"""Checking an export without Threadside: its files against the manifest, its chain against itself
and against anchors. A copy of this, of `chain.py` and `ed25519.py` is `verify.py` in every export.

    python verify.py [EXPORT.zip or folder] [--anchors FILE]...

Anchors that came another way than with the export, by e-mail or from other storage, are what shows
a chain that was made anew; those inside can only show what was done less thoroughly.
"""

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO, cast

from threadside.rules.chain import PROBLEMS, WITHHELD, Anchor, Link, Opened, canonical, verify
from threadside.rules.ed25519 import is_signed

MANIFEST, CHAIN, ANCHORS = "manifest.json", "chain.jsonl", "anchors.jsonl"


class Files:
    """The files of an export, packed or unpacked."""

    def __init__(self, where: Path) -> None:
        self._folder = where
        self._zip = None if where.is_dir() else zipfile.ZipFile(where)

    def open(self, name: str) -> BinaryIO:
        """A file to read. Raises KeyError or FileNotFoundError when it is not there."""
        if self._zip is not None:
            return cast(BinaryIO, self._zip.open(name))
        return (self._folder / name).open("rb")

    def close(self) -> None:
        """Let go of the ZIP."""
        if self._zip is not None:
            self._zip.close()

    def lines(self, name: str) -> "Iterator[dict[str, Any]]":
        """The objects of a file of JSON lines."""
        with self.open(name) as file:
            for line in file:
                if line.strip():
                    yield json.loads(line)


def problems(where: Path, anchor_files: Iterable[Path] = ()) -> "Iterator[str]":
    """What is wrong with an export, the chain's first bad entry last; nothing when it holds."""
    try:
        with closing(Files(where)) as files:
            yield from _altered(files)
            anchors = list(_anchors(files.lines(ANCHORS)))
            for path in anchor_files:
                lines = path.read_bytes().splitlines()
                anchors += _anchors(json.loads(line) for line in lines if line.strip())
            shown: dict[int, Opened | str | None] = {}
            report = verify(
                _links(files, shown), lambda link: shown.pop(link.number, None), anchors
            )
            if report.fault is not None:
                yield str(report.fault)
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile) as error:
        yield f"the export can't be read: {type(error).__name__}: {error}"


def _altered(files: Files) -> "Iterator[str]":
    with files.open(MANIFEST) as file:
        manifest = json.load(file)
    for name in sorted(manifest["files"]):
        digest = hashlib.sha256()
        try:
            with files.open(name) as file:
                while chunk := file.read(65536):
                    digest.update(chunk)
        except (KeyError, FileNotFoundError):
            yield f"{name} is missing"
            continue
        if digest.hexdigest() != manifest["files"][name]["sha256"]:
            yield f"{name} is not what the manifest says"


def _anchors(lines: "Iterable[dict[str, Any]]") -> "Iterator[Anchor]":
    for line in lines:
        signed = canonical({name: line[name] for name in line if name != "signature"})
        key, signature = bytes.fromhex(line["key"]), bytes.fromhex(line["signature"])
        if not is_signed(key, signed, signature):
            raise ValueError(f"the anchor at entry {line['number']} is not what was signed")
        yield Anchor(line["number"], line["hash"])


def _links(files: Files, shown: "dict[int, Opened | str | None]") -> "Iterator[Link]":
    for line in files.lines(CHAIN):
        payload, salt = line.pop("payload", None), line.pop("salt", None)
        if line.pop("withheld", False):
            shown[line["number"]] = WITHHELD
        elif payload is not None:
            shown[line["number"]] = Opened(salt, payload)
        yield Link(**line)


def main(arguments: "list[str]") -> int:
    """The command line; 0 when everything holds."""
    where, anchors, rest = Path(__file__).parent, [], list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--anchors" and rest:
            anchors.append(Path(rest.pop(0)))
        else:
            where = Path(word)
    found = list(problems(where, anchors))
    for problem in found:
        print(problem)  # noqa: T201 - it is a command
    if not found:
        print(f"{where.name or where}: every file and every entry is as it was written.")  # noqa: T201
    return 1 if found else 0


__all__ = ["PROBLEMS", "main", "problems"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
