"""Text of a name before it is read: cleaned (`normalize`), cut (`tokenize`), words with a role (`words`)."""
