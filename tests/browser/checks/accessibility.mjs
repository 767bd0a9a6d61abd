// axe-core in the browser, all rules that it enables by itself.
import axe from 'axe-core';
import { nameOf, withPage } from '../chromium.mjs';

/** Findings as `page: rule: help (selector) [390 px light, 390 px dark]`, one for each element with the views it is found in. */
export async function accessibilityFindings(browser, base, pages, views) {
  const found = new Map();
  for (const view of views) {
    await withPage(browser, view, async (page) => {
      for (const { file, url } of pages) {
        await page.goto(new URL(url, base).href);
        for (const violation of await violations(page)) {
          const finding = `${file}: ${violation}`;
          found.set(finding, [...(found.get(finding) ?? []), nameOf(view)]);
        }
      }
    });
  }
  return [...found].map(([finding, where]) => `${finding} [${where.join(', ')}]`);
}

/** What axe-core finds on the page that is open, as `rule: help (selector)`. */
export async function violations(page) {
  await page.evaluate(axe.source);
  const { violations: all } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return all.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.flat().join(' ')})`));
}
