"""The floor's rules: pure Python, no clock, no network, no database."""
