"""Almanda's pages, one module for each group of screens."""
