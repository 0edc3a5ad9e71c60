#include "tests/crosscheck/read.hpp"

#include "runtime/graph/validate.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/scale/decimal.hpp"

namespace descent::crosscheck {

Bytes bytes_in(const Json& text) {
  auto out = from_hex("0x" + std::string{text.as_string()});
  DESCENT_ASSERT(out);
  return *std::move(out);
}

Hash hash_in(const Json& text) {
  const auto out = scale::decoded<Hash>(bytes_in(text));
  DESCENT_ASSERT(out);
  return *out;
}

std::vector<std::uint32_t> words_in(const Json& text) {
  const Bytes bytes = bytes_in(text);
  DESCENT_ASSERT(bytes.size() % 4 == 0);
  std::vector<std::uint32_t> out;
  for (View rest = bytes; !rest.empty(); rest = rest.subspan(4))
    out.push_back(*scale::decoded<std::uint32_t>(rest.first(4)));
  return out;
}

std::uint32_t number_in(const Json& number) { return number.to_number<std::uint32_t>(); }

std::vector<u128> amounts_in(const Json& list) {
  std::vector<u128> out;
  for (const auto& text : list.as_array()) out.push_back(*u128_from(text.as_string()));
  return out;
}

kernels::Loss loss_in(const Json& name) {
  return name == "mse" ? kernels::Loss::MeanSquaredError : kernels::Loss::CrossEntropy;
}

graph::Graph graph_in(const Json& text) {
  auto out = graph::decode_graph(bytes_in(text));
  DESCENT_ASSERT(out);
  return *std::move(out);
}

modules::training::PayTerms terms_in(const Json& terms) {
  return {*u128_from(terms.at("reward").as_string()), terms.at("target").to_number<std::uint64_t>(),
          terms.at("harm").to_number<std::uint64_t>(), number_in(terms.at("harm_forfeit"))};
}

std::optional<kernels::Gain> gain_in(const Json& score, std::uint32_t samples) {
  if (score.is_null()) return std::nullopt;
  return kernels::Gain{samples, score.at("gain").to_number<std::int64_t>(),
                       *u128_from(score.at("squares").as_string())};
}

Json shown(const Hash& hash) { return boost::json::string{to_hex(hash.bytes)}; }

}  // namespace descent::crosscheck
