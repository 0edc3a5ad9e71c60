#include "runtime/frame/frame.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::frame {

void Frame::emit(std::uint8_t module, View event) {
  Bytes record = scale::encoded(phase);
  record.push_back(module);
  append(record, event);
  scale::encode_compact(record, 0);  // no topics
  events.push_back(std::move(record));
}

void Frame::checkpoint() {
  state.checkpoint();
  blobs.checkpoint();
  event_marks_.push_back(events.size());
}

void Frame::commit() {
  DESCENT_ASSERT(!event_marks_.empty());
  state.commit();
  blobs.commit();
  event_marks_.pop_back();
}

void Frame::rollback() {
  DESCENT_ASSERT(!event_marks_.empty());
  state.rollback();
  blobs.rollback();
  events.resize(event_marks_.back());
  event_marks_.pop_back();
}

}  // namespace descent::frame
