"""What goes over the wire: values in and out of JSON, strictly, and the schemas that describe them.

A request or an answer is a frozen dataclass. Its annotations are all there is: `read` takes JSON apart by
them and names the path of what does not fit, `write` puts an answer together, `schema` describes both.
"""
