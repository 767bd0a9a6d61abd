// Which of html-validate's rules hold for our pages: all that it recommends but those below, each with its reason.
export default {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    // Pages may be minified: these are about how HTML is spelled, and the short spelling means the same.
    'attr-quotes': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'no-implicit-close': 'off',
    // A bare > in text is valid HTML (only < and an ambiguous & are not), and the minifier writes it so.
    // html.test.mjs holds this rule against the same pages before they are minified.
    'no-raw-characters': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    // Counted in letters of Latin script; the full title of a Chinese report is a title that nobody here may shorten.
    'long-title': 'off',
    // Tables become blocks on narrow screens, and browsers then forget that they are tables unless their parts say so.
    'no-redundant-role': 'off',
    // A list or a picture may have a name of its own; ARIA allows it on every element that can be named.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // Integrity hashes are for files of other hosts, and we load none.
    'require-sri': ['error', { target: 'crossorigin' }],
  },
};
