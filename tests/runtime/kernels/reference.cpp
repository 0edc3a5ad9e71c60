#include "tests/runtime/kernels/reference.hpp"

#include <algorithm>

namespace descent::kernels::reference {
namespace {

using Integers = std::vector<i128>;

i128 magnitude(i128 v) { return v < 0 ? -v : v; }

int bits(i128 v) {
  int n = 0;
  for (v = magnitude(v); v != 0; v /= 2) ++n;
  return n;
}

i128 greatest(const Integers& values) {
  i128 out = 0;
  for (const i128 v : values) out = std::max(out, magnitude(v));
  return out;
}

i128 power(int n) { return i128{1} << n; }

struct Cut {
  std::vector<int> shift;
  int low{};
  Integers weights;
};

Cut cut(const graph::Tensor& w) {
  const std::size_t inner = w.shape[0];
  const std::size_t columns = w.shape[1];
  Cut out{std::vector<int>(columns, 1'000), 1'000, {}};
  int top = -1'000;
  for (std::size_t n = 0; n < columns; ++n) {
    i128 m = 0;
    for (std::size_t k = 0; k < inner; ++k) m = std::max(m, magnitude(w.values[k * columns + n]));
    if (m == 0) continue;
    out.shift[n] = bits(m) - 13;
    if (round_shift(m, out.shift[n]) == 8'192) ++out.shift[n];
    top = std::max(top, out.shift[n]);
  }
  for (int& c : out.shift) {
    c = c == 1'000 ? top : std::max(c, top - 12);
    out.low = std::min(out.low, c);
  }
  for (std::size_t i = 0; i < w.values.size(); ++i)
    out.weights.push_back(round_shift(w.values[i], out.shift[i % columns]));
  return out;
}

Integers widened(const graph::Tensor& t) { return {t.values.begin(), t.values.end()}; }

Row product(const Row& x, const graph::Tensor& w, const graph::Tensor* bias) {
  const std::size_t inner = w.shape[0];
  const std::size_t columns = w.shape[1];
  const std::size_t rows = x.mantissas.size() / inner;
  if (greatest(x.mantissas) == 0 || greatest(widened(w)) == 0) {
    if (bias) return normalise(widened(*bias), bias->exponent);
    return {0, Integers(rows * columns, 0)};
  }
  const Cut c = cut(w);
  int a = x.exponent + w.exponent + c.low;
  if (bias && greatest(widened(*bias)) != 0)
    a = std::max(a, bias->exponent + bits(greatest(widened(*bias))) - 58);
  Integers sums;
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t n = 0; n < columns; ++n) {
      i128 s = 0;
      for (std::size_t k = 0; k < inner; ++k)
        s += x.mantissas[r * inner + k] * c.weights[k * columns + n];
      i128 t = round_shift(s, a - (x.exponent + w.exponent + c.shift[n]));
      if (bias) t += round_shift(bias->values[n], a - bias->exponent);
      sums.push_back(t);
    }
  return normalise(sums, a);
}

Row add(const Row& u, const Integers& v, int exponent) {
  Integers repeated;
  for (std::size_t j = 0; j < u.mantissas.size(); ++j) repeated.push_back(v[j % v.size()]);
  if (greatest(v) == 0) return u;
  if (greatest(u.mantissas) == 0) return normalise(repeated, exponent);
  const int a = std::max(
      std::min(u.exponent, exponent),
      std::max(u.exponent + bits(greatest(u.mantissas)), exponent + bits(greatest(v))) - 58);
  Integers sums;
  for (std::size_t j = 0; j < repeated.size(); ++j)
    sums.push_back(round_shift(u.mantissas[j], a - u.exponent) +
                   round_shift(repeated[j], a - exponent));
  return normalise(sums, a);
}

Row relu(const Row& x) {
  Integers out;
  for (const i128 m : x.mantissas) out.push_back(std::max<i128>(m, 0));
  return normalise(out, x.exponent);
}

Row apply(const graph::Operator& op, const graph::Graph& g, const std::vector<Row>& values) {
  using namespace graph;
  if (const auto* o = std::get_if<Gemm>(&op))
    return product(values[o->input], g.tensors[o->weight], &g.tensors[o->bias]);
  if (const auto* o = std::get_if<MatMul>(&op))
    return product(values[o->input], g.tensors[o->weight], nullptr);
  if (const auto* o = std::get_if<Add>(&op)) {
    if (const auto* t = std::get_if<TensorOperand>(&o->right))
      return add(values[o->left], widened(g.tensors[t->tensor]), g.tensors[t->tensor].exponent);
    const Row& right = values[std::get_if<ValueOperand>(&o->right)->value];
    return add(values[o->left], right.mantissas, right.exponent);
  }
  if (const auto* o = std::get_if<Relu>(&op)) return relu(values[o->input]);
  if (const auto* o = std::get_if<Flatten>(&op)) return values[o->input];
  if (const auto* o = std::get_if<Reshape>(&op)) return values[o->input];
  return values.back();  // a head reads the score
}

i128 root(i128 v) {
  i128 low = 0;
  i128 high = power(63);
  while (high - low > 1) {
    const i128 mid = (low + high) / 2;
    (mid * mid <= v ? low : high) = mid;
  }
  return low;
}

/// 2^-u in Q31
i128 exp2_negative(i128 u) {
  if (u / power(31) >= 32) return 0;
  const auto multiply = [](i128 a, i128 b) { return (a * b + power(30)) / power(31); };
  const i128 f = u % power(31);
  i128 r = power(61);
  i128 coarse = power(62);
  i128 fine = power(62);
  for (int i = 1; i <= 16; ++i) {
    r = root(r << 62);
    i128& p = i <= 8 ? coarse : fine;
    if ((f >> (31 - i)) & 1) p = (p * r) >> 62;
  }
  const auto rounded = [](i128 p) { return (p + power(30)) / power(31); };
  i128 p = multiply(rounded(coarse), rounded(fine));
  p = multiply(p, power(31) - multiply(f % 32'768, 1'488'522'236));
  return round_shift(p, static_cast<int>(u / power(31)));
}

Integers terms(const Row& row) {
  const i128 top = *std::max_element(row.mantissas.begin(), row.mantissas.end());
  Integers out;
  for (const i128 m : row.mantissas) {
    if (m == top)
      out.push_back(power(31));
    else
      out.push_back(row.exponent > 16
                        ? i128{0}
                        : exp2_negative(round_shift((top - m) * 3'098'164'009, -row.exponent)));
  }
  return out;
}

i128 sum_of(const Integers& values) {
  i128 out = 0;
  for (const i128 v : values) out += v;
  return out;
}

}  // namespace

i128 round_shift(i128 v, int s) {
  if (v == 0) return 0;
  if (s <= 0) return v * power(-s);
  if (s > bits(v)) return 0;
  const i128 size = magnitude(v);
  i128 q = size / power(s);
  const i128 rest = size % power(s);
  const i128 half = power(s - 1);
  if (rest > half || (rest == half && q % 2 == 1)) ++q;
  return v < 0 ? -q : q;
}

Row normalise(const std::vector<i128>& sums, int exponent) {
  const i128 m = greatest(sums);
  Row zero{0, Integers(sums.size(), 0)};
  if (m == 0) return zero;
  int s = bits(m) - 15;
  if (round_shift(m, s) == 32'768) ++s;
  if (exponent + s < -1'024) return zero;
  Row out{exponent + s, {}};
  for (const i128 t : sums) out.mantissas.push_back(round_shift(t, s));
  return out;
}

Row row_from(std::span<const std::uint32_t> patterns) {
  Integers mantissas;
  std::vector<int> exponents;
  for (const std::uint32_t b : patterns) {
    const int x = static_cast<int>(b >> 23 & 255);
    const i128 g = (b & 0x7f'ffff) + (x == 0 ? 0 : 0x80'0000);
    mantissas.push_back(b >> 31 ? -g : g);
    exponents.push_back(x == 0 ? -149 : x - 150);
  }
  if (greatest(mantissas) == 0) return {0, mantissas};
  int top = -10'000;
  for (std::size_t i = 0; i < mantissas.size(); ++i)
    if (mantissas[i] != 0) top = std::max(top, bits(mantissas[i]) + exponents[i]);
  for (int e = top - 15;; ++e) {
    Row out{e, {}};
    for (std::size_t i = 0; i < mantissas.size(); ++i)
      out.mantissas.push_back(round_shift(mantissas[i], e - exponents[i]));
    if (greatest(out.mantissas) < 32'768) return out;
  }
}

Row score(const graph::Graph& graph, std::span<const std::uint32_t> sample) {
  std::vector<Row> values{row_from(sample)};
  for (const auto& op : graph.operators) values.push_back(apply(op, graph, values));
  return values.back();
}

Rows scores(const graph::Graph& graph, std::span<const std::uint32_t> samples) {
  const auto elements = static_cast<std::size_t>(graph::elements(graph.input));
  Rows out;
  for (std::size_t first = 0; first < samples.size(); first += elements) {
    const Row row = score(graph, samples.subspan(first, elements));
    out.elements = row.mantissas.size();
    for (const i128 m : row.mantissas) out.mantissas.push_back(static_cast<std::int16_t>(m));
    out.exponents.push_back(row.exponent);
  }
  return out;
}

std::uint64_t cross_entropy(const Row& row, std::uint32_t label) {
  const i128 z = sum_of(terms(row));
  int n = bits(z) - 32;
  i128 x = z >> n;
  i128 y = n;
  for (int i = 0; i < 31; ++i) {
    x = x * x / power(31);
    y *= 2;
    if (x >= power(32)) {
      x /= 2;
      ++y;
    }
  }
  const i128 top = *std::max_element(row.mantissas.begin(), row.mantissas.end());
  const i128 below = top - row.mantissas[label];
  const i128 distance =
      row.exponent > 40 && below != 0 ? power(36) : round_shift(below, -(row.exponent + 24));
  const i128 loss = round_shift(round_shift(y, 7) * 1'488'522'236, 31) + distance;
  return static_cast<std::uint64_t>(std::min(loss, power(36)));
}

std::vector<std::int32_t> softmax(const Row& row) {
  const Integers each = terms(row);
  const i128 z = sum_of(each);
  std::vector<std::int32_t> out;
  for (const i128 t : each) {
    const i128 q = t * power(30) / z;
    const i128 rest = t * power(30) % z;
    const bool up = 2 * rest > z || (2 * rest == z && q % 2 == 1);
    out.push_back(static_cast<std::int32_t>(q + (up ? 1 : 0)));
  }
  return out;
}

}  // namespace descent::kernels::reference
