"""Reports: what happened in a stretch of days, counted once and summed whenever somebody looks."""
