#pragma once
// What a run is made of. Probabilities are ratios, times are simulated milliseconds.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace descent::sim {

/// How a machine departs from the rules.
enum class LiarKind : std::uint8_t {
  Equivocating,  ///< tells half of the others something else: the one lie that is punished
  Amnesiac,      ///< forgets what it is locked on as soon as it has precommitted
  Silent,        ///< hears everything and says nothing, to anybody or to half of the others
  Lying,         ///< says what is not so: invalid blocks, forged votes, certificates, evidence
};
inline constexpr std::array kLiarKinds{LiarKind::Equivocating, LiarKind::Amnesiac, LiarKind::Silent,
                                       LiarKind::Lying};
std::string_view name_of(LiarKind kind);

/// Whether a kind of fault is part of a run.
enum class When : std::uint8_t {
  Never,
  Sometimes,  ///< the seed says
  Always,
};

inline constexpr std::size_t kMachinesMax = 100;

struct Options {
  std::uint64_t seed{};
  std::size_t machines = 4;      ///< each is a validator; 1 to kMachinesMax
  std::size_t liars = 0;         ///< fewer, if they would have a third of the power
  std::optional<LiarKind> liar;  ///< drawn for each liar if it is not named
  std::uint64_t faults_ms = 8'000;
  std::uint64_t calm_ms = 30'000;  ///< in which all must have got on after that
  std::uint64_t transfers = 40;    ///< sent while faults last
  When uneven = When::Sometimes;   ///< powers are 3 : 2 : 1

  // The network, while faults last but for the last two.
  std::uint64_t loss_one_in = 8;
  std::uint64_t twice_one_in = 12;
  std::uint64_t delay_ms_max = 120;
  bool partitions = true;
  When rough = When::Sometimes;          ///< loses and delays much more: other things happen then
  std::uint64_t delay_ms_min = 1;        ///< always
  std::uint64_t calm_delay_ms_max = 10;  ///< when the faults are over

  // The machines, while faults last.
  std::uint64_t power_cut_one_in = 40;  ///< of writes; 0 never
  When disk = When::Sometimes;          ///< disks are full now and then, some are slow
  /// Clocks are wrong. When the faults are over most are right to a fifth of a second, and less
  /// than a third, liars included, stay wrong by up to an hour.
  When skew = When::Sometimes;
  /// Transfers reach the pools one after the other, so that a block's are not everywhere.
  When scattered = When::Sometimes;

  std::size_t outbound = 0;  ///< others that a machine connects to; 0: all to all
};

class Dice;
bool happens(When when, Dice& dice);
/// With what the seed says of the network.
Options drawn(Options options, Dice& dice);

/// Runs of great networks have fewer blocks, so that a run stays affordable.
Options sized(Options options);

/// So many can lie if all have the same power.
constexpr std::size_t liars_max(std::size_t machines) { return (machines - 1) / 3; }

}  // namespace descent::sim
