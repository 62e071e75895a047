"""A read-across as people and programs want it: for a checker's results file, a workbook, a page, a document to sign."""
