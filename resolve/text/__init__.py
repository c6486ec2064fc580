"""Text before it is read: cleaned (`normalize`), cut (`tokenize`, `words`), its `language`, pages (`html`)."""
