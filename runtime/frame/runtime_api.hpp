#pragma once
// Questions a client may ask of a state through `state_call`. A question is a struct like a call:
// its fields are the arguments, `Output` is the answer's type, and its host answers it in
// `query(method)`.
#include "runtime/frame/metadata/names.hpp"
#include "runtime/scale/codec.hpp"

namespace descent::frame {

/// The methods of one runtime API, named after their types. An API is a struct `Api` with
/// `api_name`, `api_version`, `doc` and `Methods`.
template <class... M>
struct Methods {};

template <class H>
concept HostsApi = requires {
  typename H::Api::Methods;
  { H::Api::api_name } -> std::convertible_to<std::string_view>;
  { H::Api::api_version } -> std::convertible_to<std::uint32_t>;
};

/// Why a runtime API call gave no answer.
enum class ApiError : std::uint8_t { NotFound, BadArguments };

/// One call by name, "AccountNonceApi_account_nonce", offered to one host after another.
class ApiCall {
 public:
  ApiCall(std::string_view name, View arguments, const scale::NestedCodec& nested)
      : name_{name}, arguments_{arguments}, nested_{nested} {}

  /// Lets `host` answer, if it hosts the API and has the method.
  template <class H>
  void ask(H& host) {
    if constexpr (HostsApi<H>) {
      std::string_view method = name_;
      if (!method.starts_with(H::Api::api_name)) return;
      method.remove_prefix(H::Api::api_name.size());
      if (!method.starts_with('_')) return;
      method.remove_prefix(1);
      ask_methods(host, method, typename H::Api::Methods{});
    }
  }
  /// SCALE of the answer; NotFound if no host had one.
  const Expected<Bytes, ApiError>& answer() const { return answer_; }

 private:
  template <class H, class... M>
  void ask_methods(H& host, std::string_view method, Methods<M...>) {
    (ask_method<H, M>(host, method), ...);
  }
  template <class H, class M>
  void ask_method(H& host, std::string_view method) {
    if (method != metadata::short_type_name<M>()) return;
    const auto question = scale::decoded<M>(arguments_, &nested_);
    if (question)
      answer_ = scale::encoded<typename M::Output>(host.query(*question));
    else
      answer_ = ApiError::BadArguments;
  }

  std::string_view name_;
  View arguments_;
  const scale::NestedCodec& nested_;
  Expected<Bytes, ApiError> answer_ = ApiError::NotFound;
};

/// blake2b-64 of an API's name, by which RuntimeVersion lists it.
std::array<std::uint8_t, 8> api_id(std::string_view name);

}  // namespace descent::frame
