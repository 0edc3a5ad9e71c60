"""The arithmetic once more, one Python integer at a time, straight from docs/arithmetic.md."""

from fractions import Fraction
from math import prod

from descent.arithmetic.exponential import LN2, LOG2E, tables
from descent.graph import Add, Constant, Flatten, Gemm, MatMul, Relu, Reshape

LOSS_MAX = 1 << 36


class Overflow(Exception):
    pass


def half_even(x: Fraction) -> int:
    return round(x)  # Python rounds a Fraction half to even


def rs(v, s):
    return half_even(Fraction(v) / Fraction(2) ** s)


def bl(v):
    return abs(v).bit_length()


def parts(bits):
    x, f = bits >> 23 & 255, bits & 0x7FFFFF
    g, q = (f, -149) if x == 0 else (f + (1 << 23), x - 150)
    return (-g if bits >> 31 else g), q


def normalise(t, a):
    m = max(map(abs, t))
    if m == 0:
        return [0] * len(t), 0
    s = bl(m) - 15
    if rs(m, s) == 1 << 15:
        s += 1
    if a + s > 1023:
        raise Overflow
    if a + s < -1024:
        return [0] * len(t), 0
    return [rs(v, s) for v in t], a + s


def sample(bits):
    gq = [parts(int(b)) for b in bits]
    if not any(g for g, _ in gq):
        return [0] * len(gq), 0
    e = max(bl(g) + q for g, q in gq if g) - 15
    m = [rs(g, e - q) for g, q in gq]
    if max(map(abs, m)) == 1 << 15:
        e += 1
        m = [rs(g, e - q) for g, q in gq]
    return m, e


def cut(w, k, n):
    cols = [[w[i * n + j] for i in range(k)] for j in range(n)]
    tops = [max(map(abs, c)) for c in cols]
    if not any(tops):
        return None
    c = []
    for m in tops:
        s = bl(m) - 13
        c.append(None if m == 0 else s + (rs(m, s) == 1 << 13))
    top = max(s for s in c if s is not None)
    c = [top if s is None else max(s, top - 12) for s in c]
    return [[rs(v, s) for v in col] for col, s in zip(cols, c, strict=True)], c


def product(m, e_x, weight, bias):
    k, n = weight.shape
    b = [int(v) for v in bias.values] if bias else None
    cutting = cut([int(v) for v in weight.values], k, n)
    if cutting is None or not any(m):
        return normalise(b, bias.exponent) if bias else ([0] * (len(m) // k * n), 0)
    w, c = cutting
    a = e_x + weight.exponent + min(c)
    if b and any(b):
        a = max(a, bias.exponent + max(map(bl, b)) - 58)
    t = []
    for r in range(len(m) // k):
        for j in range(n):
            s = sum(m[r * k + i] * w[j][i] for i in range(k))
            v = rs(s, a - (e_x + weight.exponent + c[j]))
            t.append(v + (rs(b[j], a - bias.exponent) if b and any(b) else 0))
    return normalise(t, a)


def add(u, e_u, v, e_v):
    v = [v[i % len(v)] for i in range(len(u))]
    if not any(v):
        return normalise(u, e_u)
    if not any(u):
        return normalise(v, e_v)
    l_u, l_v = max(map(bl, u)), max(map(bl, v))
    a = max(min(e_u, e_v), max(e_u + l_u, e_v + l_v) - 58)
    return normalise([rs(x, a - e_u) + rs(y, a - e_v) for x, y in zip(u, v, strict=True)], a)


def values(graph, score, bits):
    """Rows up to the score; raises Overflow."""
    rows = [sample(bits)]
    for op in graph.operators[:score]:
        tensors = graph.tensors
        match op:
            case Gemm(x, w, b):
                rows.append(product(*rows[x], tensors[w], tensors[b]))
            case MatMul(x, w):
                rows.append(product(*rows[x], tensors[w], None))
            case Add(x, Constant(t)):
                rows.append(add(*rows[x], [int(v) for v in tensors[t].values], tensors[t].exponent))
            case Add(x, v):
                rows.append(add(*rows[x], *rows[v.value]))
            case Relu(x):
                rows.append(normalise([max(v, 0) for v in rows[x][0]], rows[x][1]))
            case Flatten(x) | Reshape(x, _):
                rows.append(rows[x])
    return rows


def exp2neg(u):
    i, f = u >> 31, u & ((1 << 31) - 1)
    if i >= 32:
        return 0

    def mul(a, b):
        return (a * b + (1 << 30)) >> 31

    ta, tb = tables()
    p = mul(int(ta[f >> 23]), int(tb[(f >> 15) & 255]))
    p = mul(p, (1 << 31) - mul(f & 32767, LN2))
    return rs(p, i)


def log2(z):
    n = bl(z) - 32
    x, y = z >> n, n
    for _ in range(31):
        x, y = x * x >> 31, 2 * y
        if x >= 1 << 32:
            x, y = x >> 1, y + 1
    return y


def terms(m, e):
    top = max(m)
    return [1 << 31 if v == top else 0 if e > 16 else exp2neg(rs((top - v) * LOG2E, -e)) for v in m]


def fixed(v, q, f, cap):
    return max(-cap, min(cap, rs(v, -(q + f))))


def cross_entropy(m, e, y):
    z = sum(terms(m, e))
    return min(LOSS_MAX, rs(rs(log2(z), 7) * LN2, 31) + fixed(max(m) - m[y], e, 24, LOSS_MAX))


def mse(m, e, target):
    d = fixed(m[0], e, 20, 1 << 30) - fixed(*parts(target), 20, 1 << 30)
    return min(LOSS_MAX, rs(d * d, 16))


def merge(base, updates, weights, total):
    """Values of each tensor, as exact rationals rounded once."""
    merged = []
    for place, tensor in enumerate(base.tensors):
        change = [Fraction(0)] * prod(tensor.shape)
        for update, w in zip(updates, weights, strict=True):
            for t in update.tensors:
                if t.tensor != place:
                    continue
                at = range(len(t.values)) if t.positions is None else t.positions
                for j, d in zip(at, t.values, strict=True):
                    step = Fraction(2) ** (t.exponent - tensor.exponent)
                    change[int(j)] += Fraction(w * int(d), total) * step
        merged.append([int(v) + half_even(c) for v, c in zip(tensor.values, change, strict=True)])
    return merged
