"""Text before it is read: it is cleaned (`normalize`), cut (`tokenize`, `words`); its `language`; `html`."""
