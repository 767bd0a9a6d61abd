// The built pages as readers meet them, in Chromium. One test a promise; what is looked at is every kind of page.
import { after, before, test } from 'node:test';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, none, onePageOfEachKind, readSite } from './built_site.mjs';
import { VIEWS, launch } from './chromium.mjs';
import { accessibilityFindings } from './checks/accessibility.mjs';
import { diskFindings, noiseFindings, paperFindings, scriptlessFindings, zoomFindings } from './checks/reading.mjs';
import { verbatimFindings, wordsOfMarkdown } from './checks/verbatim.mjs';
import { serveFolder } from './static_server.mjs';

let site, sample, server, browser;
before(async () => {
  site = await readSite();
  sample = onePageOfEachKind(site.pages);
  server = await serveFolder(site.folder, '/');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test('the published text is the text received, character by character', async () => {
  const received = await readFile(join(ROOT, 'tests/cases/maichen-2020.txt'), 'utf8');
  none(await verbatimFindings(browser, new URL('maichen/2020/', server.url).href, received));
});

test('the text of every report is its Markdown, no word and no sign of markup added', async (t) => {
  const files = await readdir(join(ROOT, 'content'), { recursive: true });
  const reports = files.filter((name) => /^[^/]+\/\d{4}\/index\.md$/.test(name)).sort();
  t.diagnostic(`${reports.length} reports`);
  const findings = reports.length === 0 ? ['content holds no report'] : [];
  for (const name of reports) {
    const words = wordsOfMarkdown(await readFile(join(ROOT, 'content', name), 'utf8'));
    findings.push(...(await verbatimFindings(browser, new URL(name.replace('index.md', ''), server.url).href, words)));
  }
  none(findings);
});

test('no page asks another host or reports an error', async () => {
  none(await noiseFindings(browser, server.url, sample));
});

test('every page shows its text without JavaScript', async () => {
  none(await scriptlessFindings(browser, server.url, sample));
});

test('every page opens from a disk with its styles, and its links work there', async () => {
  none(await diskFindings(browser, site.folder, sample));
});

test('no page scrolls sideways at 400 %', async () => {
  none(await zoomFindings(browser, server.url, sample));
});

test('every page can be printed, and no mark is lost on paper or in forced colours', async (t) => {
  const { findings, marks } = await paperFindings(browser, server.url, sample);
  t.diagnostic(`${marks} marks`);
  none(marks === 0 ? ['no page shows a mark, so nothing was looked at', ...findings] : findings);
});

test('axe-core finds nothing on any kind of page at 390 and 1280 px, light and dark', async (t) => {
  t.diagnostic(`${sample.length} pages × ${VIEWS.length} views`);
  none(await accessibilityFindings(browser, server.url, sample, VIEWS));
});
