#pragma once
/// # Files that describe a chain
/// JSON in the shape of Substrate's chain specs: names, boot nodes, and in "genesis" either "raw",
/// every key and value of the state of block 0, or "config", who has what, for people. Both are
/// read; `descent chain-spec raw` turns the second into the first, which says the same to every
/// version of this program.
///
/// A file comes from outside: its size, depth and counts are limited, and what it says is checked
/// (chain-spec/check.hpp) before anything is built from it.
#include <filesystem>

#include "chain-spec/genesis.hpp"
#include "network/libp2p/multiaddr.hpp"

namespace descent::spec {

inline constexpr std::size_t kFileBytesMax = std::size_t{128} << 20;
inline constexpr std::size_t kValuesMax = 2'000'000;  ///< of JSON in a file
inline constexpr std::size_t kDepthMax = 16;          ///< nested arrays and objects
inline constexpr std::size_t kBootNodesMax = 64;

/// How its nodes find each other.
struct Contacts {
  std::vector<network::libp2p::Multiaddr> boot_nodes;  ///< each with its peer's identity
  std::optional<std::string> protocol_id;  ///< for tools; our protocols bear the genesis
};

struct SpecFile {
  chain_spec::ChainSpec chain;
  Contacts contacts;
};

/// For people: nothing is built yet, and nothing but its form is checked.
struct DraftFile {
  chain_spec::Draft draft;
  Contacts contacts;
};

/// What `--chain` names: a preset, or else a file (with '/' or ".json" in it).
/// errors  a sentence for the operator
Expected<SpecFile, std::string> find(std::string_view chain);

/// Reads a file of either form, and builds the second. errors  a sentence for the operator
Expected<SpecFile, std::string> load(const std::filesystem::path& path);

/// The same from a text. errors  a sentence; several, a line each, where several things are wrong
Expected<SpecFile, std::string> read(std::string_view json);

/// As `find`, where it is a preset or a file for people.
/// errors  also a file in the raw form, from which no draft can be had
Expected<DraftFile, std::string> find_draft(std::string_view chain);

/// The chain of a draft, checked. errors  a sentence for each mistake, a line each
Expected<SpecFile, std::string> build(const DraftFile& file);

}  // namespace descent::spec
