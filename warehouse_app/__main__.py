"""`python -m warehouse_app`."""

from warehouse_app.cli import main

if __name__ == "__main__":
    main()
