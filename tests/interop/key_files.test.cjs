// Key files between `descent key` and @polkadot/keyring, both unmodified and in both directions.
'use strict';
const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { Keyring } = require('@polkadot/keyring');
const { cryptoWaitReady, mnemonicValidate, signatureVerify } = require('@polkadot/util-crypto');
const { stringToU8a, u8aToHex } = require('@polkadot/util');

const PROGRAM = process.env.DESCENT_BIN || 'build/release/node/descent';
const KINDS = ['sr25519', 'ed25519', 'ecdsa'];
const PASSWORD = 'correct horse, пароль';

let folder;
const at = (name) => path.join(folder, name);

function descent(words, { input = '', status = 0 } = {}) {
  const all = [...words, '--keystore-path', at('keys'), '--password-file', at('pw')];
  const done = spawnSync(PROGRAM, all, { input, encoding: 'utf8' });
  assert.equal(done.status, status, `${words.join(' ')}: ${done.stdout}${done.stderr}`);
  return status === 0 ? done.stdout : done.stderr;
}
const json = (words, options) => JSON.parse(descent([...words, '--json'], options));
const publicKey = (pair) => u8aToHex(pair.publicKey);

before(async () => {
  await cryptoWaitReady();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'descent-keys-'));
  fs.writeFileSync(at('pw'), `${PASSWORD}\n`);
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

for (const kind of KINDS) {
  test(`a wallet opens the ${kind} file that descent wrote`, () => {
    const made = json(['key', 'generate', '--scheme', kind, '--name', `made-${kind}`]);
    assert.ok(mnemonicValidate(made.secretPhrase));
    const file = JSON.parse(descent(['key', 'export', `made-${kind}`]));
    const pair = new Keyring().createFromJson(file);
    assert.ok(pair.isLocked);
    assert.throws(() => pair.unlock('another'));
    pair.unlock(PASSWORD);
    assert.equal(publicKey(pair), made.publicKey);
    assert.equal(pair.meta.name, `made-${kind}`);
    // And the phrase means the same key to it.
    assert.equal(publicKey(new Keyring({ type: kind }).addFromUri(made.secretPhrase)), made.publicKey);
    const { isValid } = signatureVerify('hello', pair.sign(stringToU8a('hello')), pair.address);
    assert.ok(isValid);
  });

  test(`descent opens the ${kind} file that a wallet wrote`, () => {
    const suri = kind === 'sr25519' ? '//Alice/soft///pw' : '//Alice//1///pw';
    const pair = new Keyring({ type: kind, ss58Format: 0 }).addFromUri(suri, { name: 'from a wallet' });
    fs.writeFileSync(at('wallet.json'), JSON.stringify(pair.toJson(PASSWORD)));
    const kept = json(['key', 'import', `wallet-${kind}`, '--file', at('wallet.json')]);
    assert.equal(kept.publicKey, publicKey(pair));
    assert.equal(kept.scheme, kind);
    const { signature } = json(['key', 'sign', 'hello', '--key', `wallet-${kind}`]);
    const address = kind === 'ecdsa' ? pair.publicKey : pair.address;
    const checked = signatureVerify('hello', signature, address);
    assert.ok(checked.isValid);
    assert.equal(checked.crypto, kind);
  });

  test(`descent verifies what a wallet signed with ${kind}`, () => {
    const pair = new Keyring({ type: kind, ss58Format: 42 }).addFromUri('//Bob');
    const signature = u8aToHex(pair.sign(stringToU8a('hello')));
    const words = ['key', 'verify', '--signature', signature, '--account', pair.address];
    assert.equal(json([...words, 'hello']).scheme, kind);
    descent([...words, 'hallo'], { status: 1 });
  });
}

test('a wrong password is exit code 1, with what to do', () => {
  const pair = new Keyring({ type: 'sr25519' }).addFromUri('//Alice');
  fs.writeFileSync(at('other.json'), JSON.stringify(pair.toJson('another password')));
  const said = descent(['key', 'import', 'other', '--file', at('other.json')], { status: 1 });
  assert.match(said, /the password is wrong/);
  assert.ok(!fs.existsSync(at('keys/other.json')));
});

test('keys are for their owner, are never overwritten, and are listed', () => {
  assert.equal(fs.statSync(at('keys')).mode & 0o777, 0o700);
  const names = json(['key', 'list']).map((row) => row.name);
  for (const kind of KINDS) {
    assert.ok(names.includes(`made-${kind}`));
    assert.equal(fs.statSync(at(`keys/made-${kind}.json`)).mode & 0o777, 0o600);
  }
  descent(['key', 'import', 'made-ecdsa'], { input: '//Alice\n', status: 1 });
  descent(['key', 'import', 'made-ecdsa', '--force'], { input: '//Alice\n' });
});

test('a phrase on the input is kept, with its path and password', () => {
  const phrase = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
  const kept = json(['key', 'import', 'phrase'], { input: `${phrase}/soft//hard///pw\n` });
  const pair = new Keyring({ type: 'sr25519' }).addFromUri(`${phrase}/soft//hard///pw`);
  assert.equal(kept.publicKey, publicKey(pair));
});
