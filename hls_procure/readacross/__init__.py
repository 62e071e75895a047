"""Read-across: whether tender, specification, evaluation and contract say the same thing. Pure: it works on what it is handed."""
