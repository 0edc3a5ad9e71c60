#pragma once
// What the commands on models share.
#include "modules/models/models.hpp"
#include "node/cli/files.hpp"
#include "node/cli/session.hpp"

namespace descent::cli {

/// The record of a model. errors  Refused: there is none; and as Chain
Outcome<modules::ModelRecord> model_of(const Chain& chain, modules::ModelId id);
/// The version `number` if given, else the head of `model`.
Outcome<modules::VersionId> version_of(const Chain& chain, modules::ModelId model,
                                       std::optional<modules::VersionId> number);

/// "4 x 8", "1" for a single number.
std::string shape_text(const graph::Shape& shape);

}  // namespace descent::cli
