"""PDF: the blocks of a document as typst source, and the tagged file that typst makes of it."""
