"""From a project and the library to assembled documents: which clauses, which numbers, which references."""
