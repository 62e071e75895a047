"""Draft notices as OCDS 1.1.5 releases with the UK profile."""
