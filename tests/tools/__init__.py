"""Commands that keep the house in order; `make lint` and `make test` call them."""
