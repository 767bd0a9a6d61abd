// The built pages as documents: valid HTML, links that lead somewhere. No browser is needed.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { basePath, none, onePageOfEachKind, readSite } from './built_site.mjs';
import { htmlFindings } from './checks/html.mjs';
import { crawlFindings, fileLinkFindings, linkFindings, unreachedPages } from './checks/links.mjs';
import { copyOfSite, run } from './nianbao.mjs';
import { serveFolder } from './static_server.mjs';

let site;
before(async () => {
  site = await readSite();
});

test('every page is valid HTML', async (t) => {
  t.diagnostic(`${site.pages.length} pages`);
  none(await htmlFindings(site.pages));
});

test('before it is minified, no page has a raw <, > or & in its text', async (t) => {
  const copy = await copyOfSite();
  try {
    const config = join(copy.folder, 'config.toml');
    await writeFile(config, (await readFile(config, 'utf8')).replace('minify_html = true', 'minify_html = false'));
    const { code, stderr } = await run(['build'], copy.folder);
    assert.equal(code, 0, stderr);
    const { pages } = await readSite(join(copy.folder, 'public'));
    t.diagnostic(`${pages.length} pages`);
    assert.ok(pages.some(({ html }) => html.includes('&lt;行政执法证&gt;')), 'a page has something to escape');
    none(await htmlFindings(pages, { 'no-raw-characters': 'error' }));
  } finally {
    await copy.remove();
  }
});

test('every link below a base path leads to a page and to an anchor in it', async () => {
  none(linkFindings(site, { mount: '/gov/town/', base: await basePath() }));
});

test('every link opened from a disk names a file', () => {
  none(fileLinkFindings(site));
});

test('every page can be reached from the home page', () => {
  none(unreachedPages(site));
});

test('a visitor who follows every link below /gov/town/ never meets a 404', async (t) => {
  const server = await serveFolder(site.folder, '/gov/town/');
  try {
    const { findings, count } = await crawlFindings(server.url);
    t.diagnostic(`${count} addresses`);
    none(findings);
  } finally {
    await server.close();
  }
});

test('the sample of pages that the browser looks at has every kind', (t) => {
  const sample = onePageOfEachKind(site.pages);
  t.diagnostic(sample.map(({ url }) => `/${url}`).join(' '));
  const wanted = ['', '404.html', /^[^/]+\/$/, /\/\d{4}\/$/, /\/compare\/$/, /\/\d{4}-\d{4}\/$/, /\/figures\/$/, /\/figures\/[^/]+\/$/];
  wanted.push(/\/commitments\/$/, /topics\/$/, /topics\/[^/]+\/$/, /laws\/$/, /laws\/[^/]+\/$/, /^about\/$/);
  none(
    wanted
      .filter((kind) => !sample.some(({ url }) => (typeof kind === 'string' ? url === kind : kind.test(url))))
      .map((kind) => `no page like ${kind || '/'}`),
  );
});
