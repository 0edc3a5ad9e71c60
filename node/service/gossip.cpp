#include "node/service/gossip.hpp"

namespace descent::service::gossip {

Expected<Message, scale::Error> decode(View bytes) {
  if (bytes.size() > kMessageBytesMax) return scale::Error::TooMany;
  return scale::decoded<Message>(bytes);
}

}  // namespace descent::service::gossip
