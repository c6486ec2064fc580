"""Mentions: where names of a gazetteer, and names that look like persons', stand in running text.

Detection works on the tokens of many documents at once; what a mention means is decided in `resolve.linking`.
"""
