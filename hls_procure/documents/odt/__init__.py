"""ODT: the blocks of a document as pandoc's tree, what pandoc makes of it, and the styles and properties around that."""
