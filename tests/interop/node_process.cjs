// A development node as a process of its own: the program that users run.
'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const PROGRAM = process.env.DESCENT_BIN || 'build/release/node/descent';
const START_MS = 60000;

class NodeProcess {
  constructor() {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'descent-interop-'));
    this.rpcPort = 0; // any; then the same again
    this.process = null;
    this.text = '';
  }

  get url() {
    return `ws://127.0.0.1:${this.rpcPort}`;
  }

  // Resolves when the node has said where it serves.
  start() {
    const ports = ['--rpc-port', String(this.rpcPort), '--prometheus-port', '0'];
    const base = path.join(this.folder, 'base');
    this.process = spawn(PROGRAM, ['node', '--dev', '--base-path', base, ...ports]);
    this.text = '';
    return new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`the node did not start: ${why}\n${this.text}`));
      const timer = setTimeout(() => fail('no word from it'), START_MS);
      const read = (data) => {
        this.text += data;
        const port = this.text.match(/^RPC +ws:\/\/127\.0\.0\.1:(\d+)$/m);
        if (!port || !/^Head /m.test(this.text)) return;
        clearTimeout(timer);
        this.rpcPort = Number(port[1]);
        resolve(this);
      };
      this.process.stdout.on('data', read);
      this.process.stderr.on('data', read);
      this.process.on('error', (error) => fail(error.message));
      this.process.on('exit', (status) => fail(`it ended with ${status}`));
    });
  }

  stop() {
    return this.end('SIGTERM');
  }

  kill() {
    return this.end('SIGKILL');
  }

  // Resolves to its status, or the signal that ended it.
  end(signal) {
    const { process: child } = this;
    this.process = null;
    if (!child || child.exitCode !== null) return Promise.resolve(child && child.exitCode);
    return new Promise((resolve) => {
      child.once('exit', (status, by) => resolve(status === null ? by : status));
      child.kill(signal);
    });
  }

  remove() {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

module.exports = { NodeProcess };
