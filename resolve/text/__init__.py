"""Text before it is read: names cleaned and cut into tokens, and what their words say.

1. `normalize` cleans a name, by `folding`; `plain` tells the names that need none of it.
2. `tokenize` cuts one name, `cut` a column, each distinct token once; `vocabulary` holds these, with
   their `signs`.
3. `words` knows titles, legal forms, kinds of place; `equivalents` the names that say the same in other
   words. `compounds` takes one name apart whose parts stand in other languages, `apart` a column. `known`
   looks up columns.
4. Of running text: its `language`, and the readable text of a page (`html`).
"""
