"""The hand-kept rows of the embedded gazetteer, and the script that builds it; imported by nobody."""
