"""What the use cases need from outside, as Protocols; adapters and doubles carry the same names."""
