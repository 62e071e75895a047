"""The playbook engine (pure), what it needs from a recorder, and the askers."""
