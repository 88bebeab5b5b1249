"""A short run of the fuzzer on each parser; `python -m tests.fuzz sms_webhook` looks on for longer.

It begins with what Vonage really sends, and with the same seed each time.
"""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.parsers import PARSERS

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "vonage_examples"
RUNS = {
    "phone": 3_000, "text": 2_000, "intent": 2_000, "secrets": 2_000, "parts": 1_000,
    "hints": 2_000,
}  # fmt: skip
"""Of the slower ones; 20,000 of the others."""
LONGEST = 4096

needs_fuzzer = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris has no package for this system"
)


def seeds() -> list[bytes]:
    """The published bodies and queries, and a few words of people's."""
    found = ["STOP", "+1 (720) 555-0142 ext. 7", "tel:+17205550142", "Grüße 🏠", "{first_name}"]
    found += ["STOP\x00Please stop texting me", "CARD 4111 1111 1111 1111", "PIN 123456"]
    found += ["Dr. Ruiz called. Come at 10 a.m.! https://foothill.example/a", "WHY?? bit.ly/x"]
    for path in sorted(EXAMPLES.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(told, dict):
            found += [str(told["body"])] if told.get("body") else []
            found += [str(told["target"]).partition("?")[2]] if "target" in told else []
    return [words.encode() for words in found if words]


@pytest.mark.parametrize("name", PARSERS)
def test_what_is_really_sent_breaks_no_parser(name: str) -> None:
    for example in seeds():
        PARSERS[name](example)


@needs_fuzzer
@pytest.mark.parametrize("name", PARSERS)
def test_no_bytes_break_a_parser(name: str, tmp_path: Path) -> None:
    for number, seed in enumerate(seeds()):
        (tmp_path / f"{number}").write_bytes(seed)
    run = subprocess.run(
        [
            sys.executable, "-m", "tests.fuzz", name, "-seed=7", f"-runs={RUNS.get(name, 20_000)}",
            f"-max_len={LONGEST}", f"-artifact_prefix={tmp_path}/broken-", str(tmp_path),
        ],
        cwd=ROOT, capture_output=True, text=True, timeout=230, check=False,
    )  # fmt: skip
    broken = [path.read_bytes() for path in tmp_path.glob("broken-*")]
    assert run.returncode == 0, f"{broken}\n{run.stderr[-3000:]}"
