#include "modules/blobs/merkle.hpp"
#include "modules/training/unit.hpp"
#include "runtime/graph/hashes.hpp"
#include "runtime/graph/validate.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/scale/decimal.hpp"
#include "tests/crosscheck/answer.hpp"

namespace descent::crosscheck {
namespace {

namespace training = modules::training;
using boost::json::array;
using boost::json::object;

Json text(u128 amount) { return boost::json::string{to_string(amount)}; }

// ---- Settlements --------------------------------------------------------------------------------

std::string_view name(training::Outcome outcome) {
  if (outcome == training::Outcome::Merged) return "merged";
  return outcome == training::Outcome::FullStep ? "full step" : "none";
}

object settled(const training::PayTerms& terms, const training::Scores& scores) {
  const auto done = training::settle(terms, scores);
  array verdicts;
  for (const auto& verdict : done.verdicts)
    verdicts.push_back({{"accepted", verdict.accepted},
                        {"paid", verdict.paid},
                        {"payout", text(verdict.payout)},
                        {"forfeit", text(verdict.forfeit)}});
  const auto& contributors = done.version.contributors;
  return {{"version", name(done.version.outcome)},
          {"contributors", array(contributors.begin(), contributors.end())},
          {"gain", done.version.gain},
          {"payable", text(done.payable)},
          {"unpaid", text(terms.reward - done.paid)},
          {"verdicts", std::move(verdicts)}};
}

object made_up(const Json& question) {
  const auto samples = number_in(question.at("n"));
  const auto deposits = amounts_in(question.at("deposits"));
  training::Scores scores{{},
                          gain_in(question.at("merged"), samples),
                          gain_in(question.at("full_step"), samples),
                          samples};
  for (std::size_t i = 0; i < deposits.size(); ++i)
    scores.candidates.push_back({deposits[i], gain_in(question.at("scores").at(i), samples)});
  const auto weights = graph::merge_weights(deposits);
  return {{"weights", array(weights.begin(), weights.end())},
          {"settlement", settled(terms_in(question.at("terms")), scores)}};
}

// ---- The validation set -------------------------------------------------------------------------

/// The root of the slice that is shown, and whether the chain accepts it.
object opened(const Json& question, const graph::Graph& graph, kernels::Loss loss) {
  const auto summary = graph::validate(graph);
  const auto elements_of = [&](std::uint32_t value) {
    return static_cast<std::uint32_t>(graph::elements(summary->shapes[value]));
  };
  const training::SetShape shape{number_in(question.at("slices")),
                                 number_in(question.at("samples")), elements_of(0), loss};
  const auto number = number_in(question.at("number"));
  const Bytes opening = bytes_in(question.at("opening"));
  std::vector<Hash> proof;
  for (const auto& hash : question.at("proof").as_array()) proof.push_back(hash_in(hash));
  const auto accepted = training::check_opening(hash_in(question.at("root")), shape, number,
                                                opening, proof, elements_of(summary->score));
  return {{"slice_root", shown(training::slice_root(shape, number, opening))},
          {"accepted", static_cast<bool>(accepted)}};
}

// ---- A round ------------------------------------------------------------------------------------

class Round {
 public:
  explicit Round(const Json& question)
      : base_{bytes_in(question.at("graph"))},
        loss_{loss_in(question.at("loss"))},
        slice_{words_in(question.at("inputs")), {}},
        terms_{terms_in(question.at("round").at("terms"))},
        deposits_{amounts_in(question.at("round").at("deposits"))} {
    for (const auto& target : question.at("targets").as_array())
      slice_.targets.push_back(number_in(target));
    for (const auto& update : question.at("round").at("updates").as_array())
      updates_.push_back(bytes_in(update));
    weights_ = graph::merge_weights(deposits_);
    base_losses_ = *evaluated(*assembled({}, 0)).losses;
  }

  object answer() {
    training::Scores scores{{}, {}, {}, static_cast<std::uint32_t>(slice_.targets.size())};
    std::uint32_t total = 0;
    for (const auto weight : weights_) total += weight;
    array shown_candidates;
    for (std::size_t i = 0; i < updates_.size(); ++i) {
      shown_candidates.push_back(scored(assembled({{i, weights_[i]}}, total)));
      scores.candidates.push_back({deposits_[i], last_});
    }
    object out{{"weights", array(weights_.begin(), weights_.end())},
               {"candidates", std::move(shown_candidates)},
               {"merged", nullptr},
               {"full_step", nullptr}};
    const auto chosen = training::accepted(scores.candidates);
    if (!chosen.empty()) {
      out["merged"] = scored(merged(chosen));
      scores.merged = last_;
      out["full_step"] = scored(assembled({{training::best(scores.candidates), 1}}, 1));
      scores.full = last_;
    }
    out["settlement"] = settled(terms_, scores);
    return out;
  }

 private:
  using Parts = std::vector<std::pair<std::size_t, std::uint32_t>>;

  std::optional<graph::Graph> assembled(const Parts& parts, std::uint32_t total) const {
    training::Subject what{{}, {}, total};
    training::Content content{base_, {}};
    for (const auto& [number, weight] : parts) {
      what.updates.emplace_back(modules::blob_root(updates_[number]), weight);
      content.updates.push_back(updates_[number]);
    }
    return training::assemble(what, content);
  }

  std::optional<graph::Graph> merged(const std::vector<std::size_t>& chosen) const {
    Parts parts;
    std::uint32_t total = 0;
    for (const auto i : chosen) {
      parts.emplace_back(i, weights_[i]);
      total += weights_[i];
    }
    return assembled(parts, total);
  }

  training::UnitResult evaluated(const graph::Graph& graph) {
    const auto model = kernels::Model::prepare(graph);
    DESCENT_ASSERT(model);
    return training::score_slice(workspace_, *model, slice_, loss_);
  }

  /// What a merge comes to, and its gain in `last_`.
  Json scored(const std::optional<graph::Graph>& graph) {
    last_ = std::nullopt;
    if (!graph) return nullptr;
    const auto result = evaluated(*graph);
    last_.emplace();
    for (std::size_t i = 0; i < base_losses_.size(); ++i)
      last_->add(base_losses_[i], (*result.losses)[i]);
    return {{"content_hash", shown(graph::content_hash(*graph))},
            {"losses", array(result.losses->begin(), result.losses->end())},
            {"correct", result.correct},
            {"gain", last_->sum},
            {"squares", text(last_->squares)}};
  }

  Bytes base_;
  kernels::Loss loss_;
  training::Slice slice_;
  training::PayTerms terms_;
  std::vector<u128> deposits_;
  std::vector<Bytes> updates_;
  std::vector<std::uint32_t> weights_;
  std::vector<std::uint64_t> base_losses_;
  std::optional<kernels::Gain> last_;
  kernels::Workspace workspace_;
};

array commitments(const Json& question) {
  array out;
  const auto& updates = question.at("updates").as_array();
  for (std::size_t i = 0; i < updates.size(); ++i) {
    const auto& bound = question.at("commitments").at(i);
    const Hash root = modules::blob_root(bytes_in(updates[i]));
    const AccountId account{hash_in(bound.at("account")).bytes};
    const Hash sealed =
        training::commitment(root, hash_in(bound.at("salt")), account, number_in(bound.at("task")),
                             number_in(bound.at("round")));
    out.push_back({{"root", shown(root)}, {"commitment", shown(sealed)}});
  }
  return out;
}

}  // namespace

object round_of(const Json& question) {
  const auto graph = graph_in(question.at("graph"));
  object out{{"validation_set",
              opened(question.at("validation_set"), graph, loss_in(question.at("loss")))},
             {"made_up", made_up(question.at("made_up"))},
             {"round", nullptr}};
  const auto& round = question.at("round");
  if (round.is_null()) return out;
  object answer = Round{question}.answer();
  answer["commitments"] = commitments(round);
  out["round"] = std::move(answer);
  return out;
}

}  // namespace descent::crosscheck
