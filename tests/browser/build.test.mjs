// `nianbao build` on the included site: same bytes, nothing rewritten, fast. Uses the program as released.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyOfSite, run } from './nianbao.mjs';

let site;
before(async () => {
  site = await copyOfSite();
});
after(() => site?.remove());

/** Every file below `folder` with its hash and the time of its last change. */
async function inventory(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = {};
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const hash = createHash('sha256').update(await readFile(path)).digest('hex');
    found[path.slice(folder.length)] = { hash, changed: (await stat(path)).mtimeMs };
  }
  return found;
}

async function build(...more) {
  const result = await run(['build', ...more], site.folder);
  assert.equal(result.code, 0, result.stderr);
  return result;
}

test('a second build into the same folder rewrites nothing', async () => {
  await build();
  const first = await inventory(join(site.folder, 'public'));
  assert.ok(Object.keys(first).length > 20, 'the site has pages');
  await build();
  assert.deepEqual(await inventory(join(site.folder, 'public')), first);
});

test('two builds give the same bytes', async () => {
  await build();
  const hashes = (files) => Object.fromEntries(Object.entries(files).map(([path, { hash }]) => [path, hash]));
  const first = hashes(await inventory(join(site.folder, 'public')));
  const other = await copyOfSite();
  try {
    const result = await run(['build'], other.folder);
    assert.equal(result.code, 0, result.stderr);
    assert.deepEqual(hashes(await inventory(join(other.folder, 'public'))), first);
  } finally {
    await other.remove();
  }
});

// Measured and shown, never asserted: these machines are shared. The figure to reach is 300 ms.
test('the time of building the included site is shown', async (t) => {
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    const other = await copyOfSite();
    times.push((await run(['build'], other.folder)).milliseconds);
    await other.remove();
  }
  times.sort((a, b) => a - b);
  t.diagnostic(`${times.map((time) => time.toFixed(0)).join(', ')} ms, process start and writing included`);
  assert.equal(times.length, 5);
});

test('a failed build leaves the published site as it was', async () => {
  await build();
  const before_ = await inventory(join(site.folder, 'public'));
  const figures = join(site.folder, 'content/maichen/2020/figures.yaml');
  const text = await readFile(figures, 'utf8');
  await writeFile(figures, text.replace(/quote: .*/, 'quote: 原文里没有的话'));
  const result = await run(['build'], site.folder);
  await writeFile(figures, text);
  assert.equal(result.code, 1);
  assert.match(result.stderr, /content\/maichen\/2020\/figures\.yaml:\d+:\d+/);
  assert.deepEqual(await inventory(join(site.folder, 'public')), before_);
});
