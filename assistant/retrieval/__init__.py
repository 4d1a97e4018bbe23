"""Finding: what is indexed, in which index, and how rankings are put together.

Import from the modules themselves; nothing heavy loads until it is called.

    embedding, remote_embedding   texts -> vectors, one port
    codes, words                  codes and words of a question, as both indexes see them
    entries                       référentiel and guidance -> what is indexed
    lexical, vectors, chroma      the three projections of the entries, all rebuildable
    index                         building, switching and checking them
    fusion                        several rankings -> one
    search                        a question -> entries
    passages                      the passages of one draft, ranked for a criterion
"""
