#pragma once
// The runtime APIs that the frame itself answers.
#include "runtime/frame/runtime.hpp"

namespace descent::frame {

class CoreHost {
 public:
  struct Api {
    static constexpr std::string_view api_name = "Core";
    static constexpr std::uint32_t api_version = 5;
    static constexpr std::string_view doc = "Which rules a state is under.";

    struct version {
      static constexpr std::string_view doc = "The version of the runtime.";
      using Output = RuntimeVersion;
      DESCENT_FIELDS()
    };
    using Methods = frame::Methods<version>;
  };
  explicit CoreHost(const Runtime& rules) : rules_{rules} {}
  RuntimeVersion query(const Api::version&) const;

 private:
  const Runtime& rules_;
};

struct OpaqueMetadata {
  static constexpr std::string_view type_path = "sp_core::OpaqueMetadata";
  static constexpr bool unnamed = true;
  Bytes bytes;
  DESCENT_FIELDS(bytes)
};

class MetadataHost {
 public:
  struct Api {
    static constexpr std::string_view api_name = "Metadata";
    static constexpr std::uint32_t api_version = 2;
    static constexpr std::string_view doc = "The runtime's description of itself.";

    struct metadata {
      static constexpr std::string_view doc = "The metadata, version 14.";
      using Output = OpaqueMetadata;
      DESCENT_FIELDS()
    };
    struct metadata_at_version {
      static constexpr std::string_view doc = "The metadata in a given version, if it is served.";
      using Output = std::optional<OpaqueMetadata>;
      std::uint32_t version{};
      DESCENT_FIELDS(version)
    };
    struct metadata_versions {
      static constexpr std::string_view doc = "The versions that are served.";
      using Output = std::vector<std::uint32_t>;
      DESCENT_FIELDS()
    };
    using Methods = frame::Methods<metadata, metadata_at_version, metadata_versions>;
  };
  explicit MetadataHost(const Runtime& rules) : rules_{rules} {}
  OpaqueMetadata query(const Api::metadata&) const;
  std::optional<OpaqueMetadata> query(const Api::metadata_at_version&) const;
  std::vector<std::uint32_t> query(const Api::metadata_versions&) const;

 private:
  const Runtime& rules_;
};

enum class TransactionSource : std::uint8_t { InBlock, Local, External, kCount };
class TransactionQueueHost {
 public:
  struct Api {
    static constexpr std::string_view api_name = "TaggedTransactionQueue";
    static constexpr std::uint32_t api_version = 3;
    static constexpr std::string_view doc = "Whether a transaction may enter the pool.";

    struct validate_transaction {
      static constexpr std::string_view doc = "Checks the signature, nonce, era, fee and weight.";
      using Output = Validity<ValidTransaction>;
      TransactionSource source{};
      OpaqueExtrinsic tx;
      Hash block_hash;
      DESCENT_FIELDS(source, tx, block_hash)
    };
    using Methods = frame::Methods<validate_transaction>;
  };
  explicit TransactionQueueHost(Execution& execution) : execution_{execution} {}
  Validity<ValidTransaction> query(const Api::validate_transaction& question);

 private:
  Execution& execution_;
};

}  // namespace descent::frame
