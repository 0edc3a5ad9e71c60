#include "network/libp2p/multistream.hpp"

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::network::libp2p {
namespace {

constexpr std::string_view kGreeting = "/multistream/1.0.0";
constexpr std::string_view kNotAvailable = "na";

}  // namespace

Multistream::Multistream(bool dials, std::vector<std::string> protocols)
    : dials_{dials}, protocols_{std::move(protocols)} {
  say(kGreeting);
}

Multistream Multistream::dialler(std::vector<std::string> proposals) {
  DESCENT_ASSERT(!proposals.empty());
  Multistream out{true, std::move(proposals)};
  out.say(out.protocols_.front());
  return out;
}

Multistream Multistream::listener(std::vector<std::string> supported) {
  return Multistream{false, std::move(supported)};
}

Expected<std::size_t, Error> Multistream::receive(View bytes) {
  std::size_t taken = 0;
  while (!selected_ && taken < bytes.size()) {
    line_.push_back(bytes[taken++]);
    if (!DESCENT_TRY(is_whole())) continue;
    const Bytes whole = std::exchange(line_, {});
    const auto size = DESCENT_TRY(read_varint(whole))->size;
    DESCENT_TRY(line(as_text(View{whole}.subspan(size))));
  }
  return taken;
}

/// True if `line_` is a length and as many bytes.
Expected<bool, Error> Multistream::is_whole() {
  const auto length = DESCENT_TRY(read_varint(line_));
  if (!length) return false;
  if (length->value > kLineMax) return Error::LineTooLong;
  if (length->value == 0) return Error::BadLine;
  return line_.size() == length->size + length->value;
}

Outcome Multistream::line(std::string_view text) {
  if (!text.ends_with('\n')) return Error::BadLine;
  text.remove_suffix(1);
  if (greeted_) return dials_ ? answered(text) : proposed(text);
  if (text != kGreeting) return Error::BadLine;
  greeted_ = true;
  return {};
}

Outcome Multistream::answered(std::string_view text) {
  const std::string& proposal = protocols_[proposals_];
  if (text == proposal) {
    selected_ = proposal;
    return {};
  }
  if (text != kNotAvailable) return Error::BadLine;
  if (++proposals_ == protocols_.size()) return Error::NoCommonProtocol;
  say(protocols_[proposals_]);
  return {};
}

Outcome Multistream::proposed(std::string_view text) {
  if (++proposals_ > kProposalsMax) return Error::TooManyProposals;
  const auto found = std::ranges::find(protocols_, text);
  say(found == protocols_.end() ? kNotAvailable : text);
  if (found != protocols_.end()) selected_ = *found;
  return {};
}

void Multistream::say(std::string_view text) {
  append_varint(output_, text.size() + 1);
  append(output_, as_view(text));
  output_.push_back('\n');
}

}  // namespace descent::network::libp2p
