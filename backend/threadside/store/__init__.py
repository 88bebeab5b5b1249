"""The database: engine, unit of work, tables. All differences between dialects end here."""
