"""Tests mirror the packages: tests/state/test_document.py is about app/state/document.py."""
