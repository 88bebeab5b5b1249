"""Every refusal that the code can make has its words, and every word's parameter is given."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import threadside
from threadside.http.guards import ROLES
from threadside.http.problems import CODES
from threadside.words import table

SOURCE = Path(threadside.__file__).parent
MADE_BY = {"Refusal": 0, "Forbidden": 0, "Invalid": 0, "problem": 0}


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in SOURCE.rglob("*.py"):
        if "simulator" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                code = node.args[0]
                made = node.func.id in MADE_BY
                if made and isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield code.value, node


def given(call: ast.Call) -> set[str]:
    names = {each.arg for each in call.keywords if each.arg}
    for each in call.keywords:
        if each.arg == "params" and isinstance(each.value, ast.Dict):
            names |= {str(k.value) for k in each.value.keys if isinstance(k, ast.Constant)}
    return names


def test_every_code_has_a_title_and_a_sentence() -> None:
    codes = {code for code, _call in calls()} | set(CODES.values())
    codes |= {f"needs_{need}" for need in ROLES} | {"not_found", "internal", "forbidden"}
    missing = {
        key
        for code in codes
        for key in (f"error.{code}.title", f"error.{code}.detail")
        if key not in table()
    }
    assert missing == set()


def test_every_sentence_is_given_its_parameters() -> None:
    for code, call in calls():
        for key in (f"error.{code}.title", f"error.{code}.detail"):
            wanted = {name for _t, name, _s, _c in string.Formatter().parse(table()[key]) if name}
            assert wanted <= given(call), key
