"""The project folder: what is known, how it was answered, what was issued; nothing in it gets lost."""
