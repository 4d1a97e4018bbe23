"""The bundled samples: learner drafts written in Markdown, turned into the formats that learners really hand in.

The flow: ``source`` (Markdown -> blocks) -> ``word`` | ``opendocument`` | ``slides`` | ``workbook`` | ``typeset``
-> ``sealing`` (no date of today inside) -> ``manifest`` (hash, licence, description). ``python -m evals.samples``.
"""
