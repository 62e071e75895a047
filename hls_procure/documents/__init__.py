"""One writer a format: Word and HTML. Writers project assembled blocks; they decide nothing about the words."""
