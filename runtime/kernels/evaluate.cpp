#include "runtime/kernels/evaluate.hpp"

#include <algorithm>

#include "runtime/kernels/elementwise.hpp"
#include "runtime/kernels/loss.hpp"
#include "runtime/kernels/samples.hpp"

namespace descent::kernels {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 26;  ///< of the values of a block of samples
constexpr std::size_t kBlockSamplesMax = 1'024;

/// Runs the operators up to the score over one block of samples.
class Pass {
 public:
  Pass(Workspace& workspace, const Model& model, Rows input) : work_{workspace}, model_{model} {
    rows_.push_back(std::move(input));
    place_.push_back(0);
  }

  Expected<Rows, Error> score() && {
    const std::uint32_t wanted = model_.summary().score;
    for (std::uint32_t k = 0; k < wanted; ++k) DESCENT_TRY(step(model_.operators()[k]));
    return std::move(rows_[place_[wanted]]);
  }

 private:
  const Rows& value(std::uint32_t i) const { return rows_[place_[i]]; }

  void made(Rows rows) {
    place_.push_back(rows_.size());
    rows_.push_back(std::move(rows));
  }

  Expected<void, Error> step(const graph::Operator& op) {
    return std::visit([&](const auto& o) { return run(o); },
                      static_cast<const graph::Operator::Cases&>(op));
  }

  Expected<void, Error> product(std::uint32_t input, std::uint32_t weight, const Addend* bias) {
    const auto& shape = model_.weight_shape(weight);
    const Rows& x = value(input);
    const Multiplication how{model_.columns(weight), bias, x.elements / shape[0], shape[1]};
    made(DESCENT_TRY(multiply(work_, how, x)));
    return {};
  }

  Expected<void, Error> run(const graph::Gemm& o) {
    return product(o.input, o.weight, &model_.addend(o.bias));
  }
  Expected<void, Error> run(const graph::MatMul& o) { return product(o.input, o.weight, nullptr); }
  Expected<void, Error> run(const graph::Add& o) {
    const Rows& left = value(o.left);
    if (const auto* tensor = std::get_if<graph::TensorOperand>(&o.right))
      made(DESCENT_TRY(add(left, model_.addend(tensor->tensor))));
    else
      made(DESCENT_TRY(add(left, value(std::get_if<graph::ValueOperand>(&o.right)->value))));
    return {};
  }
  Expected<void, Error> run(const graph::Relu& o) {
    made(relu(value(o.input)));
    return {};
  }
  Expected<void, Error> run(const graph::Flatten& o) { return same(o.input); }
  Expected<void, Error> run(const graph::Reshape& o) { return same(o.input); }
  Expected<void, Error> run(const graph::Softmax& o) { return same(o.input); }
  Expected<void, Error> run(const graph::ArgMax& o) { return same(o.input); }

  /// The elements stay as they are; only their shape has another name.
  Expected<void, Error> same(std::uint32_t input) {
    place_.push_back(place_[input]);
    return {};
  }

  Workspace& work_;
  const Model& model_;
  std::vector<Rows> rows_;
  std::vector<std::size_t> place_;  ///< by value, in `rows_`
};

std::size_t block_samples(const Model& model) {
  const std::size_t fitting = kBlockBytes / static_cast<std::size_t>(model.summary().memory);
  return std::clamp<std::size_t>(fitting, 1, kBlockSamplesMax);
}

void append_rows(Rows& all, const Rows& more) {
  all.mantissas.insert(all.mantissas.end(), more.mantissas.begin(), more.mantissas.end());
  all.exponents.insert(all.exponents.end(), more.exponents.begin(), more.exponents.end());
}

Expected<std::uint64_t, Error> loss_of(const ScoreRow& row, std::uint32_t target, Loss loss) {
  if (loss == Loss::MeanSquaredError) return squared_error(row, target);
  return cross_entropy(row, target);
}

}  // namespace

Expected<Rows, Error> evaluate(Workspace& workspace, const Model& model, Samples samples) {
  const std::size_t elements = model.elements(0);
  if (samples.size() % elements != 0) return Error::ShapeMismatch;
  Rows out{0, model.elements(model.summary().score)};
  const std::size_t step = block_samples(model) * elements;
  for (std::size_t first = 0; first < samples.size(); first += step) {
    const auto block = samples.subspan(first, std::min(step, samples.size() - first));
    Rows input = DESCENT_TRY(rows_from(block, elements));
    append_rows(out, DESCENT_TRY(Pass(workspace, model, std::move(input)).score()));
  }
  return out;
}

Expected<Scored, Error> score(Workspace& workspace, const Model& model, Samples samples,
                              std::span<const std::uint32_t> targets, Loss loss) {
  if (samples.size() != targets.size() * model.elements(0)) return Error::ShapeMismatch;
  const Rows rows = DESCENT_TRY(evaluate(workspace, model, samples));
  Scored out;
  for (std::size_t i = 0; i < rows.samples(); ++i) {
    const ScoreRow row{rows.row(i), rows.exponents[i]};
    out.losses.push_back(DESCENT_TRY(loss_of(row, targets[i], loss)));
    if (loss == Loss::CrossEntropy && arg_max(row) == targets[i]) ++out.correct;
  }
  return out;
}

Expected<Output, Error> infer(Workspace& workspace, const Model& model, Samples samples) {
  const Rows rows = DESCENT_TRY(evaluate(workspace, model, samples));
  const graph::Operator& last = model.operators().back();
  Output out{.elements = model.elements(static_cast<std::uint32_t>(model.operators().size())),
             .values = {},
             .exponents = {}};
  for (std::size_t i = 0; i < rows.samples(); ++i) {
    const ScoreRow row{rows.row(i), rows.exponents[i]};
    if (std::holds_alternative<graph::Softmax>(last)) {
      const auto p = softmax(row);
      out.values.insert(out.values.end(), p.begin(), p.end());
      out.exponents.push_back(-kProbabilityBits);
    } else if (std::holds_alternative<graph::ArgMax>(last)) {
      out.values.push_back(static_cast<std::int32_t>(arg_max(row)));
      out.exponents.push_back(0);
    } else {
      out.values.insert(out.values.end(), row.mantissas.begin(), row.mantissas.end());
      out.exponents.push_back(row.exponent);
    }
  }
  return out;
}

}  // namespace descent::kernels
