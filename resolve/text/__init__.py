"""Text before it is read: `normalize` cleans, `tokenize` cuts, `words` have roles; `language`, `html` pages."""
