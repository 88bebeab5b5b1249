"""`python -m e2e.more_crms …`: the `threadside` command, which here also knows the CRMs of
`found/`."""

from pathlib import Path

import threadside.crms
from threadside.cli import main

threadside.crms.__path__.append(str(Path(__file__).parent / "found"))
main(prog_name="threadside")
