"""Many grants of one funder: rows, what happened to each, and what is due."""
