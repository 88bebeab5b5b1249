"""A file is kept only when the scanner has said that it is clean."""

import sys

import pytest

from threadside.media.scan import NotScanned, scanner

LOOKS = "import sys; sys.exit(int(b'EICAR' in open(sys.argv[1], 'rb').read()))"


def test_without_a_scanner_everything_is_clean() -> None:
    assert scanner("")(b"EICAR") is True


def test_the_scanner_reads_the_file_and_decides() -> None:
    scan = scanner(f'{sys.executable} -c "{LOOKS}"')
    assert scan(b"a picture") is True
    assert scan(b"EICAR") is False


@pytest.mark.parametrize(
    "command", ["/no/such/scanner", f'{sys.executable} -c "raise SystemExit(2)"']
)
def test_a_scanner_that_does_not_say_lets_nothing_through(command: str) -> None:
    with pytest.raises(NotScanned):
        scanner(command)(b"a picture")
