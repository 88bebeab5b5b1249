"""`python -m tests.fuzz PARSER [libFuzzer options] [CORPUS]`: bytes that break a parser."""

import sys

import atheris

with atheris.instrument_imports(include=["threadside.carriers", "threadside.rules"]):
    from tests.fuzz.parsers import PARSERS

if __name__ == "__main__":
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, PARSERS[name])
    atheris.Fuzz()
