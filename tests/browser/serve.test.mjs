// `nianbao serve --watch` with a browser beside it, as a clerk drafts: save, look, break something, mend it.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VIEWS, launch, nameOf, withPage } from './chromium.mjs';
import { violations } from './checks/accessibility.mjs';
import { copyOfSite, run, startServer } from './nianbao.mjs';

const REPORT = 'qinghe/2023/';
const SAVES = 9;

let browser, site, server, context, page;
/** Load events: when, by the browser's clock, which is this machine's, and the words of the page. */
let loads = [];

before(async () => {
  browser = await launch();
  site = await copyOfSite();
  server = await startServer(site.folder, '--watch');
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  await page.exposeFunction('tellLoad', (time, words) => loads.push({ time, words }));
  await page.addInitScript(() => addEventListener('load', () => globalThis.tellLoad(Date.now(), document.body.textContent)));
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await site?.remove();
});

const file = (path) => join(site.folder, 'content', path);
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Saves as most editors do: a new file beside the old one takes its name. */
async function saveAtomically(path, text) {
  await writeFile(`${path}.tmp~`, text);
  await rename(`${path}.tmp~`, path);
}

/** Waits until the page shows `text`, wherever in it, and until its load event has come. */
async function shows(text, timeout = 5000) {
  await page.getByText(text).first().waitFor({ state: 'attached', timeout });
  await page.waitForLoadState('load');
}

/** When the first page that fits was loaded. */
async function loadOf(fits, timeout = 5000) {
  const end = Date.now() + timeout;
  for (;;) {
    const load = loads.find(({ words }) => fits(words));
    if (load) return load.time;
    assert.ok(Date.now() < end, `no load event of such a page within ${timeout} ms, ${loads.length} others`);
    await wait(5);
  }
}

async function statusOf(path) {
  return (await fetch(new URL(path, server.url))).status;
}

/** Asks until the answer has the wanted status. */
async function becomes(path, status, timeout = 3000) {
  const end = Date.now() + timeout;
  while ((await statusOf(path)) !== status) {
    assert.ok(Date.now() < end, `/${path} is still ${await statusOf(path)}, not ${status}`);
    await wait(20);
  }
}

/** The text with one more paragraph at its end, so that no quote of a data file changes. */
const withSentence = (text, sentence) => `${text.trimEnd()}\n\n${sentence}\n`;

/** Saves the report `SAVES` times with `save` and returns the milliseconds from each write to the load event that shows it. */
async function measure(save, label) {
  const path = file(`${REPORT}index.md`);
  const original = await readFile(path, 'utf8');
  const times = [];
  for (let round = 1; round <= SAVES; round += 1) {
    const sentence = `${label}第${round}次保存。`;
    const text = withSentence(original, sentence);
    loads = [];
    const start = Date.now();
    await save(path, text);
    times.push((await loadOf((words) => words.includes(sentence))) - start);
    await wait(300);
  }
  loads = [];
  await save(path, original);
  await loadOf((words) => !words.includes(label));
  await wait(300);
  return times.sort((a, b) => a - b);
}

/** A picture for looking, where NIANBAO_SHOTS names a folder. */
async function shot(from, name) {
  const folder = process.env.NIANBAO_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await from.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}.png`) });
}

const middle = (times) => times[Math.floor(times.length / 2)];

for (const [how, save, label] of [
  ['a plain write', writeFile, '直接'],
  ['an atomic save', saveAtomically, '原子'],
]) {
  test(`${how} is on the reloaded page; the time from write to load event is shown (to reach: 150 ms)`, { timeout: 120_000 }, async (t) => {
    await page.goto(new URL(REPORT, server.url).href);
    const times = await measure(save, label);
    t.diagnostic(`write to load event: ${times.join(', ')} ms`);
    t.diagnostic(`in the middle ${middle(times)} ms`);
    assert.equal(times.length, SAVES);
  });
}

test('the place on the page is kept over a reload', { timeout: 30_000 }, async () => {
  await page.goto(new URL(REPORT, server.url).href);
  await page.evaluate(() => scrollTo({ top: 900, behavior: 'instant' }));
  await wait(100);
  const earlier = await page.evaluate(() => scrollY);
  assert.ok(earlier > 300, 'the page is long enough to scroll');
  const path = file(`${REPORT}index.md`);
  const original = await readFile(path, 'utf8');
  await writeFile(path, withSentence(original, '滚动位置不变。'));
  await shows('滚动位置不变。');
  await wait(200);
  const later = await page.evaluate(() => scrollY);
  await writeFile(path, original);
  assert.ok(Math.abs(later - earlier) <= 2, `${earlier} px before, ${later} px after`);
  await wait(500);
});

test('several files saved together are one reload', { timeout: 30_000 }, async () => {
  await page.goto(new URL(REPORT, server.url).href);
  const paths = ['qinghe/2021/index.md', 'qinghe/2022/index.md', `${REPORT}index.md`, 'qinghe/2024/index.md'].map(file);
  const originals = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  // What the tests before this one saved may still be on its way to the page.
  await wait(2000);
  loads = [];
  for (const [index, path] of paths.entries()) await writeFile(path, withSentence(originals[index], '一起保存。'));
  await shows('一起保存。');
  await wait(800);
  assert.equal(loads.length, 1);
  for (const [index, path] of paths.entries()) await writeFile(path, originals[index]);
  await wait(800);
});

test('a mistake in a data file is shown on the page, the last good site stays up, and it recovers by itself', { timeout: 60_000 }, async () => {
  await page.goto(new URL(REPORT, server.url).href);
  const title = await page.locator('h1').first().innerText();
  const path = file(`${REPORT}figures.yaml`);
  const original = await readFile(path, 'utf8');
  await writeFile(path, `${original}\n\t- {broken: [\n`);
  await shows(/figures\.yaml:\d+:\d+/);
  assert.equal(await page.locator('h1').first().innerText(), title, 'the old page is still there');
  assert.equal(await statusOf(''), 200);
  assert.equal(await statusOf(REPORT), 200);
  assert.match(server.output(), /figures\.yaml:\d+:\d+/, 'the finding is in the terminal too');
  await writeFile(path, original);
  await page.getByText(/figures\.yaml:\d+:\d+/).first().waitFor({ state: 'detached', timeout: 5000 });
  assert.equal(await page.locator('h1').first().innerText(), title);
});

test('a quote that is not in the text is shown with its line while the old page stays', { timeout: 60_000 }, async () => {
  await page.goto(new URL(REPORT, server.url).href);
  const path = file(`${REPORT}figures.yaml`);
  const original = await readFile(path, 'utf8');
  await writeFile(path, original.replace(/quote: .*/, 'quote: 原文里没有这句话'));
  await shows(/figures\.yaml:\d+:\d+/);
  await writeFile(path, original);
  await page.getByText(/figures\.yaml:\d+:\d+/).first().waitFor({ state: 'detached', timeout: 5000 });
});

test('a page that is added, renamed or deleted is noticed', { timeout: 30_000 }, async () => {
  await writeFile(file('notice.md'), '---\ntitle: 通知\n---\n\n正文。\n');
  await becomes('notice/', 200);
  await rename(file('notice.md'), file('announcement.md'));
  await becomes('announcement/', 200);
  await becomes('notice/', 404);
  await rm(file('announcement.md'));
  await becomes('announcement/', 404);
});

test('a report whose folder is deleted goes, with its comparison, and comes back', { timeout: 30_000 }, async () => {
  const away = join(site.folder, 'away');
  await rename(file('qinghe/2024'), away);
  await becomes('qinghe/2024/', 404);
  await becomes('qinghe/compare/2023-2024/', 404);
  await rename(away, file('qinghe/2024'));
  await becomes('qinghe/2024/', 200);
  await becomes('qinghe/compare/2023-2024/', 200);
});

test('the content folder deleted while serving leaves the last good site up, and it recovers', { timeout: 30_000 }, async () => {
  const away = join(site.folder, 'content-away');
  await rename(join(site.folder, 'content'), away);
  await wait(1000);
  assert.equal(server.ended(), null, server.output());
  assert.equal(await statusOf(REPORT), 200);
  await rename(away, join(site.folder, 'content'));
  await wait(500);
  await writeFile(file('notice.md'), '---\ntitle: 回来\n---\n\n正文。\n');
  await becomes('notice/', 200);
  await rm(file('notice.md'));
});

for (const view of VIEWS) {
  test(`what check finds is a quiet line on a report and a page of everything, clean for axe-core at ${nameOf(view)}`, { timeout: 60_000 }, async () => {
    await withPage(browser, view, async (beside) => {
      await beside.goto(new URL(REPORT, server.url).href);
      const line = beside.locator('.nianbao-advice summary');
      await line.waitFor({ timeout: 10_000 });
      assert.match(await line.innerText(), /^Check: /);
      const found = await violations(beside);
      assert.deepEqual(found, [], 'the page with the closed line');
      await line.click();
      assert.ok((await beside.locator('.nianbao-advice li').count()) > 0, 'the line opens');
      const box = await beside.locator('.nianbao-advice section').boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= view.viewport.width, 'it stays on the screen');
      assert.deepEqual(await violations(beside), [], 'the page with the open line');
      await shot(beside, `advice-${nameOf(view)}`);
      await beside.locator('.nianbao-advice a').click();
      await beside.getByRole('heading', { level: 1 }).waitFor();
      assert.deepEqual(await violations(beside), [], 'the page of everything');
      assert.equal(await beside.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
      await shot(beside, `check-${nameOf(view)}`);
    });
  });
}

test('a save changes the line; what check finds never holds up the page', { timeout: 60_000 }, async () => {
  await page.goto(new URL(REPORT, server.url).href);
  const line = page.locator('.nianbao-advice summary');
  await line.waitFor({ timeout: 10_000 });
  const earlier = await line.innerText();
  const path = file(`${REPORT}index.md`);
  const original = await readFile(path, 'utf8');
  await writeFile(path, withSentence(original, '联系电话13900000017。'));
  await shows('联系电话13900000017。');
  await page.locator('.nianbao-advice summary', { hasText: /must be mended/ }).waitFor({ timeout: 10_000 });
  assert.notEqual(await line.innerText(), earlier);
  await line.click();
  const words = await page.locator('.nianbao-advice ol').innerText();
  assert.ok(words.includes('139****0017') && !words.includes('13900000017'), words);
  await writeFile(path, original);
  await page.locator('.nianbao-advice summary', { hasText: earlier }).waitFor({ timeout: 10_000 });
  await wait(300);
});

test('without --watch a change is not picked up', { timeout: 30_000 }, async () => {
  const still = await copyOfSite();
  const other = await startServer(still.folder);
  try {
    await mkdir(join(still.folder, 'content/later'), { recursive: true });
    await writeFile(join(still.folder, 'content/later/index.md'), '---\ntitle: 后来\n---\n\n正文。\n');
    await wait(800);
    assert.equal((await fetch(new URL('later/', other.url))).status, 404);
    assert.equal((await fetch(new URL(REPORT, other.url))).status, 200);
  } finally {
    await other.stop();
    await still.remove();
  }
});

test('serving writes no site to the disk', async () => {
  await assert.rejects(readFile(join(site.folder, 'public/index.html')), { code: 'ENOENT' });
});

test('a port that was asked for and is taken ends the program with 2', { timeout: 30_000 }, async () => {
  const result = await run(['serve', '-p', String(server.port)], site.folder);
  assert.equal(result.code, 2, result.stderr);
  assert.match(result.stderr, new RegExp(String(server.port)));
});
