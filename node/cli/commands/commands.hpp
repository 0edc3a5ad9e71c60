#pragma once
// Every command. Adding one: its file, which defines its row, and a line here and in commands.cpp.
#include <span>

#include "node/cli/command.hpp"

namespace descent::cli {

std::span<const Command> commands();

namespace command {

extern const Command kNode;
extern const Command kKeyGenerate, kKeyImport, kKeyExport, kKeyList, kKeyInspect;
extern const Command kKeySign, kKeyVerify;
extern const Command kAccountBalance, kAccountTransfer;
extern const Command kModelRegister, kModelList, kModelShow, kModelExport, kModelInfer;
extern const Command kTrainingList, kTrainingShow, kTrainingExplain;
extern const Command kStakeBond, kStakeBondExtra, kStakeNominate, kStakeValidate, kStakeChill;
extern const Command kStakeUnbond, kStakeRebond, kStakeWithdraw, kStakeClaim, kStakeSetKeys;
extern const Command kStakeShow, kStakeValidators;
extern const Command kQueryStorage, kQueryBlock, kQueryEvents;
extern const Command kChainSpecExport, kChainSpecBuild, kChainSpecRaw, kChainSpecInspect;

}  // namespace command
}  // namespace descent::cli
