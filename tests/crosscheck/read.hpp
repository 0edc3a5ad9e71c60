#pragma once
// The fields of a case of descent.crosscheck. The case is a test's own: what is wrong halts.
#include <boost/json.hpp>

#include "modules/training/score.hpp"
#include "runtime/graph/graph.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::crosscheck {

using Json = boost::json::value;

Bytes bytes_in(const Json& text);
Hash hash_in(const Json& text);
/// Little-endian u32, as hex.
std::vector<std::uint32_t> words_in(const Json& text);
std::uint32_t number_in(const Json& number);
/// A list of decimal strings.
std::vector<u128> amounts_in(const Json& list);
kernels::Loss loss_in(const Json& name);
graph::Graph graph_in(const Json& text);
modules::training::PayTerms terms_in(const Json& terms);
/// null: no score. samples  that it is over
std::optional<kernels::Gain> gain_in(const Json& score, std::uint32_t samples);

/// Hex without a prefix.
Json shown(const Hash& hash);
/// Little-endian elements as hex.
template <class T>
Json shown(std::span<const T> elements) {
  Bytes out;
  for (const T element : elements) scale::encode(out, element);
  return boost::json::string{to_hex(out)};
}

}  // namespace descent::crosscheck
