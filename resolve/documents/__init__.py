"""Files of running text: documents in, a table of their mentions out, and a page to look at."""
