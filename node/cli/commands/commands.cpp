#include "node/cli/commands/commands.hpp"

namespace descent::cli {

std::span<const Command> commands() {
  using namespace command;
  static const std::vector<Command> rows{
      kNode,
      kKeyGenerate,
      kKeyImport,
      kKeyExport,
      kKeyList,
      kKeyInspect,
      kKeySign,
      kKeyVerify,
      kAccountBalance,
      kAccountTransfer,
      kModelRegister,
      kModelList,
      kModelShow,
      kModelExport,
      kModelInfer,
      kTrainingList,
      kTrainingShow,
      kTrainingExplain,
      kStakeBond,
      kStakeBondExtra,
      kStakeNominate,
      kStakeValidate,
      kStakeChill,
      kStakeUnbond,
      kStakeRebond,
      kStakeWithdraw,
      kStakeClaim,
      kStakeSetKeys,
      kStakeShow,
      kStakeValidators,
      kQueryStorage,
      kQueryBlock,
      kQueryEvents,
      kChainSpecBuild,
      kChainSpecRaw,
      kChainSpecInspect,
      kChainSpecExport,
  };
  return rows;
}

}  // namespace descent::cli
