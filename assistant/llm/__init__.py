"""What the rest of Jalon may ask of a language model, and the ways to reach one on any OpenAI-compatible endpoint.

Read in this order: ``ports`` (the port), ``openai_compatible`` (the one door to vendors), then the wrappers, each a
``ChatModel`` around a ``ChatModel``: ``retrying``, ``budget``, ``circuit``, ``pacing``, ``recording``; ``factory``
stacks them.
"""
