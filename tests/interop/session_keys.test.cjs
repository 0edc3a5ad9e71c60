// The node's session keys, as a validator's operator handles them with @polkadot/api.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { ApiPromise, Keyring, WsProvider } = require('@polkadot/api');
const { cryptoWaitReady } = require('@polkadot/util-crypto');
const { u8aToHex } = require('@polkadot/util');
const { NodeProcess } = require('./node_process.cjs');

const node = new NodeProcess();
const keystore = path.join(node.folder, 'base/chains/dev/keystore');
let api;

before(async () => {
  await cryptoWaitReady();
  await node.start();
  api = await ApiPromise.create({ provider: new WsProvider(node.url), noInitWarn: true });
});
after(async () => {
  if (api) await api.disconnect();
  await node.kill();
  node.remove();
});

test('rotated keys are in the keystore, for its owner only, and stay there', async () => {
  const first = await api.rpc.author.rotateKeys();
  const second = await api.rpc.author.rotateKeys();
  assert.notEqual(first.toHex(), second.toHex());
  for (const keys of [first, second]) {
    assert.equal(keys.length, 32);
    assert.ok((await api.rpc.author.hasSessionKeys(keys)).isTrue);
  }
  assert.equal(fs.statSync(keystore).mode & 0o777, 0o700);
  for (const name of fs.readdirSync(keystore)) {
    assert.equal(fs.statSync(path.join(keystore, name)).mode & 0o777, 0o600);
  }
});

test('an inserted key is had, and one of another secret is refused', async () => {
  const publicKey = u8aToHex(new Keyring({ type: 'ed25519' }).addFromUri('//Alice').publicKey);
  assert.ok((await api.rpc.author.hasKey(publicKey, 'dsc1')).isFalse);
  await assert.rejects(api.rpc.author.insertKey('dsc1', '//Bob', publicKey), /not that of the public key/);
  await api.rpc.author.insertKey('dsc1', '//Alice', publicKey);
  assert.ok((await api.rpc.author.hasKey(publicKey, 'dsc1')).isTrue);
  assert.deepEqual(
    fs.readFileSync(path.join(keystore, `${Buffer.from('dsc1').toString('hex')}${publicKey.slice(2)}`), 'utf8'),
    '"//Alice"',
  );
});
