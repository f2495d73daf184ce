"""Rows to domain objects and back, by hand; a repository works on the connection of its unit of work."""
