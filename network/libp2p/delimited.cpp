#include "network/libp2p/delimited.hpp"

namespace descent::network::libp2p {

Expected<std::vector<Bytes>, Delimited::Fault> Delimited::receive(View bytes) {
  append(buffer_, bytes);
  std::vector<Bytes> out;
  View rest = buffer_;
  while (true) {
    const auto length = read_varint(rest);
    if (!length) return Fault::BadLength;
    if (!*length) break;
    if ((*length)->value > max_) return Fault::TooLong;
    const auto size = static_cast<std::size_t>((*length)->value);
    if (rest.size() - (*length)->size < size) break;
    const View message = rest.subspan((*length)->size, size);
    out.emplace_back(message.begin(), message.end());
    rest = rest.subspan((*length)->size + size);
  }
  buffer_.erase(buffer_.begin(), buffer_.end() - static_cast<std::ptrdiff_t>(rest.size()));
  if (buffer_.empty()) buffer_.shrink_to_fit();
  return out;
}

Bytes delimit(View message) {
  Bytes out;
  append_varint(out, message.size());
  append(out, message);
  return out;
}

}  // namespace descent::network::libp2p
