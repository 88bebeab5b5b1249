"""The data tables that the backend and the extension read alike (`shared_schemas`)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def shared_folder() -> Path:
    """Where the tables are: inside an installed package, else in the repository beside `backend`.

    Raises FileNotFoundError when neither is there, which means a broken installation.
    """
    for folder in (_PACKAGE / "_shared_schemas", _PACKAGE.parents[1] / "shared_schemas"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"shared_schemas is neither inside {_PACKAGE} nor beside its source")


@cache
def load_json(name: str) -> Any:
    """The parsed table `name`, a path below `shared_schemas` such as `words/en.json`.

    Read once per process; callers share the object and must not change it.
    Raises FileNotFoundError for an unknown name, ValueError for one outside the folder.
    """
    return json.loads(load_text(name))


def load_text(name: str) -> str:
    """The text of the table `name`, a path below `shared_schemas` such as `rules/quiet_hours.csv`.

    Raises FileNotFoundError for an unknown name, ValueError for one outside the folder.
    """
    folder = shared_folder()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError(f"{name!r} is not below {folder}")
    return path.read_text(encoding="utf-8")
