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
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
        for (const { id, help, nodes } of violations) {
          for (const { target } of nodes) {
            const finding = `${file}: ${id}: ${help} (${target.flat().join(' ')})`;
            found.set(finding, [...(found.get(finding) ?? []), nameOf(view)]);
          }
        }
      }
    });
  }
  return [...found].map(([finding, where]) => `${finding} [${where.join(', ')}]`);
}
