"""Why a description of pages is refused."""


class AdapterProblem(Exception):  # noqa: N818 - reads as the fact it states
    """`why` ends the key of a sentence (`page.adapter.<why>`), `about` is what it means."""

    def __init__(self, why: str, about: str) -> None:
        super().__init__(why, about)
        self.why = why
        self.about = about[:200]
