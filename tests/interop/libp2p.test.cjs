// js-libp2p, unmodified, against our side of its wire: each dials the other, identifies and pings.
'use strict';
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');
const { after, before, test } = require('node:test');
const { pathToFileURL } = require('node:url');

const PROGRAM =
  process.env.DESCENT_LIBP2P_RESPONDER ||
  'build/release/tests/network/connection/descent_libp2p_responder';
const WAIT_MS = 20000;

// The packages are ES modules, which NODE_PATH does not find: their entry files are.
async function load(name) {
  for (const folder of (process.env.NODE_PATH || '').split(path.delimiter)) {
    const manifest = path.join(folder, name, 'package.json');
    if (!fs.existsSync(manifest)) continue;
    const { exports } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
    return import(pathToFileURL(path.join(folder, name, exports['.'].import)));
  }
  throw new Error(`${name} is not in NODE_PATH: ./dev test installs it`);
}

// What later versions of Node have and Debian's 18 has not. The packages need nothing else of them.
globalThis.crypto ??= require('node:crypto').webcrypto;
globalThis.CustomEvent ??= class CustomEvent extends Event {
  constructor(type, options = {}) {
    super(type, options);
    this.detail = options.detail ?? null;
  }
};
Promise.withResolvers ??= function () {
  const out = {};
  out.promise = new this((resolve, reject) => Object.assign(out, { resolve, reject }));
  return out;
};

// Our program, and the lines it has said.
class Responder {
  start() {
    this.lines = [];
    this.waiting = [];
    this.process = spawn(PROGRAM, [], { stdio: ['pipe', 'pipe', 'inherit'] });
    readline.createInterface({ input: this.process.stdout }).on('line', (line) => {
      this.lines.push(line);
      this.waiting = this.waiting.filter((check) => !check());
    });
    return this.says(/^LISTENING (.*)$/).then(([, address]) => (this.address = address));
  }

  // Resolves to the match of the first line that fits, said already or not.
  says(pattern) {
    return new Promise((resolve, reject) => {
      const fail = () =>
        reject(new Error(`never said ${pattern}, but:\n${this.lines.join('\n')}`));
      const timer = setTimeout(fail, WAIT_MS);
      const check = () => {
        const found = this.lines.map((line) => line.match(pattern)).find(Boolean);
        if (!found) return false;
        clearTimeout(timer);
        resolve(found);
        return true;
      };
      if (!check()) this.waiting.push(check);
    });
  }

  dial(address) {
    this.process.stdin.write(`${address}\n`);
  }

  // Resolves to its status.
  stop() {
    this.process.stdin.end();
    return new Promise((resolve) => this.process.once('exit', resolve));
  }
}

const responder = new Responder();
let stock;
let multiaddr;

async function stockNode() {
  const { createLibp2p } = await load('libp2p');
  const { tcp } = await load('@libp2p/tcp');
  const { noise } = await load('@libp2p/noise');
  const { yamux } = await load('@libp2p/yamux');
  const { identify } = await load('@libp2p/identify');
  const { ping } = await load('@libp2p/ping');
  return createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    services: { identify: identify(), ping: ping() },
  });
}

before(async () => {
  await responder.start();
  ({ multiaddr } = await load('@multiformats/multiaddr'));
  stock = await stockNode();
});

after(async () => {
  if (stock) await stock.stop();
  if (responder.process.exitCode === null) await responder.stop();
});

test('stock js-libp2p dials, identifies and pings us', async () => {
  const identified = new Promise((resolve) =>
    stock.addEventListener('peer:identify', (event) => resolve(event.detail), { once: true }),
  );
  const connection = await stock.dial(multiaddr(responder.address));
  assert.equal(connection.remotePeer.toString(), responder.address.split('/p2p/')[1]);
  await responder.says(new RegExp(`^SECURED ${stock.peerId}$`));
  const about = await identified;
  assert.equal(about.agentVersion, 'descent/responder');
  assert.equal(about.peerId.toString(), responder.address.split('/p2p/')[1]);
  assert.ok(about.protocols.includes('/ipfs/ping/1.0.0'));
  for (let i = 0; i < 20; i++) assert.ok((await stock.services.ping.ping(connection.remotePeer)) >= 0);
});

test('we dial, identify and ping stock js-libp2p', async () => {
  await stock.hangUp(multiaddr(responder.address));
  responder.lines.length = 0;
  responder.dial(stock.getMultiaddrs()[0]);
  await responder.says(new RegExp(`^SECURED ${stock.peerId}$`));
  const [, about] = await responder.says(/^IDENTIFIED (.*)$/);
  assert.match(about, /^js-libp2p\/3\.3\.11/);
  assert.match(about, /\/ipfs\/id\/1\.0\.0/);
  await responder.says(/^PINGED \d+$/);
});

test('we refuse stock js-libp2p under the name of another peer', async () => {
  const address = stock.getMultiaddrs()[0].toString().split('/p2p/')[0];
  const other = responder.address.split('/p2p/')[1];
  responder.dial(`${address}/p2p/${other}`);
  await responder.says(/^UNREACHED .* the peer is not the one that was dialled$/);
});

test('stock js-libp2p refuses us under the name of another peer', async () => {
  const other = `${responder.address.split('/p2p/')[0]}/p2p/12D3KooWA4Xop1JaT3MHxwYMkCepYsv4iPVopMXwCz5iHYdBfeSB`;
  await assert.rejects(stock.dial(multiaddr(other)));
});

test('ends cleanly when asked to', async () => {
  assert.equal(await responder.stop(), 0);
});
