"""A federation on a chain: data shared out, parties funded, model registered, task open."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from descent.client import Call, Client, hexed
from descent.commitments import ValidationSet
from descent.demo.settings import (
    DEPOSIT,
    HONEST,
    LICENCE,
    ON_COMMAND,
    PURSE,
    REWARD,
    ROUNDS,
    Setting,
    Windows,
)
from descent.federation import data, network
from descent.federation.party import Party, Vault
from descent.federation.rounds import Federation
from descent.federation.sponsor import Conditions, Sponsor
from descent.wallet import Keypair


@dataclass
class Case:
    """A federation that is set up: the chain's side of it, and the data to judge it by."""

    setting: Setting
    federation: Federation
    split: data.Split
    start: network.Weights
    before: dict[bytes, int]
    """Balances when the task was opened, by account."""
    seed: int

    @property
    def rounds_made(self) -> int:
        """Rounds that are settled."""
        return len(self.federation.results)

    def centralised(self) -> network.Weights:
        """The same network after as many epochs on all honest data in one place."""
        how = self.setting.training
        epochs = how.epochs * max(1, self.rounds_made)
        all_of = network.Training(epochs, how.rate, how.batch, how.decay)
        random = np.random.default_rng(self.seed)
        honest = self.split.training
        return network.train(self.start, honest.x.astype(np.float64), honest.labels, all_of, random)


def _shares(setting: Setting, split: data.Split, random: np.random.Generator) -> list[data.Samples]:
    """The honest parties' data, and the attacker's: a fifth of all samples, every label false."""
    if setting.alpha is None:
        honest = data.iid(split.training, HONEST, random)
    else:
        honest = data.dirichlet(split.training, HONEST, setting.alpha, random)
    some = random.permutation(len(split.training))[: len(split.training) // HONEST]
    classes = int(split.training.labels.max()) + 1
    return [*honest, data.flipped(split.training.taken(some), classes)]


def deposits(setting: Setting, shares: list[data.Samples]) -> list[int]:
    """Equal where the sponsor lists accounts; else by one's data, as a deposit is a weight."""
    if setting.alpha is None:
        return [DEPOSIT] * len(shares)
    mean = sum(map(len, shares)) / len(shares)
    return [int(min(2.0, max(0.5, len(s) / mean)) * DEPOSIT) for s in shares]


def _participants(setting: Setting, parties: list[Party]) -> dict:
    if setting.alpha is None:
        accounts = [hexed(p.key.public_key) for p in parties]
        return {"Listed": {"accounts": accounts, "deposit": DEPOSIT}}
    return {"Open": {"deposit_min": DEPOSIT // 2, "deposit_max": DEPOSIT * 2}}


def fund(client: Client, purse: Keypair, amounts: dict[bytes, int]) -> None:
    """Give accounts what they begin with."""
    calls = [
        Call("Balances", "transfer_keep_alive", {"dest": {"Id": hexed(a)}, "value": amount})
        for a, amount in amounts.items()
    ]
    client.submit_all([(call, purse) for call in calls])


def _parties(setting: Setting, shares: list[data.Samples], seed: int, folder: Path) -> list[Party]:
    """One for each share; the last one is the attacker."""
    stakes = deposits(setting, shares)
    parties = []
    for i, (name, share) in enumerate(zip(setting.party_names, shares, strict=True)):
        key = Keypair.from_uri(f"//{setting.name}//{seed}//{name}")
        own = np.random.default_rng([seed, i])
        vault = Vault(folder / name)
        parties.append(Party(name, key, share, stakes[i], setting.training, own, vault, honest=i < HONEST))
    return parties


def _conditions(setting: Setting, parties: list[Party], rounds: int, windows: Windows) -> Conditions:
    return Conditions(
        rounds=rounds,
        samples=setting.samples,
        reward=REWARD,
        bond=REWARD,
        target=setting.target,
        harm=setting.harm,
        participants=_participants(setting, parties),
        max_participants=len(parties),
        commit_blocks=windows.commit,
        reveal_blocks=windows.reveal,
    )


@dataclass
class _Prepared:
    """A federation whose task is not yet open."""

    setting: Setting
    parties: list[Party]
    sponsor: Sponsor
    split: data.Split
    validation: ValidationSet
    start: network.Weights
    model: int


def _prepare(client: Client, setting: Setting, folder: Path, seed: int, rounds: int) -> _Prepared:
    """Share out the data, fund everybody from //Alice, and register the model."""
    random = np.random.default_rng(seed)
    split = data.split(setting.load(), setting.samples * (rounds + 1), random)
    parties = _parties(setting, _shares(setting, split, random), seed, folder)
    sponsor = Sponsor(Keypair.from_uri(f"//{setting.name}//{seed}//sponsor"), folder / "sponsor")
    amounts = {p.key.public_key: PURSE for p in parties}
    amounts[sponsor.key.public_key] = PURSE + (rounds + 1) * REWARD
    fund(client, Keypair.from_uri("//Alice"), amounts)
    classes = int(split.training.labels.max()) + 1
    start = network.initial(split.training.x.shape[1], setting.hidden, classes, random)
    described = {"name": setting.name, "task": setting.title, "licence": LICENCE}
    model = client.register_onnx(network.to_onnx(start), sponsor.key, **described)
    validation = data.validation_set(split.validation, rounds + 1)
    return _Prepared(setting, parties, sponsor, split, validation, start, model)


def set_up(
    client: Client,
    settings: Sequence[Setting],
    folder: Path,
    *,
    seed: int,
    rounds: int = ROUNDS,
    windows: Windows = ON_COMMAND,
) -> list[Case]:
    """Prepare federations, then open their tasks in one block: a task's clock runs from then on."""
    ready = [_prepare(client, s, folder / f"{s.name}-{seed}", seed, rounds) for s in settings]
    before = [{a: client.balance(a) for a in (q.key.public_key for q in p.parties)} for p in ready]
    opened = client.submit_all(
        (
            p.sponsor.open_task(p.model, _conditions(p.setting, p.parties, rounds, windows), p.validation),
            p.sponsor.key,
        )
        for p in ready
    )
    cases = []
    for p, balances, outcome in zip(ready, before, opened, strict=True):
        task = outcome.event("Training.TaskOpened").fields["task"]
        federation = Federation(p.sponsor, p.parties, p.model, task, p.validation.root)
        cases.append(Case(p.setting, federation, p.split, p.start, balances, seed))
    return cases
