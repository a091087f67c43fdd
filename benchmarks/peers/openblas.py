"""Matrix products by numpy's BLAS (OpenBLAS in the wheels), for MatrixProductBenchmark.

    python openblas.py SECONDS MxKxN...

One line per shape: the best GFLOP/s of A B, of A stored transposed, of B stored transposed. With one thread
(OMP_NUM_THREADS=1) the time is the thread's processor time, so that other load does not count; else it is the clock's.
"""

import os
import sys
import time

import numpy as np


def main():
    seconds = float(sys.argv[1])
    single = os.environ.get("OMP_NUM_THREADS") == "1"
    clock = time.thread_time if single else time.perf_counter
    random = np.random.default_rng(1)
    for shape in sys.argv[2:]:
        m, k, n = map(int, shape.split("x"))
        a = random.random((m, k), dtype=np.float32) - 0.5
        b = random.random((k, n), dtype=np.float32) - 0.5
        c = np.empty((m, n), np.float32)
        kinds = [(a, b), (np.ascontiguousarray(a.T).T, b), (a, np.ascontiguousarray(b.T).T)]
        best = [float("inf")] * 3
        stop = clock() + seconds
        rounds = 0
        while rounds < 3 or clock() < stop:
            rounds += 1
            for i, (x, y) in enumerate(kinds):
                start = clock()
                np.matmul(x, y, out=c)
                best[i] = min(best[i], clock() - start)
        print(*("%.2f" % (2e-9 * m * k * n / t) for t in best), flush=True)


if __name__ == "__main__":
    main()
