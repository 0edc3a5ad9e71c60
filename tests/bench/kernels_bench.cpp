// The bfp16 product (cutting, packing of activations and combining included, weights prepared)
// beside oneDNN's f32 product of the same shape (weights packed), one thread, interleaved, median
// of 20, by processor time. Also what cost.hpp charges for a whole evaluation beside the time it
// takes.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>

#include "runtime/graph/f32.hpp"
#include "runtime/kernels/cost.hpp"
#include "runtime/kernels/evaluate.hpp"
#include "runtime/kernels/samples.hpp"
#include "tests/bench/kernels_f32.hpp"
#include "tests/bench/measure.hpp"

namespace {

using namespace descent;
using namespace descent::kernels;
using bench::median;

constexpr int kRounds = 20;

double microseconds(const std::function<void()>& work) {
  const double start = bench::processor_seconds();
  work();
  return 1e6 * (bench::processor_seconds() - start);
}

std::vector<float> normal(std::size_t n, std::mt19937_64& random) {
  std::normal_distribution<float> distribution;
  std::vector<float> out(n);
  for (auto& v : out) v = distribution(random);
  return out;
}

std::vector<std::uint32_t> patterns(const std::vector<float>& values) {
  std::vector<std::uint32_t> out;
  for (const float v : values) out.push_back(std::bit_cast<std::uint32_t>(v));
  return out;
}

/// Greatest difference from f64, relative to the greatest result.
double worst_error(const Rows& rows, const std::vector<float>& x, const std::vector<float>& w) {
  const std::size_t columns = rows.elements;
  const std::size_t inner = w.size() / columns;
  double worst = 0;
  double greatest = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(rows.samples(), 16); ++i)
    for (std::size_t n = 0; n < columns; ++n) {
      double sum = 0;
      for (std::size_t k = 0; k < inner; ++k)
        sum += static_cast<double>(x[i * inner + k]) * static_cast<double>(w[k * columns + n]);
      greatest = std::max(greatest, std::abs(sum));
      worst = std::max(worst, std::abs(sum - std::ldexp(rows.row(i)[n], rows.exponents[i])));
    }
  return worst / greatest;
}

void compare(std::uint32_t rows, std::uint32_t inner, std::uint32_t columns, double aim) {
  std::mt19937_64 random{rows};
  std::vector<float> x = normal(std::size_t{rows} * inner, random);
  const std::vector<float> w = normal(std::size_t{inner} * columns, random);
  const auto quantised = graph::quantise(patterns(w));
  graph::Graph g;
  g.input = {inner};
  g.tensors =
      std::vector<graph::Tensor>{{{inner, columns}, quantised->exponent, quantised->values}};
  g.operators = std::vector<graph::Operator>{graph::MatMul{0, 0}};
  const auto model = Model::prepare(g);
  const auto samples = patterns(x);
  const Rows input = *rows_from(samples, inner);
  const Multiplication how{model->columns(0), nullptr, 1, columns};

  Workspace workspace;
  bench::FloatProduct yardstick{rows, inner, columns, w};
  std::vector<float> out(std::size_t{rows} * columns);
  Rows made = *multiply(workspace, how, input);
  yardstick.run(x, out);
  std::vector<double> ours, theirs, whole;
  for (int round = 0; round < kRounds; ++round) {
    ours.push_back(microseconds([&] { made = *multiply(workspace, how, input); }));
    theirs.push_back(microseconds([&] { yardstick.run(x, out); }));
    whole.push_back(microseconds([&] { made = *evaluate(workspace, *model, samples); }));
  }
  std::printf(
      "%5ux%4ux%4u  bfp16 %9.1f us  f32 %9.1f us  speed ratio %.2f (aim %.1f)  error %.1e  "
      "evaluation from f32 bits %9.1f us\n",
      rows, inner, columns, median(ours), median(theirs), median(theirs) / median(ours), aim,
      worst_error(made, x, w), median(whole));
}

/// A network as people train it: time beside charge.
void network(const std::vector<std::uint32_t>& widths, std::size_t count) {
  std::mt19937_64 random{count};
  graph::Graph g;
  g.input = {widths[0]};
  std::uint32_t value = 0;
  for (std::size_t i = 1; i < widths.size(); ++i) {
    for (const graph::Shape& shape :
         {graph::Shape{widths[i - 1], widths[i]}, graph::Shape{widths[i]}}) {
      const auto q = graph::quantise(patterns(normal(graph::elements(shape), random)));
      g.tensors.push_back({shape, q->exponent, q->values});
    }
    const auto first = static_cast<std::uint32_t>(2 * (i - 1));
    g.operators.push_back(graph::Gemm{value++, first, first + 1});
    if (i + 1 < widths.size()) g.operators.push_back(graph::Relu{value++});
  }
  const auto samples = patterns(normal(count * widths[0], random));
  const std::vector<std::uint32_t> labels(count, 0);
  Workspace workspace;
  auto model = Model::prepare(g);
  std::vector<double> prepare, run;
  for (int round = 0; round < kRounds; ++round) {
    prepare.push_back(microseconds([&] { model = Model::prepare(g); }));
    run.push_back(
        microseconds([&] { (void)score(workspace, *model, samples, labels, Loss::CrossEntropy); }));
  }
  const Cost c = cost(g, model->summary());
  const double taken = median(prepare) + median(run);
  std::printf("network");
  for (const auto w : widths) std::printf(" %u", w);
  std::printf(", %zu samples: prepare %.1f us, score %.1f us, %.1f ps an operation charged\n",
              count, median(prepare), median(run),
              1e6 * taken / static_cast<double>(c.operations(count)));
}

}  // namespace

int main(int, char** arguments) {
  // OpenMP reads its variables when it is loaded, so the program starts itself anew with one
  // thread.
  if (const char* threads = std::getenv("OMP_NUM_THREADS"); !threads || threads[0] != '1') {
    setenv("OMP_NUM_THREADS", "1", 1);
    execv("/proc/self/exe", arguments);
  }
  std::printf("%s, one thread, median of %d interleaved\n", library_description().c_str(), kRounds);
  compare(1'024, 512, 1'024, 0.8);
  compare(256, 128, 64, 0.5);
  compare(1'000, 10, 128, 0.3);
  network({64, 32, 10}, 100);
  network({30, 16, 2}, 100);
  network({784, 256, 128, 10}, 100);
  network({64, 32, 10}, 1);
  network({256, 64, 10}, 10'000);
  network({1'024, 1'024, 1'000}, 64);
}
