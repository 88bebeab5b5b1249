"""What a linked CRM adds: the record's people and facts, the log of texts, fresh merge values."""
