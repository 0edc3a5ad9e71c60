#include <set>

#include "modules/training/job.hpp"
#include "runtime/graph/hashes.hpp"
#include "runtime/graph/operands.hpp"
#include "runtime/kernels/samples.hpp"
#include "runtime/primitives/assert.hpp"
#include "tests/crosscheck/answer.hpp"

namespace descent::crosscheck {
namespace {

using boost::json::array;
using boost::json::object;
using kernels::Rows;

/// Rows of single samples; none for those that overflow.
using Sparse = std::vector<std::optional<Rows>>;

/// Weights of products, ascending.
std::set<std::uint32_t> weights_of(const graph::Graph& graph) {
  std::set<std::uint32_t> out;
  for (const auto& op : graph.operators) {
    if (const auto* gemm = std::get_if<graph::Gemm>(&op)) out.insert(gemm->weight);
    if (const auto* product = std::get_if<graph::MatMul>(&op)) out.insert(product->weight);
  }
  return out;
}

object cut_of(std::uint32_t number, const graph::Tensor& tensor) {
  const auto columns = kernels::cut_columns(tensor);
  if (!columns) return {{"tensor", number}, {"zero", true}};
  const std::size_t n = tensor.shape[1];
  const std::int8_t* limbs = columns->limbs.data();
  std::vector<std::int16_t> cut;
  for (std::size_t row = 0; row < tensor.shape[0]; ++row)
    for (std::size_t c = 0; c < n; ++c)
      cut.push_back(
          static_cast<std::int16_t>(128 * limbs[2 * n * row + c] + limbs[2 * n * row + n + c]));
  array shifts;
  for (const auto lift : columns->lift)
    shifts.push_back(lift + columns->exponent - tensor.exponent);
  return {{"tensor", number},
          {"zero", false},
          {"cut", shown(std::span<const std::int16_t>{cut})},
          {"shifts", std::move(shifts)}};
}

/// The graph up to value `count`, which it puts out.
graph::Graph beginning(const graph::Graph& graph, std::uint32_t count) {
  graph::Graph out{graph.version, graph.input, {}, {}};
  std::set<std::uint32_t> used = {};
  for (std::uint32_t k = 0; k < count; ++k) {
    out.operators.push_back(graph.operators[k]);
    for (const auto tensor : graph::operands(graph.operators[k]).tensors) used.insert(tensor);
  }
  // Tensors are numbered in the order in which they are used first.
  for (std::uint32_t i = 0; i < used.size(); ++i) out.tensors.push_back(graph.tensors[i]);
  return out;
}

class Samples {
 public:
  Samples(const std::vector<std::uint32_t>& words, std::size_t count)
      : words_{words}, elements_{words.size() / count} {}
  std::size_t count() const { return words_.size() / elements_; }
  std::size_t elements() const { return elements_; }
  kernels::Samples all() const { return words_; }
  kernels::Samples one(std::size_t i) const { return all().subspan(i * elements_, elements_); }

 private:
  const std::vector<std::uint32_t>& words_;
  std::size_t elements_;
};

Rows row_of(const Rows& all, std::size_t i) {
  Rows out{1, all.elements};
  std::ranges::copy(all.row(i), out.mantissas.begin());
  out.exponents[0] = all.exponents[i];
  return out;
}

/// Together, as a block evaluates them; one by one only if one of them overflows.
Sparse rows_of(kernels::Workspace& workspace, const kernels::Model& model, const Samples& samples) {
  Sparse out;
  const auto together = kernels::evaluate(workspace, model, samples.all());
  for (std::size_t i = 0; i < samples.count(); ++i) {
    if (together) {
      out.push_back(row_of(*together, i));
      continue;
    }
    auto alone = kernels::evaluate(workspace, model, samples.one(i));
    DESCENT_ASSERT(alone || alone.error() == kernels::Error::Overflow);
    out.push_back(alone ? std::optional{*std::move(alone)} : std::nullopt);
  }
  return out;
}

array shown_rows(const Sparse& rows) {
  array out;
  for (const auto& row : rows) {
    if (row)
      out.push_back({row->exponents[0], shown(std::span<const std::int16_t>{row->mantissas})});
    else
      out.push_back(nullptr);
  }
  return out;
}

array values_of(kernels::Workspace& workspace, const graph::Graph& graph, std::uint32_t score,
                const Samples& samples) {
  Sparse input;
  for (std::size_t i = 0; i < samples.count(); ++i)
    input.push_back(*kernels::rows_from(samples.one(i), samples.elements()));
  array out{shown_rows(input)};
  for (std::uint32_t value = 1; value <= score; ++value) {
    const auto model = kernels::Model::prepare(beginning(graph, value));
    DESCENT_ASSERT(model);
    out.push_back(shown_rows(rows_of(workspace, *model, samples)));
  }
  return out;
}

array output_of(kernels::Workspace& workspace, const kernels::Model& model,
                const Samples& samples) {
  array out;
  for (std::size_t i = 0; i < samples.count(); ++i) {
    const auto made = kernels::infer(workspace, model, samples.one(i));
    if (made)
      out.push_back({made->exponents[0], shown(std::span<const std::int32_t>{made->values})});
    else
      out.push_back(nullptr);
  }
  return out;
}

/// The losses of all samples scored at once, and which of them are right.
object losses_of(kernels::Workspace& workspace, const kernels::Model& model, const Samples& samples,
                 const std::vector<std::uint32_t>& targets, kernels::Loss loss) {
  namespace training = modules::training;
  const auto copied = [](kernels::Samples of) { return std::vector(of.begin(), of.end()); };
  const auto all = training::score_slice(workspace, model, {copied(samples.all()), targets}, loss);
  array correct;
  for (std::size_t i = 0; i < samples.count(); ++i)
    correct.push_back(
        training::score_slice(workspace, model, {copied(samples.one(i)), {targets[i]}}, loss)
            .correct);
  return {{"losses", array(all.losses->begin(), all.losses->end())},
          {"correct", std::move(correct)},
          {"hits", all.correct}};
}

}  // namespace

object model_of(const Json& question) {
  const auto graph = graph_in(question.at("graph"));
  const auto model = kernels::Model::prepare(graph);
  DESCENT_ASSERT(model);
  const auto words = words_in(question.at("inputs"));
  std::vector<std::uint32_t> targets;
  for (const auto& target : question.at("targets").as_array()) targets.push_back(number_in(target));
  const Samples samples{words, targets.size()};
  kernels::Workspace workspace;
  object out = losses_of(workspace, *model, samples, targets, loss_in(question.at("loss")));
  const auto& summary = model->summary();
  out["content_hash"] = shown(graph::content_hash(graph));
  out["architecture_hash"] = shown(graph::architecture_hash(graph));
  array shapes;
  for (const auto& shape : summary.shapes) shapes.push_back(array(shape.begin(), shape.end()));
  out["shapes"] = std::move(shapes);
  out["score"] = summary.score;
  out["macs"] = summary.macs;
  out["memory"] = summary.memory;
  array columns;
  for (const auto tensor : weights_of(graph))
    columns.push_back(cut_of(tensor, graph.tensors[tensor]));
  out["columns"] = std::move(columns);
  out["values"] = values_of(workspace, graph, summary.score, samples);
  out["output"] = output_of(workspace, *model, samples);
  return out;
}

}  // namespace descent::crosscheck
