// Each check is shown a small site with the mistake that it is for, so that a silent check is known to be a good sign.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onePageOfEachKind, readSite } from './built_site.mjs';
import { launch } from './chromium.mjs';
import { accessibilityFindings } from './checks/accessibility.mjs';
import { htmlFindings } from './checks/html.mjs';
import { crawlFindings, fileLinkFindings, linkFindings, unreachedPages } from './checks/links.mjs';
import { diskFindings, noiseFindings, paperFindings, scriptlessFindings, zoomFindings } from './checks/reading.mjs';
import { verbatimFindings, wordsOfMarkdown } from './checks/verbatim.mjs';
import { serveFolder } from './static_server.mjs';

const VIEW = { viewport: { width: 390, height: 900 }, colorScheme: 'light' };

const page = (main, { head = '', title = '年报' } = {}) =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${title}</title><link rel="stylesheet" href="style.css">${head}</head><body><main>${main}</main></body></html>`;

const GOOD = page('<h1>年报</h1><p>一、<a href="next.html#s-1">下一页</a></p>');
const NEXT = page('<h1>下一页</h1><p id="s-1">二、<a href="index.html">上一页</a></p>');

let browser;
const made = [];
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const undo of made) await undo();
});

/** A site on disk and on a server from a few files; `index.html`, `next.html` and `style.css` are there unless given. */
async function siteOf(files = {}, mount = '/') {
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-checks-'));
  const all = { 'index.html': GOOD, 'next.html': NEXT, 'style.css': 'main { color: #111 }', ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const server = await serveFolder(folder, mount);
  made.push(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  return { site: await readSite(folder), url: server.url };
}

/** The mistake is found, and found only where it is. */
function finds(findings, wanted) {
  assert.ok(
    findings.some((finding) => wanted.test(finding)),
    `nothing like ${wanted} in [${findings.join(', ')}]`,
  );
}

test('a good site passes every check', async () => {
  const { site, url } = await siteOf();
  assert.deepEqual(await htmlFindings(site.pages), []);
  assert.deepEqual(linkFindings(site), []);
  assert.deepEqual(fileLinkFindings(site), []);
  assert.deepEqual(unreachedPages(site), []);
  assert.deepEqual((await crawlFindings(url)).findings, []);
  assert.deepEqual(await accessibilityFindings(browser, url, site.pages, [VIEW]), []);
  assert.deepEqual(await noiseFindings(browser, url, site.pages), []);
  assert.deepEqual(await scriptlessFindings(browser, url, site.pages), []);
  assert.deepEqual(await diskFindings(browser, site.folder, site.pages), []);
  assert.deepEqual(await zoomFindings(browser, url, site.pages), []);
  assert.deepEqual((await paperFindings(browser, url, site.pages)).findings, []);
});

test('minified HTML without optional tags and quotes is valid', async () => {
  const html = '<!doctype html><html lang=zh><meta charset=utf-8><title>a</title><body><main><h1>a</h1><p>b<p>c<ul><li>d<li>e</ul></main>';
  assert.deepEqual(await htmlFindings([{ file: 'a.html', html }]), []);
});

test('invalid HTML is found', async () => {
  const findings = await htmlFindings([{ file: 'a.html', html: page('<h1 id="a">a</h1><p id="a"><div>b</div></p><img src="c.png">') }]);
  finds(findings, /a\.html:1:\d+: no-dup-id/);
  finds(findings, /wcag\/h37/);
});

test('a broken link, a missing anchor and a link out of the base path are found', async () => {
  const bad = '<h1>a</h1><a href="gone.html">a</a><a href="next.html#s-2">b</a><a href="/next.html">c</a><img src="https://a.invalid/b.png" alt="">';
  const { site, url } = await siteOf({ 'index.html': page(bad) }, '/gov/town/');
  const findings = linkFindings(site);
  finds(findings, /`gone.html`: leads nowhere/);
  finds(findings, /there is no #s-2 in next.html/);
  finds(findings, /`\/next.html`: leaves the base path/);
  finds(findings, /is fetched from another host/);
  assert.equal(findings.length, 4);
  finds((await crawlFindings(url)).findings, /gone.html`: 404/);
});

test('a link that needs a server is found', async () => {
  const { site } = await siteOf({
    'index.html': page('<a href="next/">a</a><a href="/next.html">b</a>'),
    'next/index.html': NEXT.replace('index.html', '../index.html'),
  });
  finds(fileLinkFindings(site), /`next\/`: names no file/);
  finds(fileLinkFindings(site), /is the root of the disk/);
});

test('a page that nothing leads to is found', async () => {
  const { site } = await siteOf({ 'lost.html': NEXT });
  assert.deepEqual(unreachedPages(site), ['lost.html: no link leads here from the home page']);
});

test('text without contrast is found by axe-core', async () => {
  const { site, url } = await siteOf({ 'style.css': 'main { color: #ddd; background: #fff }' });
  finds(await accessibilityFindings(browser, url, site.pages, [VIEW]), /^index.html: color-contrast: .*\[390 px light\]$/);
});

test('a request to another host, an error on the console and a failing script are found', async () => {
  const head = '<script src="https://a.invalid/b.js"></script><script>console.error("told"); throw new Error("thrown")</script>';
  const { site, url } = await siteOf({ 'index.html': page('<h1>a</h1>', { head }) });
  const findings = await noiseFindings(browser, url, site.pages);
  finds(findings, /asks another host: https:\/\/a.invalid/);
  finds(findings, /console: told/);
  finds(findings, /script: thrown/);
});

test('a page that needs JavaScript is found', async () => {
  const script = '<h1>a</h1><script>document.querySelector("main").append("一二三四五六七八九十")</script>';
  const { site, url } = await siteOf({ 'index.html': page(script) });
  finds(await scriptlessFindings(browser, url, site.pages), /index.html: main shows 1 of 11/);
});

test('a page without its style sheet on a disk is found', async () => {
  const { site } = await siteOf({ 'index.html': GOOD.replace('"style.css"', '"/style.css"') });
  finds(await diskFindings(browser, site.folder, site.pages), /index.html: cannot load .*style.css/);
});

test('a page that scrolls sideways is found, a table in its own box is not', async () => {
  const wide = '<div class="wide" style="width: 500px">a</div>';
  const { site, url } = await siteOf({
    'index.html': page(wide),
    'next.html': page(`<div style="overflow-x: auto">${wide}</div>`),
    'hidden.html': page(wide, { head: '<style>body { overflow-x: hidden }</style>' }),
  });
  const findings = await zoomFindings(browser, url, site.pages);
  finds(findings, /^index.html: div.wide ends at/);
  finds(findings, /^hidden.html: div.wide ends at/);
  assert.equal(findings.length, 2);
});

test('marks that are lost on paper are found', async () => {
  const { site, url } = await siteOf({
    'index.html': page('<h1>a</h1><span class="mark">新</span><ins>b</ins><p data-mark="改">c</p>'),
    'next.html': page('<h1>a</h1><article data-report-text hidden>b</article>'),
    'style.css': `[data-mark]::before { content: attr(data-mark) }
      @media print { .mark { display: none } ins { text-decoration: none } }
      @media (forced-colors: active) { [data-mark]::before { content: none } }`,
  });
  const { findings, marks } = await paperFindings(browser, url, site.pages);
  finds(findings, /index.html: 2 of 3 marks show in forced colours: without p `c`/);
  finds(findings, /next.html: its text does not show on paper/);
  finds(findings, /index.html: 2 of 3 marks show on paper: without span.mark/);
  finds(findings, /1 ins or del without a line on paper/);
  assert.equal(marks, 3);
});

test('a word added to, lost from or hidden in the text of a report is found', async () => {
  const of = (text) => page(`<h1>年报</h1><article data-report-text>${text}</article>`);
  const { url } = await siteOf({
    'same.html': of('<p>一、<span data-not-text>新</span>全镇</p>\n<p>完</p>'),
    'added.html': of('<p>一、<span>新</span>全镇</p><p>完</p>'),
    'lost.html': of('<p>一、全镇</p>'),
    'hidden.html': of('<p>一、<span hidden>全</span>镇</p><p>完</p>'),
  });
  const check = (name) => verbatimFindings(browser, new URL(name, url).href, '年报\n\n  一、全镇\n  完\n');
  assert.deepEqual(await check('same.html'), []);
  finds(await check('added.html'), /as written, character 5/);
  finds(await check('lost.html'), /as shown, character 7/);
  finds(await check('hidden.html'), /as shown, character 5/);
  finds(await check('next.html'), /no \[data-report-text\]/);
});

test('the words of a report are its Markdown without markup', () => {
  const text = '---\ntitle: "年报"\nreport:\n  year: 2020\n---\n\n## 一、做法\n\n**1.权责。**按照《\\<证\\>》。\n';
  assert.equal(wordsOfMarkdown(text).replace(/\s/g, ''), '年报一、做法1.权责。按照《<证>》。');
});

test('the sample of pages takes two of each kind', () => {
  const urls = ['', '404.html', 'a/', 'a/2020/', 'a/2021/', 'a/2022/', 'b/', 'b/2020/', 'a/compare/', 'a/compare/2020-2021/', 'a/compare/2021-2022/'];
  for (const name of ['x', 'y', 'z']) urls.push(`a/figures/${name}/`);
  urls.push('a/figures/', 'about/');
  const sample = onePageOfEachKind(urls.map((url) => ({ url }))).map(({ url }) => url);
  assert.deepEqual(sample.sort(), [...urls].filter((url) => !['a/2021/', 'a/2022/', 'a/figures/y/'].includes(url)).sort());
});
