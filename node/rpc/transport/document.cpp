#include "node/rpc/transport/document.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

namespace descent::rpc {
namespace {

using Status = boost::system::error_code;
using Text = json::string_view;

/// Takes the parser's events, builds the value, and keeps the text of ids.
class Builder {
 public:
  // The parser's own limits; the message's size is the one that binds.
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;

  explicit Builder(std::size_t values_max) : values_max_{values_max} {}

  Document take() { return {stack_.release(), std::move(number_ids_)}; }

  bool on_document_begin(Status&) {
    stack_.reset();
    return true;
  }
  bool on_document_end(Status&) { return true; }

  bool on_object_begin(Status&) {
    ++depth_;
    return true;
  }
  bool on_object_end(std::size_t n, Status& status) {
    --depth_;
    stack_.push_object(n);
    return pushed(status);
  }
  bool on_array_begin(Status&) {
    if (depth_++ == 0) batch_ = true;
    return true;
  }
  bool on_array_end(std::size_t n, Status& status) {
    --depth_;
    stack_.push_array(n);
    return pushed(status);
  }

  bool on_key_part(Text part, std::size_t, Status&) {
    key_ += std::string_view{part};
    stack_.push_chars(part);
    return true;
  }
  bool on_key(Text rest, std::size_t, Status&) {
    key_ += std::string_view{rest};
    if (at_request()) at_id_ = key_ == "id";
    key_.clear();
    stack_.push_key(rest);
    return true;
  }
  bool on_string_part(Text part, std::size_t, Status&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(Text rest, std::size_t, Status& status) {
    stack_.push_string(rest);
    return pushed(status);
  }

  bool on_number_part(Text part, Status&) {
    number_ += std::string_view{part};
    return true;
  }
  bool on_int64(std::int64_t value, Text rest, Status& status) {
    stack_.push_int64(value);
    return number(rest, status);
  }
  bool on_uint64(std::uint64_t value, Text rest, Status& status) {
    stack_.push_uint64(value);
    return number(rest, status);
  }
  bool on_double(double value, Text rest, Status& status) {
    stack_.push_double(value);
    return number(rest, status);
  }
  bool on_bool(bool value, Status& status) {
    stack_.push_bool(value);
    return pushed(status);
  }
  bool on_null(Status& status) {
    stack_.push_null();
    return pushed(status);
  }
  bool on_comment_part(Text, Status&) { return true; }
  bool on_comment(Text, Status&) { return true; }

 private:
  bool at_request() const { return depth_ == (batch_ ? 2u : 1u); }

  bool number(Text rest, Status& status) {
    number_ += std::string_view{rest};
    if (at_id_ && at_request()) number_ids_[place_] = number_;
    number_.clear();
    return pushed(status);
  }

  bool pushed(Status& status) {
    if (batch_ && depth_ == 1) ++place_;
    if (++values_ <= values_max_) return true;
    status = json::error::array_too_large;
    return false;
  }

  json::value_stack stack_;
  std::map<std::size_t, std::string> number_ids_;
  std::string key_, number_;
  std::size_t values_max_, values_ = 0, depth_ = 0, place_ = 0;
  bool batch_ = false, at_id_ = false;
};

Error parse_error(const Status& status, std::size_t at, const Limits& limits) {
  std::string why = status.message();
  if (status == json::error::too_deep)
    why = "more than " + std::to_string(limits.json_depth) + " arrays and objects nested";
  if (status == json::error::array_too_large)
    why = "more than " + std::to_string(limits.json_values) + " values in one message";
  return {kParseError, "Parse error: " + why + ", at byte " + std::to_string(at)};
}

}  // namespace

Expected<Document, Error> read_document(std::string_view text, const Limits& limits) {
  json::parse_options options;
  options.max_depth = limits.json_depth;
  json::basic_parser<Builder> parser{options, limits.json_values};
  Status status;
  const std::size_t end = parser.write_some(false, text.data(), text.size(), status);
  if (!status && end < text.size()) status = json::error::extra_data;
  if (status) return parse_error(status, end, limits);
  return parser.handler().take();
}

}  // namespace descent::rpc
