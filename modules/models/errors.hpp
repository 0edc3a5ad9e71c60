#pragma once
// Why Models refuses.
#include "runtime/frame/pallet.hpp"

namespace descent::modules::models {

enum class Error : std::uint8_t {
  UnknownModel,
  UnknownVersion,
  NotOwner,
  NotOffered,
  Locked,
  BadName,
  BadTask,
  BlobNotComplete,
  GraphTooLarge,
  GraphMalformed,
  GraphUnknownVersion,
  GraphBadShape,
  GraphBadTensor,
  GraphBadOperator,
  GraphBadReference,
  GraphUnused,
  GraphTooCostly,
  SampleTooCostly,
  GraphDropped,
  SamplesMisshapen,
  SamplesNotFinite,
  SamplesOverflow,
  OutputTooLarge,
  TooManyNumbers,
  Quarantined,
  NotQuarantined
};

inline constexpr frame::ErrorRow<Error> kErrors[] = {
    {Error::UnknownModel, "No model has this number, or it was deregistered."},
    {Error::UnknownVersion, "No version has this number: `ModelsApi_model` tells a model's head."},
    {Error::NotOwner, "Only the model's owner may do this: fork it to have one of your own."},
    {Error::NotOffered, "The model was not offered to you: its owner calls transfer_ownership."},
    {Error::Locked, "A task is open on the model: wait until it ends."},
    {Error::BadName, "A name has 1 to 64 bytes."},
    {Error::BadTask, "A task is described in at most 256 bytes."},
    {Error::BlobNotComplete, "The graph is not stored: upload all chunks of its blob first."},
    {Error::GraphTooLarge, "The graph has more bytes than `GraphBytesMax`."},
    {Error::GraphMalformed, "The blob is not the SCALE of one graph: export it anew."},
    {Error::GraphUnknownVersion, "The graph is of a layout this chain does not read."},
    {Error::GraphBadShape, "A shape of the graph is empty, too large, or does not fit."},
    {Error::GraphBadTensor,
     "A tensor has values or an exponent out of range, or not as many "
     "values as its shape says."},
    {Error::GraphBadOperator, "The graph has no operator, or Softmax or ArgMax before its end."},
    {Error::GraphBadReference,
     "An operator reads what does not come before it, or tensors are "
     "not in order of first use."},
    {Error::GraphUnused, "The graph has a tensor or a value that nothing uses: remove it."},
    {Error::GraphTooCostly, "A sample takes more multiply-adds or memory than graphs may."},
    {Error::SampleTooCostly,
     "Evaluating one sample takes longer than an evaluation unit: "
     "register a smaller model."},
    {Error::GraphDropped, "The version's graph is no longer kept: use a newer version."},
    {Error::SamplesMisshapen,
     "Send whole samples: as many numbers for each as the model's input "
     "has elements."},
    {Error::SamplesNotFinite, "The samples hold NaN or infinity."},
    {Error::SamplesOverflow, "The model cannot hold what these samples lead to: scale them."},
    {Error::OutputTooLarge, "The answer has more than 4,096 numbers: send fewer samples."},
    {Error::TooManyNumbers, "Every number of a model or version has been used."},
    {Error::Quarantined, "The model was taken out of use by vote; `Models.Quarantines` tells why."},
    {Error::NotQuarantined, "The model is not in quarantine."},
};

}  // namespace descent::modules::models
