"""Peer: cosine of character 3-grams by sparse_dot_topn, on an ASCII fold; the way of string_grouper.

The weights of the 3-grams (tf-idf) are those of all names of the pairs. The protocol is that of
ascii_fold.py.
"""

import json
import sys
from importlib.metadata import version

from ascii_fold import fold
from sklearn.feature_extraction.text import TfidfVectorizer
from sparse_dot_topn import sp_matmul_topn


def main() -> None:
    """Score the pairs of standard input."""
    pairs = [json.loads(line) for line in sys.stdin]
    left, right = ([fold(pair[side]) for pair in pairs] for side in ("left", "right"))
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3)).fit([*left, *right])
    product = sp_matmul_topn(
        grams.transform(left), grams.transform(right).transpose().tocsr(), top_n=len(pairs), threshold=0.0
    )
    head = {
        "versions": {"sparse_dot_topn": version("sparse_dot_topn"), "scikit-learn": version("scikit-learn")},
        "measures": {"sparse_dot_topn 3-grams": None},
    }
    print(json.dumps(head))
    for score in product.diagonal():
        print(json.dumps([min(1.0, float(score))]))


if __name__ == "__main__":
    main()
