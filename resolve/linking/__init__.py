"""Linking: which entity a mention means, told by the resolver and by the document around it.

1. What stands in a text. `wordings` are the ways in which names of the gazetteer are written there,
   `known` says which of them are names in their place, by what is `vouching` for them. `quoted` are names
   in quotation marks, `persons` those of persons. `marks` are what tokens show of it, with `roles` and
   `wordlists`.
2. What it means. `senses` chooses for a name of the gazetteer, by the countries of its `context`;
   `persons` for a person, by those whom the document names in full. `bearers` asks the resolver, through
   the `answerer`.
3. `document`: the way of one document through these, to a `verdict` on each mention. `definitions` go
   before what the gazetteer knows, `nesting` says which of several names at one place are mentions.
"""
