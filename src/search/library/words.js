// Text to words, by the rules of `words.rs`: runs of Chinese, Japanese or Korean become pairs of characters, other words
// lose punctuation, stop words and endings as the index's pipeline says. Enter at `tokenizer` and `asked`.

var LONGEST = 64;
var UNSPACED = /[\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;
var separator = /[\s-]+/;

function own(object, key) {
  return Object.prototype.hasOwnProperty.call(object, key);
}

function lower(text) {
  return text === null || text === undefined ? '' : String(text).toLowerCase();
}

function pieces(text) {
  return (Array.isArray(text) ? text.map(lower) : lower(text).split(separator)).filter(Boolean);
}

// Every piece as a list of runs: { pairs: true or false, letters: [...] }.
function runs(piece) {
  var found = [];
  var at = 0;
  var push = function (text, pairs) {
    if (text) found.push({ pairs: pairs, letters: Array.from(text) });
  };
  piece.replace(UNSPACED, function (run, where) {
    push(piece.slice(at, where), false);
    push(run, true);
    at = where + run.length;
    return run;
  });
  push(piece.slice(at), false);
  return found;
}

function pairsOf(letters) {
  var found = [];
  for (var at = 0; at + 1 < letters.length; at += 1) found.push(letters[at] + letters[at + 1]);
  return found;
}

// The words of a text to be stored; the last character of a run stands alone too, so that it can be found.
function tokenizer(text) {
  var found = [];
  pieces(text).forEach(function (piece) {
    runs(piece).forEach(function (run) {
      if (run.pairs) found = found.concat(pairsOf(run.letters), run.letters.slice(-1));
      else found.push(run.letters.join(''));
    });
  });
  return found;
}
tokenizer.defaultSeperator = separator;
tokenizer.seperator = separator;
tokenizer.setSeperator = function (wanted) {
  if (wanted instanceof RegExp) separator = tokenizer.seperator = wanted;
};
tokenizer.resetSeperator = function () {
  separator = tokenizer.seperator = tokenizer.defaultSeperator;
};
tokenizer.getSeperator = function () {
  return separator;
};

// What a query asks for: a list of groups, each a list of words that must all occur where the group counts.
function asked(text, pipeline) {
  var groups = [];
  pieces(text).forEach(function (piece) {
    var words = [];
    runs(piece).forEach(function (run) {
      if (!run.pairs) {
        pipeline.run([run.letters.join('')]).forEach(function (word) {
          words.push({ word: word, expand: false });
        });
      } else if (run.letters.length === 1) {
        words.push({ word: run.letters[0], expand: true });
      } else {
        pairsOf(run.letters).forEach(function (pair) {
          words.push({ word: pair, expand: false });
        });
      }
    });
    if (words.length > 0) groups.push(words);
  });
  return groups;
}

// The functions of pipelines.

function trimmer(word) {
  return Array.from(word.replace(/^[^\p{Alphabetic}\p{N}]+|[^\p{Alphabetic}\p{N}]+$/gu, '')).slice(0, LONGEST).join('');
}

var defaultStopWords = 'STOP WORDS'.split(' ');
var stopWords = {};
function stopWordFilter(word) {
  return own(stopWords, word) ? undefined : word;
}
stopWordFilter.stopWords = stopWords;
function clearStopWords() {
  Object.keys(stopWords).forEach(function (word) {
    delete stopWords[word];
  });
}
function addStopWords(words) {
  (words || []).forEach(function (word) {
    stopWords[word] = true;
  });
}
function resetStopWords() {
  clearStopWords();
  addStopWords(defaultStopWords);
}
resetStopWords();

// English endings, by the algorithm that M. F. Porter published in 1980.
var LONG = 'ational-ate tional-tion enci-ence anci-ance izer-ize bli-ble alli-al entli-ent eli-e ousli-ous ization-ize ation-ate ator-ate alism-al iveness-ive fulness-ful ousness-ous aliti-al iviti-ive biliti-ble logi-log'.split(' ');
var MIDDLE = 'icate-ic ative- alize-al iciti-ic ical-ic ful- ness-'.split(' ');
var LAST = 'al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize'.split(' ');

function vowel(word, at) {
  return /[aeiou]/.test(word[at]) || (word[at] === 'y' && at > 0 && !vowel(word, at - 1));
}
function measure(word) {
  var count = 0;
  for (var at = 1; at < word.length; at += 1) if (vowel(word, at - 1) && !vowel(word, at)) count += 1;
  return count;
}
function hasVowel(word) {
  for (var at = 0; at < word.length; at += 1) if (vowel(word, at)) return true;
  return false;
}
function short(word) {
  var n = word.length;
  return n > 2 && !vowel(word, n - 3) && vowel(word, n - 2) && !vowel(word, n - 1) && !/[wxy]$/.test(word);
}
function before(word, ending) {
  return word.endsWith(ending) ? word.slice(0, word.length - ending.length) : null;
}
function replaced(word, endings) {
  for (var at = 0; at < endings.length; at += 1) {
    var pair = endings[at].split('-');
    var stem = before(word, pair[0]);
    if (stem !== null) return measure(stem) > 0 ? stem + pair[1] : word;
  }
  return word;
}
function past(word) {
  var stem = before(word, 'eed');
  if (stem !== null) return measure(stem) > 0 ? stem + 'ee' : word;
  stem = before(word, 'ed');
  if (stem === null) stem = before(word, 'ing');
  if (stem === null || !hasVowel(stem)) return word;
  if (/(at|bl|iz)$/.test(stem)) return stem + 'e';
  if (/([^aeiou])\1$/.test(stem) && !/[lsz]$/.test(stem) && !vowel(stem, stem.length - 1)) return stem.slice(0, -1);
  return measure(stem) === 1 && short(stem) ? stem + 'e' : stem;
}
function last(word) {
  for (var at = 0; at < LAST.length; at += 1) {
    var stem = before(word, LAST[at]);
    if (stem !== null) return measure(stem) > 1 && (LAST[at] !== 'ion' || /[st]$/.test(stem)) ? stem : word;
  }
  return word;
}
function stemmer(word) {
  if (!/^[a-z]{3,}$/.test(word)) return word;
  if (/(ss|i)es$/.test(word)) word = word.slice(0, -2);
  else if (/[^s]s$/.test(word)) word = word.slice(0, -1);
  word = past(word).replace(/^(.+[^aeiou])y$/, '$1i');
  word = last(replaced(replaced(word, LONG), MIDDLE));
  var stem = before(word, 'e');
  if (stem !== null && (measure(stem) > 1 || (measure(stem) === 1 && !short(stem)))) word = stem;
  return /ll$/.test(word) && measure(word) > 1 ? word.slice(0, -1) : word;
}
