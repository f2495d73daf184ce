"""Tests; see README.md in this folder for what belongs where."""
