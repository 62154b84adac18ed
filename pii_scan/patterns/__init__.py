"""Regular expressions as data: whether they take linear time in an engine that backtracks."""
