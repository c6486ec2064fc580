"""The JSON routes for programs and for the page: names, entities, writing, the state of the service."""
