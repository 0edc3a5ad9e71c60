#pragma once
// A whole node: database, rules, pool, engine and ports, from options to clean shutdown.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace descent::service {

/// When a development node makes a block.
struct Sealing {
  enum class Mode : std::uint8_t {
    Instant,   ///< as soon as a transaction is ready
    Interval,  ///< every `interval_ms`, empty or not
    Manual,    ///< on `engine_createBlock` only
  };
  Mode mode = Mode::Instant;
  std::uint64_t interval_ms = 0;
};

/// Where a node meets others. Addresses are multiaddresses.
struct NetworkOptions {
  std::uint16_t port = 30333;            ///< on every address of the machine; 0 takes a free one
  std::vector<std::string> listen;       ///< instead of `port` on every address
  std::vector<std::string> announced;    ///< where others reach it, if it cannot know
  std::vector<std::string> boot_nodes;   ///< besides those of the chain
  std::vector<std::string> reserved;     ///< always connected, never banned
  bool reserved_only = false;            ///< nobody else is
  std::size_t outbound = 8;              ///< peers it looks for
  std::size_t inbound = 32;              ///< peers it lets in
  bool allow_private_addresses = false;  ///< believes in those that peers tell
  std::optional<std::filesystem::path> key_file;  ///< nullopt: below the base path
};

/// Whom a node votes for.
struct ValidatorOptions {
  bool enabled = false;
  /// The session key of a development account ("Alice"), which everybody has.
  std::optional<std::string> dev_account;
  /// The session keys here have never signed: states of signing that are missing are begun.
  bool new_session_key = false;
};

struct NodeOptions {
  std::string chain = "dev";                       ///< a preset of chain-spec
  std::optional<std::filesystem::path> base_path;  ///< nullopt: a folder that goes with the node
  std::optional<std::filesystem::path> keystore_path;  ///< nullopt: below the base path
  bool unsafe_rpc = true;  ///< unsafe methods are answered to callers on this machine
  std::string rpc_address = "127.0.0.1";
  std::uint16_t rpc_port = 9944;  ///< 0 takes a free one
  std::string prometheus_address = "127.0.0.1";
  std::uint16_t prometheus_port = 9615;         ///< 0 takes a free one
  std::optional<std::uint32_t> pruning = 2400;  ///< states kept; nullopt keeps all
  Sealing sealing;
  NetworkOptions network;
  ValidatorOptions validator;
  std::string name = "descent";
  std::string log = "info";  ///< trace, debug, info, warn, error
};

/// Runs until SIGINT or SIGTERM. A development chain without `validator` makes blocks by itself and
/// has no peers; any other agrees on them with others. Prints the development accounts and the
/// addresses it serves on. returns  0 after a clean shutdown; 1 if it could not start or had to
/// halt, with the reason on
///          the error stream
int run_node(const NodeOptions& options);

}  // namespace descent::service
