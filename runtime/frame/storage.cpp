#include "runtime/frame/storage.hpp"

namespace descent::frame {

Bytes item_prefix(std::string_view module, std::string_view item) {
  Bytes out;
  append(out, crypto::twox_128(as_view(module)));
  append(out, crypto::twox_128(as_view(item)));
  return out;
}

}  // namespace descent::frame
