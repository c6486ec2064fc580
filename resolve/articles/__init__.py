"""Articles: documents in, their mentions out."""
