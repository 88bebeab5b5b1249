"""Which templates answer what somebody wrote: words and topics, ranked by BM25. Pure."""

from threadside.rules.suggest.rank import Asked, Found, Index, Wording, index, rank
from threadside.rules.suggest.reading import topics_of

__all__ = ["Asked", "Found", "Index", "Wording", "index", "rank", "topics_of"]
