"""Word files: our own walk over the parts, so that nothing that a reader of the page sees is lost."""
