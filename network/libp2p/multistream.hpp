#pragma once
/// # multistream-select 1.0
/// How two peers agree on what a byte stream carries: the dialler proposes one protocol after the
/// other, the listener echoes the first it knows and answers "na" to the others. A line is its
/// length as a varint, the text, and a line feed.
/// source  github.com/libp2p/specs, connections/README.md
#include <string>
#include <vector>

#include "network/libp2p/varint.hpp"

namespace descent::network::libp2p {

class Multistream {
 public:
  static constexpr std::size_t kLineMax = 1024;     ///< bytes, the line feed among them
  static constexpr std::size_t kProposalsMax = 32;  ///< for one stream

  /// proposals  in order of preference, at least one
  static Multistream dialler(std::vector<std::string> proposals);
  /// supported  what may be selected
  static Multistream listener(std::vector<std::string> supported);

  /// Takes bytes until a protocol is selected; what stands behind the selection belongs to the
  /// protocol and is not taken. Returns how many were taken.
  /// errors  BadVarint, LineTooLong, BadLine, TooManyProposals; NoCommonProtocol (dialler)
  Expected<std::size_t, Error> receive(View bytes);

  /// What is to be sent, once.
  Bytes output() { return std::exchange(output_, {}); }

  /// nullptr until both sides agree. A listener's echo may still be in `output()`.
  const std::string* selected() const { return selected_ ? &*selected_ : nullptr; }

 private:
  Multistream(bool dials, std::vector<std::string> protocols);

  Expected<bool, Error> is_whole();
  Outcome line(std::string_view text);
  Outcome answered(std::string_view text);
  Outcome proposed(std::string_view text);
  void say(std::string_view text);

  bool dials_;
  bool greeted_ = false;  ///< the remote said "/multistream/1.0.0"
  std::vector<std::string> protocols_;
  std::size_t proposals_ = 0;  ///< the dialler's refused ones, or those the listener saw
  std::optional<std::string> selected_;
  Bytes line_, output_;
};

}  // namespace descent::network::libp2p
