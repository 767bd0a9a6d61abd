// Runs the program on copies of the included site. Enter at `copyOfSite` and `startServer`.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './built_site.mjs';

const BINARY = process.env.NIANBAO_BINARY ?? join(ROOT, 'target/release/nianbao');

/** A folder of its own with the included site's config and content; the theme is the one inside the binary. */
export async function copyOfSite() {
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-site-'));
  await cp(join(ROOT, 'config.toml'), join(folder, 'config.toml'));
  await cp(join(ROOT, 'content'), join(folder, 'content'), { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Runs one command to its end: `{ code, stdout, stderr, milliseconds }`. */
export async function run(arguments_, cwd) {
  const start = performance.now();
  const child = spawn(BINARY, arguments_, { cwd, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].on('data', (bytes) => (output[stream] += bytes));
  const code = await new Promise((ended, failed) => child.on('close', ended).on('error', failed));
  return { code, ...output, milliseconds: performance.now() - start };
}

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((found) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** Starts `nianbao serve` with more arguments in `cwd` and waits until it answers. */
export async function startServer(cwd, ...more) {
  const port = await freePort();
  const child = spawn(BINARY, ['serve', '-p', String(port), ...more], { cwd, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  let output = '';
  let ended = null;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code) => (ended ??= `exit ${code}`));
  const url = `http://127.0.0.1:${port}/`;
  const stop = async () => {
    if (ended !== null) return;
    const gone = new Promise((done) => child.on('exit', done));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 3000);
    await gone;
    clearTimeout(late);
  };
  for (let tries = 0; tries < 200; tries += 1) {
    const answers = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return { url, port, stop, output: () => output, ended: () => ended };
    if (ended !== null) break;
    await new Promise((next) => setTimeout(next, 50));
  }
  await stop();
  throw new Error(`nianbao serve did not answer (${ended ?? 'still running'}):\n${output}`);
}
