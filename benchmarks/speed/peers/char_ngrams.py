"""Peer: cosine of character 3-grams (tf-idf), the best one by sparse_dot_topn; the way of string_grouper."""

from collections.abc import Sequence
from dataclasses import dataclass

from protocol import Found, fold, take_part
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sparse_dot_topn import sp_matmul_topn


@dataclass(frozen=True, slots=True)
class Matcher:
    """The weights of 3-grams, and the names as columns of a matrix."""

    grams: TfidfVectorizer
    names: csr_matrix
    threads: int


def build(names: Sequence[str], threads: int) -> Matcher:
    """The 3-grams of the names."""
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype="float32")
    rows = grams.fit_transform([fold(name) for name in names])
    return Matcher(grams, rows.transpose().tocsr(), threads)


def answer(matcher: Matcher, queries: Sequence[str]) -> Found:
    """The name with the greatest cosine."""
    asked = matcher.grams.transform([fold(query) for query in queries])
    best = sp_matmul_topn(asked, matcher.names, top_n=1, sort=True, n_threads=matcher.threads)
    found = []
    for start, stop in zip(best.indptr[:-1], best.indptr[1:], strict=True):
        none = start == stop
        found.append((-1, 0.0) if none else (int(best.indices[start]), float(best.data[start])))
    return found


def block(names: int) -> int:
    """Some thousands: with fewer, the threads wait for each other."""
    return 2_000


if __name__ == "__main__":
    take_part(["sparse_dot_topn", "scikit-learn", "scipy", "unidecode"], build, answer, block)
