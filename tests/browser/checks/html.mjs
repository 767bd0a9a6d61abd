// Every page against the HTML standard, by html-validate.
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import config from '../htmlvalidate.config.mjs';

/**
 * Writes out the tags of the document's frame that HTML lets one leave out and html-validate does not.
 * On the same line, so that places stay right to within a few columns.
 */
export function withFrame(html) {
  let framed = html;
  if (!/<html[\s>]/i.test(framed)) framed = framed.replace(/(<!doctype[^>]*>)?/i, '$1<html>');
  if (!/<head[\s>]/i.test(framed)) framed = framed.replace(/<html[^>]*>/i, '$&<head>');
  if (/<body[\s>]/i.test(framed) && !/<\/head>/i.test(framed)) framed = framed.replace(/<body[\s>]/i, '</head>$&');
  const open = (name) => new RegExp(`<${name}[\\s>]`, 'i').test(framed) && !new RegExp(`</${name}>`, 'i').test(framed);
  return framed + (open('body') ? '</body>' : '') + (/<\/html>/i.test(framed) ? '' : '</html>');
}

/** Findings as `page:line:column: rule: message (selector)`; `more` are rules over those of `htmlvalidate.config.mjs`. */
export async function htmlFindings(pages, more = {}) {
  const validator = new HtmlValidate(new StaticConfigLoader({ ...config, rules: { ...config.rules, ...more } }));
  const findings = [];
  for (const { file, html } of pages) {
    const report = await validator.validateString(withFrame(html), file);
    for (const { messages } of report.results) {
      for (const { line, column, ruleId, message, selector } of messages) {
        findings.push(`${file}:${line}:${column}: ${ruleId}: ${message}${selector ? ` (${selector})` : ''}`);
      }
    }
  }
  return findings;
}
