"""Finds and reads shipped, council and project files; strict YAML; shapes; hashes."""
