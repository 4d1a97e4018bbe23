"""The chat: one port, a deterministic coach and a LangChain agent behind it, under the same rules of conduct.

Read in this order: ``ports`` (what a coach is asked and answers), ``recognition`` (what the learner wants),
``conduct`` (what is never done), ``finder`` (what it is about), ``answers`` (the words), ``embedded`` (the
deterministic coach), then ``tools``, ``guard`` and ``agent`` for the coach that a language model speaks for.
"""
