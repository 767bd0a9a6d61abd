// Search indexes as sites use them: the program writes them, its script loads them. Needs no browser.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import vm from 'node:vm';
import { run } from './nianbao.mjs';

const FILES = {
  'config.toml': `base_url = "https://a.example"
default_language = "zh-CN"
build_search_index = true
[languages.en]
build_search_index = true
[languages.en.search]
index_format = "elasticlunr_json"
[languages.fr]
build_search_index = true
`,
  'templates/index.html': '',
  'templates/page.html': '',
  'content/_index.md': '+++\ntitle = "迈陈镇法治政府建设"\n+++\n推进依法行政。',
  'content/2019.md': '+++\ntitle = "2019年度报告"\n+++\n开展行政执法检查15次，化解行政争议。',
  'content/2020.md': '+++\ntitle = "2020年度报告"\n+++\n加强执法队伍建设，政府依法公开信息；使用 Web 平台受理𠮷村申请。',
  'content/_index.en.md': '+++\ntitle = "Open data"\n+++\nNothing yet.',
  'content/a.en.md': '+++\ntitle = "Applying for information"\n+++\nApplications are answered within twenty days.',
  'content/b.en.md': '+++\ntitle = "Days"\n+++\nThe relational databases were running well; information informs.',
  'content/a.fr.md': '+++\ntitle = "Élections"\n+++\nLes élections municipales.',
};

let folder;
let elasticlunr;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nianbao-search-'));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const { code, stderr } = await run(['build'], folder);
  assert.equal(code, 0, stderr);
  elasticlunr = createRequire(import.meta.url)(join(folder, 'public/elasticlunr.min.js'));
});
after(() => rm(folder, { recursive: true, force: true }));

const written = (name) => readFile(join(folder, 'public', name), 'utf8');

/** The index of a script, loaded as a page loads it: two script elements, then `window.searchIndex`. */
async function inPage(language) {
  const window = {};
  const page = vm.createContext({ window, self: window });
  vm.runInContext(await written('elasticlunr.min.js'), page);
  vm.runInContext(await written(`search_index.${language}.js`), page);
  return window.elasticlunr.Index.load(window.searchIndex);
}

async function inEnglish() {
  return JSON.parse(await written('search_index.en.json'));
}

// The lists of a page are of another realm; `Array.from` makes them comparable.
const paths = (results) => Array.from(results, ({ ref }) => ref.replace('https://a.example', ''));

test('a Chinese index loads and finds words anywhere in a text', async () => {
  const index = await inPage('zh-CN');
  assert.deepEqual(paths(index.search('行政执法', {})), ['/2019/']);
  assert.deepEqual(paths(index.search('执法', {})).sort(), ['/2019/', '/2020/']);
  assert.deepEqual(paths(index.search('依法', { bool: 'AND', expand: true })).sort(), ['/', '/2020/']);
  assert.deepEqual(paths(index.search('2019年', {})), ['/2019/']);
  assert.deepEqual(paths(index.search('web', {})), ['/2020/']);
  assert.deepEqual(paths(index.search('𠮷村', {})), ['/2020/']);
  assert.deepEqual(paths(index.search('没有这些字', {})), []);
});

test('one Chinese character is found wherever it stands', async () => {
  const index = await inPage('zh-CN');
  assert.deepEqual(paths(index.search('次', {})), ['/2019/']);
  assert.deepEqual(paths(index.search('村', {})), ['/2020/']);
});

test('words apart are any of them, or all with AND', async () => {
  const index = await inPage('zh-CN');
  assert.deepEqual(paths(index.search('执法 争议', {})), ['/2019/', '/2020/']);
  assert.deepEqual(paths(index.search('执法 争议', { bool: 'AND' })), ['/2019/']);
});

test('English words are found by their stem, and results carry their documents', async () => {
  // As many search scripts do, the loader is passed on as a bare function.
  const index = await inEnglish().then(elasticlunr.Index.load);
  const results = index.search('application', { fields: { title: { boost: 2 }, body: { boost: 1 } } });
  assert.deepEqual(paths(results), ['/en/a/']);
  assert.equal(results[0].doc.title, 'Applying for information');
  assert.ok(results[0].score > 0);
  assert.deepEqual(paths(index.search('runs', {})), ['/en/b/']);
});

test('the script and the program take words to the same stem', async () => {
  const data = await inEnglish();
  const index = elasticlunr.Index.load(data);
  const own = elasticlunr(function () {
    this.setRef('id');
    data.fields.forEach((field) => this.addField(field));
  });
  Object.values(data.documentStore.docs).forEach((doc) => own.addDoc(doc));
  assert.deepEqual(JSON.parse(JSON.stringify(own.index)), data.index);
  assert.deepEqual(JSON.parse(JSON.stringify(own.documentStore)), data.documentStore);
  assert.deepEqual(own.search('twenty days'), index.search('twenty days'));
});

test('the script and the program take Chinese apart alike', async () => {
  const page = { window: {} };
  vm.runInNewContext(await written('search_index.zh-CN.js'), page);
  const data = JSON.parse(JSON.stringify(page.window.searchIndex));
  const own = elasticlunr(function () {
    this.setRef('id');
    this.pipeline = elasticlunr.Pipeline.load(data.pipeline);
    data.fields.forEach((field) => this.addField(field));
  });
  Object.values(data.documentStore.docs).forEach((doc) => own.addDoc(doc));
  assert.deepEqual(JSON.parse(JSON.stringify(own.index)), data.index);
});

test('a title weighs more than a body where it is boosted', async () => {
  const index = elasticlunr.Index.load(await inEnglish());
  const config = { fields: { title: { boost: 10 }, body: { boost: 1 } } };
  assert.deepEqual(paths(index.search('days', config)), ['/en/b/', '/en/a/']);
  assert.deepEqual(paths(index.search('twenty', { fields: { title: {} } })), []);
});

test('the start of a word is enough where words are expanded', async () => {
  const index = elasticlunr.Index.load(await inEnglish());
  assert.deepEqual(paths(index.search('datab', {})), []);
  assert.deepEqual(paths(index.search('datab', { expand: true })), ['/en/b/']);
});

test('a language without a pipeline of its own is found by whole words', async () => {
  const index = await inPage('fr');
  assert.deepEqual(paths(index.search('élections', {})), ['/fr/a/']);
});

test('stop words can be cleared and put back', async () => {
  const index = elasticlunr.Index.load(await inEnglish());
  const count = Object.keys(elasticlunr.stopWordFilter.stopWords).length;
  assert.ok(count > 50);
  assert.deepEqual(paths(index.search('the twenty', { bool: 'AND' })), ['/en/a/']);
  elasticlunr.clearStopWords();
  assert.deepEqual(paths(index.search('the twenty', { bool: 'AND' })), []);
  elasticlunr.resetStopWords();
  assert.equal(Object.keys(elasticlunr.stopWordFilter.stopWords).length, count);
});

test('a document that is taken out is not found any more', () => {
  const index = elasticlunr(function () {
    this.addField('title');
    this.setRef('id');
  });
  index.addDoc({ id: 1, title: '法治' });
  index.addDoc({ id: 2, title: '法治政府' });
  index.removeDocByRef(1);
  index.updateDoc({ id: 2, title: '政府' });
  assert.deepEqual(index.search('法治'), []);
  assert.equal(index.search('政府')[0].doc.id, 2);
});
