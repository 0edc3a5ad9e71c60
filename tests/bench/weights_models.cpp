#include "modules/models/weights.hpp"

#include "runtime/graph/f32.hpp"
#include "tests/bench/weights_content.hpp"

namespace descent::bench {
namespace {

using modules::Models;

/// `widest` [1, n] sums: as many operators and tensors as a graph may have, and few bytes.
graph::Graph long_chain() {
  graph::Graph out;
  out.input = {1};
  for (std::uint32_t i = 0; i < 500; ++i) {
    out.tensors.push_back({.shape = {1}, .exponent = -20, .values = {7}});
    out.operators.push_back(graph::Add{i, graph::TensorOperand{i}});
  }
  return out;
}

Bytes encoded(const graph::Graph& graph) { return scale::encoded(graph); }

/// A call that registers a graph which is stored before.
class Registrations {
 public:
  Registrations(WeightChain& chain, std::size_t count, std::function<graph::Graph()> make)
      : chain_{chain}, count_{count}, make_{std::move(make)} {}

  void store(Runtime& r) {
    ready_.clear();
    next_ = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      graph::Graph graph = make_();
      graph.tensors[0].values[0] = static_cast<std::int32_t>(++made_);  // another blob each time
      const AccountId who = chain_.fresh();
      ready_.emplace_back(who, upload(r, who, encoded(graph)));
    }
  }
  Weight one(Runtime& r) {
    const auto& [who, blob] = ready_[next_++];
    return call(r, who, r.models, Models::register_model{blob, "model", "task", {}});
  }

 private:
  WeightChain& chain_;
  const std::size_t count_;
  const std::function<graph::Graph()> make_;
  std::vector<std::pair<AccountId, Hash>> ready_;
  std::size_t next_ = 0;
  std::size_t made_ = 0;
};

void weigh_registering(WeightChain& chain, const std::string& what, std::size_t count,
                       std::function<graph::Graph()> make) {
  Registrations all{chain, count, std::move(make)};
  chain.measure(
      "models registering(" + what + ")", count, [&](Runtime& r) { all.store(r); },
      [&](Runtime& r) { return all.one(r); });
}

void weigh_owners(WeightChain& chain, modules::VersionId version) {
  std::vector<std::pair<AccountId, modules::ModelId>> owned;
  const auto fork = [&](Runtime& r) {
    owned.emplace_back(chain.fresh(), r.models.next_model.get());
    return call(r, owned.back().first, r.models, Models::fork{version, "fork"});
  };
  chain.measure("models kRecord: fork", 300, {}, fork);
  std::size_t next = 0;
  std::vector<AccountId> heirs;
  chain.measure("models kOffer", 100, {}, [&](Runtime& r) {
    heirs.push_back(chain.fresh());
    const auto& [who, model] = owned[next++];
    return call(r, who, r.models, Models::transfer_ownership{model, heirs.back()});
  });
  std::size_t offered = 0;
  chain.measure("models kRecord: accept_ownership", 100, {}, [&](Runtime& r) {
    const auto i = offered++;
    return call(r, heirs[i], r.models, Models::accept_ownership{owned[i].second});
  });
  chain.measure("models kRecord + kRelease: deregister", 100, {}, [&](Runtime& r) {
    const auto& [who, model] = owned[next++];
    return call(r, who, r.models, Models::deregister{model});
  });
}

/// A model with as many kept versions as there may be.
void weigh_release(WeightChain& chain) {
  constexpr std::uint32_t kVersions = 127;
  AccountId who;
  modules::ModelId model{};
  const auto prepare = [&](Runtime& r) {
    who = chain.fresh();
    model = r.models.next_model.get();
    graph::Graph graph = network({4, 2});
    const Hash blob = upload(r, who, encoded(graph));
    call(r, who, r.models, Models::register_model{blob, "many", "", {}});
    for (std::uint32_t i = 0; i < kVersions; ++i) {
      graph.tensors[0].values[0] = static_cast<std::int32_t>(i + 1);
      if (!r.models.add_version(model, encoded(graph), {})) std::abort();
    }
  };
  chain.measure("models kRecord + 128 x kRelease", 1, prepare,
                [&](Runtime& r) { return call(r, who, r.models, Models::deregister{model}); });
}

void weigh_infer(WeightChain& chain, const std::vector<std::uint32_t>& widths,
                 std::size_t samples) {
  modules::VersionId version{};
  std::string name = "models infer, " + std::to_string(samples) + " of";
  for (const auto w : widths) name += " " + std::to_string(w);
  const auto prepare = [&](Runtime& r) {
    const AccountId who = chain.fresh();
    version = r.models.next_version.get();
    const Hash blob = upload(r, who, encoded(network(widths)));
    call(r, who, r.models, Models::register_model{blob, "infer", "", {}});
  };
  std::vector<std::uint32_t> patterns;
  for (std::size_t i = 0; i < samples * widths[0]; ++i)
    patterns.push_back(0x3F000000 + static_cast<std::uint32_t>(i * 2'654'435'761 % 0x800000));
  chain.measure(name, 20, prepare, [&](Runtime& r) {
    return call(r, chain.fresh(), r.models, Models::infer{version, patterns});
  });
}

/// One sample of a model of a shape that the library has not yet seen.
void weigh_set_up(WeightChain& chain) {
  modules::VersionId version{};
  std::uint32_t hidden = 30;
  const auto prepare = [&](Runtime& r) {
    const AccountId who = chain.fresh();
    version = r.models.next_version.get();
    const Hash blob = upload(r, who, encoded(network({3, ++hidden, 2})));
    call(r, who, r.models, Models::register_model{blob, "infer", "", {}});
  };
  chain.measure("models kInfer: one sample, a new shape", 1, prepare, [&](Runtime& r) {
    return call(r, chain.fresh(), r.models, Models::infer{version, {0, 0, 0}});
  });
}

}  // namespace

graph::Graph network(const std::vector<std::uint32_t>& widths) {
  graph::Graph out;
  out.input = {widths[0]};
  std::uint32_t value = 0;
  for (std::size_t i = 1; i < widths.size(); ++i) {
    for (const graph::Shape& shape :
         {graph::Shape{widths[i - 1], widths[i]}, graph::Shape{widths[i]}}) {
      const Bytes random = random_bytes(4 * graph::elements(shape));
      std::vector<std::int32_t> values;
      for (std::size_t k = 0; k < random.size(); k += 4)
        values.push_back((random[k] << 16 | random[k + 1] << 8 | random[k + 2]) - (1 << 23));
      out.tensors.push_back({shape, -24, std::move(values)});
    }
    const auto first = static_cast<std::uint32_t>(2 * (i - 1));
    out.operators.push_back(graph::Gemm{value++, first, first + 1});
    if (i + 1 < widths.size()) out.operators.push_back(graph::Relu{value++});
  }
  return out;
}

void weigh_models(WeightChain& chain) {
  chain.rest();
  weigh_registering(chain, "small", 100, [] { return network({64, 32, 10}); });
  weigh_registering(chain, "1,000 parts", 4, long_chain);
  weigh_registering(chain, "1 MB", 2, [] { return network({512, 500}); });
  modules::VersionId version{};
  chain.block([&](Runtime& r) { version = r.models.next_version.get() - 1; });
  weigh_owners(chain, version);
  weigh_release(chain);
  weigh_set_up(chain);
  weigh_infer(chain, {64, 32, 10}, 1);
  weigh_infer(chain, {64, 32, 10}, 100);
  weigh_infer(chain, {784, 256, 128, 10}, 1);
  weigh_infer(chain, {784, 256, 128, 10}, 100);
  weigh_infer(chain, {512, 500}, 1);
}

}  // namespace descent::bench
