"""Works on a funder's folder: its workbook, its letters, what happened to each grant, and what is due."""
