// Staking through @polkadot/api, unmodified: names, layouts and call bytes are those it expects.
'use strict';
const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { ApiPromise, Keyring, WsProvider } = require('@polkadot/api');
const { cryptoWaitReady } = require('@polkadot/util-crypto');
const { compactAddLength, stringToU8a, u8aConcat, u8aToHex } = require('@polkadot/util');
const { NodeProcess } = require('./node_process.cjs');

const GRAD = 10n ** 12n;
const node = new NodeProcess();
let api, sr25519, ed25519, validator;

before(async () => {
  await cryptoWaitReady();
  await node.start();
  api = await ApiPromise.create({ provider: new WsProvider(node.url, 100), noInitWarn: true });
  sr25519 = new Keyring({ type: 'sr25519', ss58Format: 42 });
  ed25519 = new Keyring({ type: 'ed25519', ss58Format: 42 });
  validator = sr25519.addFromUri('//Alice//stash').address;
});

after(async () => {
  if (api) await api.disconnect();
  await node.kill();
  node.remove();
});

// The name of the error a transaction ends with; undefined if it succeeds.
function errorOf(tx, pair) {
  return new Promise((resolve, reject) => {
    tx.signAndSend(pair, ({ dispatchError, status }) => {
      if (!status.isFinalized) return;
      if (!dispatchError) return resolve(undefined);
      resolve(
        dispatchError.isModule
          ? api.registry.findMetaError(dispatchError.asModule).name
          : dispatchError.toString(),
      );
    }).catch(reject);
  });
}

test('reads the validators of the first era', async () => {
  const { session, staking } = api.query;
  assert.deepEqual((await session.validators()).toJSON(), [validator]);
  assert.equal((await staking.activeEra()).unwrap().index.toNumber(), 0);
  const overview = (await staking.erasStakersOverview(0, validator)).unwrap();
  assert.equal(overview.own.toBigInt(), 500000n * GRAD);
  assert.equal((await staking.ledger(validator)).unwrap().active.toBigInt(), 500000n * GRAD);
  assert.equal(api.consts.staking.sessionsPerEra.toNumber(), 6);
  assert.equal(api.consts.staking.bondingDuration.toNumber(), 28);
});

test('asks who decides on the next block', async () => {
  const [alice, ...others] = (await api.call.sessionApi.authorities()).toJSON();
  assert.equal(others.length, 0);
  assert.equal(ed25519.encodeAddress(alice.id), ed25519.addFromUri('//Alice').address);
  assert.equal(Number(alice.power), 500000);
});

test('bonds, nominates, unbonds and chills', async () => {
  const bob = sr25519.addFromUri('//Bob');
  const { tx, query } = api;
  assert.equal(await errorOf(tx.staking.nominate([validator]), bob), 'NotController');
  assert.equal(await errorOf(tx.staking.bond(100n * GRAD, 'Staked'), bob), undefined);
  assert.equal(await errorOf(tx.staking.nominate([bob.address]), bob), 'BadTarget');
  assert.equal(await errorOf(tx.staking.nominate([validator]), bob), undefined);
  const named = (await query.staking.nominators(bob.address)).unwrap();
  assert.deepEqual(named.targets.toJSON(), [validator]);
  assert.equal(await errorOf(tx.staking.unbond(30n * GRAD), bob), undefined);
  const ledger = (await query.staking.ledger(bob.address)).unwrap();
  assert.equal(ledger.total.toBigInt(), 100n * GRAD);
  assert.equal(ledger.active.toBigInt(), 70n * GRAD);
  assert.equal(ledger.unlocking[0].era.toNumber(), 28);
  const holds = await query.balances.holds(bob.address);
  assert.equal(holds[0].id.toString(), '{"staking":"Staking"}');
  assert.equal(holds[0].amount.toBigInt(), 100n * GRAD);
  assert.equal(await errorOf(tx.staking.chill(), bob), undefined);
  assert.ok((await query.staking.nominators(bob.address)).isNone);
});

test('sets session keys with a proof, and validates', async () => {
  const stash = sr25519.addFromUri('//Charlie');
  const key = ed25519.addFromUri('//Charlie//session');
  const message = u8aConcat(
    compactAddLength(stringToU8a('descent session key')),
    stash.publicKey,
    api.genesisHash,
  );
  const { session, staking } = api.tx;
  const keys = { consensus: key.publicKey };
  assert.equal(await errorOf(session.setKeys(keys, u8aToHex(key.sign('other'))), stash), 'InvalidProof');
  assert.equal(await errorOf(session.setKeys(keys, u8aToHex(key.sign(message))), stash), undefined);
  const kept = (await api.query.session.nextKeys(stash.address)).unwrap();
  assert.deepEqual(kept.consensus.toU8a(), key.publicKey);
  assert.equal(await errorOf(staking.bond(1000n * GRAD, 'Stash'), stash), undefined);
  const prefs = { commission: 50_000_000, blocked: false };
  assert.equal(await errorOf(staking.validate(prefs), stash), undefined);
  const shown = await api.query.staking.validators(stash.address);
  assert.equal(shown.commission.unwrap().toNumber(), 50_000_000);
  assert.equal((await api.query.staking.counterForValidators()).toNumber(), 2);
});
