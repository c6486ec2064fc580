"""Several gazetteers at once: an own list over the embedded gazetteer, say.

A combination is a gazetteer in the user's cache that is made from the snapshots of its parts. The first part
has the highest priority.

1. What is one: entities of different parts with the same ID, with an ID elsewhere (`same_as`) in common, or
   where one's ID is what the other says of itself; and an ID that one part redirects to another. Entities
   that a part holds apart are one only if a part of higher priority says so.
2. Its ID is that of the highest part, and the others lead to it. It has the names of all; of what there is
   only one of, such as kind and year of birth, it has what the highest part says that says anything.
3. An ID that is retired in the highest part that knows it is retired: an entity of that ID in a lower part is
   hidden, with its names.
4. An ID elsewhere names one entity only: the one that it leads to, else that of the highest part that has it.

What the parts say against each other is told by `conflicts`.

- `parts` finds the gazetteers that are named; `home` the combination of them in the `cache`, or has it made
- `links` are what the parts say is one, `identity` what follows from it
- `tables`, `elsewhere`, `old_ids` and `making` make the combination
- `stale` removes what is left of older ones

Nothing here that only looks for a combination loads a library for tables.
"""
