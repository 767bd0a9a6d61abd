// axe-core in the browser, all rules that it enables by itself.
import axe from 'axe-core';
import { nameOf, withPage } from '../chromium.mjs';

/** Findings as `page (390 px dark): rule: help (selector)`, one for each element. */
export async function accessibilityFindings(browser, base, pages, views) {
  const findings = [];
  for (const view of views) {
    await withPage(browser, view, async (page) => {
      for (const { file, url } of pages) {
        await page.goto(new URL(url, base).href);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
        for (const { id, help, nodes } of violations) {
          for (const { target } of nodes) findings.push(`${file} (${nameOf(view)}): ${id}: ${help} (${target.flat().join(' ')})`);
        }
      }
    });
  }
  return findings;
}
