"""Use cases, one module each; each is a function of (command, unit of work) -> outcome."""
