// @polkadot/api, unmodified, against a node: what a wallet and an explorer do.
'use strict';
const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { ApiPromise, HttpProvider, Keyring, WsProvider } = require('@polkadot/api');
const { blake2AsU8a, cryptoWaitReady } = require('@polkadot/util-crypto');
const { compactAddLength, hexToU8a, u8aConcat, u8aToHex } = require('@polkadot/util');
const { NodeProcess } = require('./node_process.cjs');

const GRAD = 10n ** 12n;
const ENDOWMENT = 1000000n * GRAD;
const KINDS = ['ed25519', 'sr25519', 'ecdsa'];
// The example of docs/graph.md: three numbers to the chances of two classes.
const GRAPH = hexToU8a(
  '0x01040300000008080300000002000000e6ff1800000002000000ff000000040000800000000003250601000402' +
    '000000e5ff08cdcccc00666666fe08000000000000000000010000000601000000',
);

const node = new NodeProcess();
const pairs = {};
let api;

before(async () => {
  await cryptoWaitReady();
  await node.start();
  // Retries soon after a restart.
  api = await ApiPromise.create({ provider: new WsProvider(node.url, 100), noInitWarn: true });
  for (const kind of KINDS) pairs[kind] = new Keyring({ type: kind, ss58Format: 42 });
});

after(async () => {
  if (api) await api.disconnect();
  await node.kill();
  node.remove();
});

const dev = (kind, name) => pairs[kind].addFromUri(`//${name}`);

async function free(address, at = api) {
  return (await at.query.system.account(address)).data.free.toBigInt();
}

// Sends and watches; resolves at finality to every status on the way, the block and the events.
function finalised(tx, pair, options = {}) {
  return new Promise((resolve, reject) => {
    const statuses = [];
    tx.signAndSend(pair, options, (update) => {
      statuses.push(update.status.type);
      if (update.isError) reject(new Error(`the transaction became ${update.status.type}`));
      if (!update.isFinalized) return;
      const { dispatchError, events, status } = update;
      resolve({ statuses, block: status.asFinalized, events: events.map((e) => e.event), dispatchError });
    }).catch(reject);
  });
}

function only(events, type) {
  const found = events.filter((event) => type.is(event));
  assert.equal(found.length, 1, `one of ${type.meta.name} in ${events.map((e) => e.method)}`);
  return found[0].data;
}

async function succeeds(tx, pair, options) {
  const done = await finalised(tx, pair, options);
  assert.equal(done.dispatchError, undefined, describe(done.dispatchError));
  only(done.events, api.events.system.ExtrinsicSuccess);
  return done;
}

function describe(error) {
  if (!error) return '';
  return error.isModule ? api.registry.findMetaError(error.asModule).name : error.toString();
}

test('connects and learns what the chain is', async () => {
  assert.equal(api.runtimeChain.toString(), 'Development');
  assert.equal(api.registry.chainSS58, 42);
  assert.deepEqual(api.registry.chainTokens, ['GRAD']);
  assert.deepEqual(api.registry.chainDecimals, [12]);
  assert.equal(api.genesisHash.toHex(), (await api.rpc.chain.getBlockHash(0)).toHex());
  assert.equal(api.consts.balances.existentialDeposit.toBigInt(), GRAD / 1000n);
});

test('decorates every module, call and runtime API of the metadata', () => {
  const modules = ['system', 'timestamp', 'balances', 'utility', 'parameters', 'blobs', 'models', 'training'];
  for (const name of modules) assert.ok(api.tx[name], name);
  for (const name of ['modelsApi', 'blobsApi', 'trainingApi', 'parametersApi'])
    assert.ok(api.call[name], name);
  const { transactionExtensions } = api.runtimeMetadata.asLatest.extrinsic;
  assert.deepEqual(transactionExtensions.map((e) => e.identifier.toString()), [
    'CheckNonZeroSender',
    'CheckSpecVersion',
    'CheckTxVersion',
    'CheckGenesis',
    'CheckMortality',
    'CheckNonce',
    'CheckWeight',
    'ChargeTransactionPayment',
  ]);
});

test('reads accounts: one, many, a page, all, and by subscription', async () => {
  const [alice, bob] = ['Alice', 'Bob'].map((name) => dev('sr25519', name).address);
  assert.equal(await free(alice), ENDOWMENT);
  const many = await api.query.system.account.multi([alice, bob]);
  assert.deepEqual(many.map((a) => a.data.free.toBigInt()), [ENDOWMENT, ENDOWMENT]);
  const all = await api.query.system.account.entries();
  const paged = await api.query.system.account.entriesPaged({ args: [], pageSize: 5 });
  assert.equal(paged.length, 5);
  const total = all.reduce((sum, [, a]) => sum + a.data.free.toBigInt() + a.data.reserved.toBigInt(), 0n);
  assert.equal(total, (await api.query.balances.totalIssuance()).toBigInt());
  const told = await new Promise((resolve, reject) => {
    api.query.system.account(bob, (a) => resolve(a.data.free.toBigInt())).catch(reject);
  });
  assert.equal(told, ENDOWMENT);
  const derived = await api.derive.balances.all(alice);
  assert.equal(derived.availableBalance.toBigInt(), ENDOWMENT);
});

test('reads over HTTP too', async () => {
  const provider = new HttpProvider(node.url.replace('ws', 'http'));
  const plain = await ApiPromise.create({ provider, noInitWarn: true });
  assert.equal(plain.genesisHash.toHex(), api.genesisHash.toHex());
  assert.equal(await free(dev('sr25519', 'Alice').address, plain), ENDOWMENT);
  await plain.disconnect();
});

for (const kind of KINDS) {
  test(`transfers with an ${kind} key, watched to finality, for the fee it estimated`, async () => {
    const from = dev(kind, 'Charlie');
    const to = pairs[kind].addFromUri('//a new account').address;
    const held = await free(from.address);
    const tx = api.tx.balances.transferKeepAlive(to, 5n * GRAD);
    const { partialFee } = await estimate(tx, from);
    const { statuses, events, block } = await succeeds(tx, from);
    // Finality is immediate, and the client skips a status when the next is there already.
    assert.equal(statuses[0], 'Ready');
    assert.equal(statuses.at(-1), 'Finalized');

    const moved = only(events, api.events.balances.Transfer);
    assert.equal(moved.from.toString(), from.address);
    assert.equal(moved.amount.toBigInt(), 5n * GRAD);
    const paid = only(events, api.events.transactionPayment.TransactionFeePaid);
    assert.equal(paid.actualFee.toBigInt(), partialFee.toBigInt());
    assert.ok(paid.actualFee.toBigInt() > 0n);
    assert.equal(paid.tip.toBigInt(), 0n);

    assert.equal(await free(to), 5n * GRAD);
    assert.equal(await free(from.address), held - 5n * GRAD - partialFee.toBigInt());
    const { block: stored } = await api.rpc.chain.getBlock(block);
    assert.equal(stored.extrinsics[0].method.toHuman().method, 'set');
    assert.equal(stored.extrinsics[1].method.toHuman().method, 'transferKeepAlive');
    assert.equal(stored.header.hash.toHex(), block.toHex());
  });

  test(`a wrong ${kind} signature is refused, a right one taken`, async () => {
    const from = dev(kind, 'Dave');
    const signing = (change) => ({ ...from, sign: (data, options) => change(from.sign(data, options)) });
    const remark = api.tx.system.remark('0x00');
    await assert.rejects(finalised(remark, signing(flipped)), /1010: .*bad signature/);
    await succeeds(remark, signing((signature) => signature));
  });
}

// The client's own estimate takes every signature to have 64 bytes; an ecdsa one has 65.
async function estimate(tx, pair) {
  if (pair.type !== 'ecdsa') return tx.paymentInfo(pair);
  const signed = await api.tx(tx.method).signAsync(pair);
  return api.call.transactionPaymentApi.queryInfo(signed.toU8a(), signed.encodedLength);
}

// One bit of the signature itself: behind the byte that says its kind.
function flipped(signature) {
  const out = Uint8Array.from(signature);
  out[2] ^= 1;
  return out;
}

test('a tip, an immortal era and a payload above 256 bytes are signed as the node expects', async () => {
  const eve = dev('sr25519', 'Eve');
  const long = api.tx.system.remark('0x' + '5a'.repeat(1000));
  const { events } = await succeeds(long, eve, { tip: GRAD, era: 0 });
  assert.equal(only(events, api.events.transactionPayment.TransactionFeePaid).tip.toBigInt(), GRAD);
});

test("decodes a failing call's module error", async () => {
  const bob = dev('sr25519', 'Bob');
  const { dispatchError, events } = await finalised(api.tx.models.fork(4000000000, 'mine'), bob);
  assert.ok(dispatchError.isModule);
  const { section, name, docs } = api.registry.findMetaError(dispatchError.asModule);
  assert.equal(`${section}.${name}`, 'models.UnknownVersion');
  assert.match(docs.join(' '), /No version has this number/);
  assert.ok(api.errors.models.UnknownVersion.is(dispatchError.asModule));
  only(events, api.events.system.ExtrinsicFailed);
});

test('reads an old block: its state, its events and its extrinsics', async () => {
  const ferdie = dev('sr25519', 'Ferdie');
  const to = pairs.sr25519.addFromUri('//read of old').address;
  const first = await succeeds(api.tx.balances.transferKeepAlive(to, GRAD), ferdie);
  await succeeds(api.tx.balances.transferKeepAlive(to, 2n * GRAD), ferdie);
  assert.equal(await free(to), 3n * GRAD);

  const old = await api.at(first.block);
  assert.equal(await free(to, old), GRAD);
  const phases = (await old.query.system.events()).map((record) => record.phase.type);
  assert.ok(phases.includes('ApplyExtrinsic'));
  const derived = await api.derive.chain.getBlock(first.block);
  assert.equal(derived.extrinsics[1].extrinsic.signer.toString(), ferdie.address);
  assert.equal(derived.extrinsics[1].dispatchError, undefined);
  const genesis = await api.at(api.genesisHash);
  assert.equal(await free(ferdie.address, genesis), ENDOWMENT);
});

test('registers a model and asks it', async () => {
  const alice = dev('sr25519', 'Alice');
  const chunk = blake2AsU8a(u8aConcat([0], GRAPH));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(GRAPH.length), true);
  const root = u8aToHex(blake2AsU8a(u8aConcat([2], length, chunk)));
  const { events } = await succeeds(
    api.tx.utility.batchAll([
      api.tx.blobs.begin(root, GRAPH.length, [chunk]),
      api.tx.blobs.store(root, 0, u8aToHex(GRAPH)),
      api.tx.models.registerModel(root, 'two classes', 'the example of the graph format', root),
    ]),
    alice,
  );
  const registered = only(events, api.events.models.Registered);
  assert.equal(registered.owner.toString(), alice.address);

  const record = (await api.query.models.models(registered.model)).unwrap();
  assert.equal(record.name.toUtf8 ? record.name.toUtf8() : record.name.toString(), 'two classes');
  const asked = (await api.call.modelsApi.model(registered.model)).unwrap();
  assert.equal(asked.head.toNumber(), registered.version.toNumber());
  // Not through api.call, which takes the whole answer for the bytes of an Option<Bytes>.
  const graph = await api.rpc.state.call('ModelsApi_graph', registered.version.toHex(true));
  assert.equal(graph.toHex(), u8aToHex(u8aConcat([1], compactAddLength(GRAPH))));

  const samples = [...new Uint32Array(new Float32Array([1, 2, 3]).buffer)];
  const [row] = (await api.call.modelsApi.infer(registered.version, samples)).asOk.toJSON();
  const chances = new Float32Array(new Uint32Array(row.values).buffer);
  assert.equal(row.class, 0);
  assert.ok(Math.abs(chances[0] - 1 / (1 + Math.exp(-5.047))) < 1e-6, String(chances));
});

test('follows finalised heads, best heads and the version', async () => {
  const heads = [];
  const stop = await api.rpc.chain.subscribeFinalizedHeads((header) => heads.push(header));
  const best = [];
  const stopBest = await api.rpc.chain.subscribeNewHeads((header) => best.push(header));
  const { block } = await succeeds(api.tx.system.remark('0x01'), dev('sr25519', 'Bob'));
  await until(() => heads.some((header) => header.hash.eq(block)));
  await until(() => best.some((header) => header.hash.eq(block)));
  for (let i = 1; i < heads.length; i++) assert.ok(heads[i].parentHash.eq(heads[i - 1].hash));
  stop();
  stopBest();
  const version = await api.rpc.state.getRuntimeVersion();
  assert.equal(version.specVersion.toNumber(), api.runtimeVersion.specVersion.toNumber());
});

test('a node killed and started again goes on where it was, for the same client', async () => {
  const bob = dev('ecdsa', 'Bob');
  const last = await succeeds(api.tx.system.remark('0x02'), bob);
  const before = await api.rpc.chain.getHeader(last.block);
  const heads = [];
  await api.rpc.chain.subscribeFinalizedHeads((header) => heads.push(header));
  await node.kill();
  await until(() => !api.isConnected);
  await node.start();
  await until(() => api.isConnected);

  const after = await api.rpc.chain.getHeader(last.block);
  assert.equal(after.toHex(), before.toHex());
  const next = await succeeds(api.tx.system.remark('0x03'), bob);
  const header = await api.rpc.chain.getHeader(next.block);
  assert.ok(header.number.toNumber() > before.number.toNumber());
  // The subscription was renewed by the client.
  await until(() => heads.some((head) => head.hash.eq(next.block)));
});

async function until(condition, milliseconds = 30000) {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`still not so after ${milliseconds} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
