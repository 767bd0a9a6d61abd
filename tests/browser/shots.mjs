// Screenshots for looking: `node shots.mjs OUT [URL-PATH…]` writes each page at 390 and 1280 px, light and dark.
// Without paths it takes every kind of page. NIANBAO_PUBLIC names another folder than `public`.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onePageOfEachKind, readSite } from './built_site.mjs';
import { VIEWS, launch, nameOf, withPage } from './chromium.mjs';
import { serveFolder } from './static_server.mjs';

const [out, ...paths] = process.argv.slice(2);
if (!out) {
  console.error('usage: node shots.mjs OUT [URL-PATH…]');
  process.exit(2);
}
const site = await readSite();
const urls = paths.length > 0 ? paths.map((path) => path.replace(/^\//, '')) : onePageOfEachKind(site.pages).map(({ url }) => url);
await mkdir(out, { recursive: true });
const server = await serveFolder(site.folder);
const browser = await launch();
for (const view of VIEWS) {
  await withPage(browser, view, async (page) => {
    for (const url of urls) {
      const name = `${url.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'home'}-${nameOf(view).replace(' px ', '-')}.png`;
      await page.goto(new URL(url, server.url).href);
      await page.screenshot({ path: join(out, name), fullPage: true });
      console.log(join(out, name));
    }
  });
}
await browser.close();
await server.close();
