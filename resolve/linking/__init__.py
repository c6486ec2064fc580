"""Linking: which entity a mention means, told by the resolver and by the document around it."""
