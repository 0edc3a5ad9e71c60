#include "node/cli/runtime_words.hpp"

#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

boost::json::string hex(View bytes) { return boost::json::string{to_0x(bytes)}; }

/// Decodes the event of `index` among E, if it is there.
template <class... E>
bool read_event(frame::Events<E...>, std::uint8_t index, scale::Reader& in,
                const JsonWriter& writer, EventEntry& out) {
  [[maybe_unused]] const auto read = [&]<class Event>(std::type_identity<Event>) {
    if (Event::event_index != index) return false;
    Event event{};
    scale::decode(in, event);
    out.name = frame::metadata::short_type_name<Event>();
    if (in.ok()) out.fields = writer.object(event);
    return true;
  };
  return (read(std::type_identity<E>{}) || ...);
}

void read_event(const RuntimeModel& model, scale::Reader& in, const JsonWriter& writer,
                EventEntry& out) {
  const auto module_index = in.byte();
  const auto index = in.byte();
  const bool found = model.any_module([&]<class M>(const M& module) {
    if (module.index() != module_index) return false;
    out.module = M::name;
    if constexpr (requires { typename M::Event; })
      return read_event(typename M::Event{}, index, in, writer, out);
    else
      return false;
  });
  if (!found) in.fail(scale::Error::UnknownVariant);
}

std::optional<std::uint32_t> extrinsic_of(const frame::Phase& phase) {
  const auto* apply = std::get_if<frame::phase::ApplyExtrinsic>(&phase);
  return apply == nullptr ? std::nullopt : std::optional{apply->index};
}

}  // namespace

std::string reason_of(const boost::json::value& dispatch_error) {
  if (dispatch_error.is_string()) return std::string{dispatch_error.as_string()};
  if (!dispatch_error.is_object() || dispatch_error.as_object().size() != 1) return "unknown";
  const auto& [name, inner] = *dispatch_error.as_object().begin();
  const std::string detail = inner.is_string() ? std::string{inner.as_string()} : "unknown";
  return name == "Module" ? detail : std::string{name} + "." + detail;
}

RuntimeWords::RuntimeWords() : model_{std::make_unique<RuntimeModel>()} {}
RuntimeWords::~RuntimeWords() = default;

boost::json::value RuntimeWords::call(View bytes, Audience audience) const {
  scale::Reader in{bytes, &model_->calls};
  const auto module_index = in.byte();
  const JsonWriter writer{*this, audience};
  boost::json::object out;
  model_->any_module([&]<class M>(const M& module) {
    if (module.index() != module_index) return false;
    if constexpr (requires { typename M::Call; }) {
      frame::visit_call(typename M::Call{}, in.byte(), [&]<class C>(std::type_identity<C>) {
        C call{};
        scale::decode(in, call);
        if (!in.done()) return;
        out = {{"module", M::name}, {"call", frame::metadata::short_type_name<C>()}};
        out["arguments"] = writer.object(call);
      });
    }
    return true;
  });
  if (out.empty()) return hex(bytes);
  return out;
}

boost::json::value RuntimeWords::event(View bytes, Audience audience) const {
  scale::Reader in{bytes, &model_->calls};
  EventEntry event;
  read_event(*model_, in, {*this, audience}, event);
  if (!in.done()) return hex(bytes);
  return boost::json::object{
      {"module", event.module}, {"event", event.name}, {"fields", std::move(event.fields)}};
}

std::string RuntimeWords::hold_reason(const frame::HoldReason& reason) const {
  std::string out;
  model_->any_module([&]<class M>(const M& module) {
    if (module.index() != reason.module) return false;
    if constexpr (requires { typename M::HoldReason; })
      out =
          std::string{M::name} + "." +
          std::string{frame::metadata::name_of(static_cast<typename M::HoldReason>(reason.reason))};
    return true;
  });
  if (!out.empty()) return out;
  return std::to_string(reason.module) + "." + std::to_string(reason.reason);
}

std::string RuntimeWords::module_error(const ModuleError& error) const {
  std::string out;
  model_->any_module([&]<class M>(const M& module) {
    if (module.index() != error.index) return false;
    if constexpr (requires { M::errors; }) {
      for (const auto& row : M::errors)
        if (static_cast<std::uint8_t>(row.error) == error.error[0])
          out = std::string{M::name} + "." + std::string{frame::metadata::name_of(row.error)} +
                ": " + std::string{row.doc};
    }
    return true;
  });
  if (!out.empty()) return out;
  return "error " + std::to_string(error.error[0]) + " of module " + std::to_string(error.index);
}

std::optional<std::vector<EventEntry>> RuntimeWords::events(View bytes, Audience audience) const {
  scale::Reader in{bytes, &model_->calls};
  const JsonWriter writer{*this, audience};
  std::vector<EventEntry> out;
  const std::size_t count = scale::decode_count(in, SIZE_MAX);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    frame::Phase phase;
    std::vector<Hash> topics;
    auto& entry = out.emplace_back();
    scale::decode(in, phase);
    entry.extrinsic = extrinsic_of(phase);
    read_event(*model_, in, writer, entry);
    scale::decode(in, topics);
  }
  if (!in.done()) return std::nullopt;
  return out;
}

boost::json::value RuntimeWords::extrinsic(View bytes, Audience audience) const {
  const auto extrinsic = frame::decode_extrinsic(bytes, model_->calls);
  if (!extrinsic) return hex(bytes);
  const JsonWriter writer{*this, audience};
  boost::json::object out{{"hash", writer.write(frame::extrinsic_hash(bytes))}};
  if (const auto& signature = extrinsic->signature) {
    const auto* id = std::get_if<multi_address::Id>(&signature->address);
    out["signer"] = id ? writer.write(id->value) : writer.write(signature->address);
    out["nonce"] = signature->nonce();
    out["tip"] = writer.amount(signature->tip());
    out["era"] = writer.write(signature->era());
  }
  out["call"] = call(extrinsic->call.bytes, audience);
  return out;
}

}  // namespace descent::cli
