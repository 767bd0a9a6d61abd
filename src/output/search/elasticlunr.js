// Searches the index that stands beside it, and indexes that pages make themselves. Enter at `elasticlunr.Index`.
// Words are taken apart as in the program that writes the index: runs of Chinese, Japanese or Korean become pairs of
// characters, other words lose punctuation, stop words and endings as the index's pipeline says.
(function (root, make) {
  if (typeof module === 'object' && typeof module.exports === 'object') module.exports = make();
  else root.elasticlunr = make();
})(typeof self === 'undefined' ? this : self, function () {
  'use strict';

  var LONGEST = 64;
  var UNSPACED = /[\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;
  var separator = /[\s-]+/;

  function own(object, key) {
    return Object.prototype.hasOwnProperty.call(object, key);
  }

  // A function of this name makes an index: elasticlunr(function () { this.addField('title'); this.setRef('id'); }).
  function elasticlunr(set) {
    var index = new Index();
    index.pipeline.add(trimmer, stopWordFilter, stemmer);
    if (set) set.call(index, index);
    return index;
  }
  elasticlunr.version = '0.9.5';

  // ---- Text to words ----

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

  // ---- The functions of pipelines ----

  function trimmer(word) {
    return Array.from(word.replace(/^[^\p{Alphabetic}\p{N}]+|[^\p{Alphabetic}\p{N}]+$/gu, '')).slice(0, LONGEST).join('');
  }

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
    addStopWords(elasticlunr.defaultStopWords);
  }
  elasticlunr.defaultStopWords = 'STOP WORDS'.split(' ');
  elasticlunr.clearStopWords = clearStopWords;
  elasticlunr.addStopWords = addStopWords;
  elasticlunr.resetStopWords = resetStopWords;
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

  // ---- Pipelines ----

  function Pipeline() {
    this._queue = [];
  }
  Pipeline.registeredFunctions = {};
  Pipeline.registerFunction = function (work, label) {
    work.label = label;
    Pipeline.registeredFunctions[label] = work;
  };
  Pipeline.getRegisteredFunction = function (label) {
    return own(Pipeline.registeredFunctions, label) ? Pipeline.registeredFunctions[label] : null;
  };
  Pipeline.load = function (labels) {
    var pipeline = new Pipeline();
    labels.forEach(function (label) {
      var work = Pipeline.getRegisteredFunction(label);
      if (!work) throw new Error('Cannot load un-registered function: ' + label);
      pipeline.add(work);
    });
    return pipeline;
  };
  Pipeline.prototype = {
    constructor: Pipeline,
    add: function () {
      this._queue.push.apply(this._queue, arguments);
    },
    _place: function (there, work, shift) {
      var at = this._queue.indexOf(there);
      if (at === -1) throw new Error('Cannot find existingFn');
      this._queue.splice(at + shift, 0, work);
    },
    after: function (there, work) {
      this._place(there, work, 1);
    },
    before: function (there, work) {
      this._place(there, work, 0);
    },
    remove: function (work) {
      var at = this._queue.indexOf(work);
      if (at !== -1) this._queue.splice(at, 1);
    },
    run: function (words) {
      var queue = this._queue;
      var kept = [];
      words.forEach(function (word, at) {
        for (var step = 0; step < queue.length && word; step += 1) word = queue[step](word, at, words);
        if (word) kept.push(word);
      });
      return kept;
    },
    get: function () {
      return this._queue;
    },
    reset: function () {
      this._queue = [];
    },
    toJSON: function () {
      return this._queue.map(function (work) {
        return work.label;
      });
    },
  };

  function same(word) {
    return word;
  }
  Pipeline.registerFunction(trimmer, 'trimmer');
  Pipeline.registerFunction(stopWordFilter, 'stopWordFilter');
  Pipeline.registerFunction(stemmer, 'stemmer');
  // Chinese has been taken apart before; what comes here are the words of other scripts between it.
  Pipeline.registerFunction(function (word) { return trimmer(word); }, 'trimmer-zh');
  Pipeline.registerFunction(function (word) { return same(word); }, 'stopWordFilter-zh');
  Pipeline.registerFunction(function (word) { return same(word); }, 'stemmer-zh');

  // ---- Trees of words ----

  function node() {
    return { docs: {}, df: 0 };
  }
  function letters(word) {
    return Array.from(word);
  }
  // The node of a word, or null.
  function find(tree, word) {
    var at = tree.root;
    letters(word).every(function (letter) {
      at = own(at, letter) ? at[letter] : null;
      return at;
    });
    return at;
  }
  function InvertedIndex(root) {
    this.root = root || node();
  }
  InvertedIndex.load = function (data) {
    return new InvertedIndex(data.root);
  };
  InvertedIndex.prototype = {
    constructor: InvertedIndex,
    addToken: function (word, info) {
      var at = this.root;
      letters(word).forEach(function (letter) {
        if (!own(at, letter)) at[letter] = node();
        at = at[letter];
      });
      if (!own(at.docs, info.ref)) at.df += 1;
      at.docs[info.ref] = { tf: info.tf };
    },
    removeToken: function (word, ref) {
      var at = find(this, word);
      if (at && own(at.docs, ref)) {
        delete at.docs[ref];
        at.df -= 1;
      }
    },
    hasToken: function (word) {
      return find(this, word) !== null;
    },
    getNode: function (word) {
      return word ? find(this, word) : null;
    },
    getDocs: function (word) {
      var at = find(this, word);
      return at ? at.docs : {};
    },
    getTermFrequency: function (word, ref) {
      var docs = this.getDocs(word);
      return own(docs, ref) ? docs[ref].tf : 0;
    },
    getDocFreq: function (word) {
      var at = find(this, word);
      return at ? at.df : 0;
    },
    // All stored words that begin with this one.
    expandToken: function (word) {
      var found = [];
      var walk = function (at, soFar) {
        if (at.df > 0) found.push(soFar);
        Object.keys(at).forEach(function (key) {
          if (key !== 'docs' && key !== 'df') walk(at[key], soFar + key);
        });
      };
      var start = find(this, word);
      if (start) walk(start, word);
      return found;
    },
    toJSON: function () {
      return { root: this.root };
    },
  };

  // ---- Documents ----

  function DocumentStore(save) {
    this._save = save === undefined || save === null ? true : save;
    this.docs = {};
    this.docInfo = {};
    this.length = 0;
  }
  DocumentStore.load = function (data) {
    var store = new DocumentStore(data.save);
    store.docs = data.docs;
    store.docInfo = data.docInfo;
    store.length = data.length;
    return store;
  };
  DocumentStore.prototype = {
    constructor: DocumentStore,
    isDocStored: function () {
      return this._save;
    },
    addDoc: function (ref, doc) {
      if (!this.hasDoc(ref)) this.length += 1;
      this.docs[ref] = this._save ? Object.assign({}, doc) : null;
    },
    getDoc: function (ref) {
      return this.hasDoc(ref) ? this.docs[ref] : null;
    },
    hasDoc: function (ref) {
      return own(this.docs, ref);
    },
    removeDoc: function (ref) {
      if (!this.hasDoc(ref)) return;
      delete this.docs[ref];
      delete this.docInfo[ref];
      this.length -= 1;
    },
    addFieldLength: function (ref, field, length) {
      if (!own(this.docInfo, ref)) this.docInfo[ref] = {};
      this.docInfo[ref][field] = length;
    },
    getFieldLength: function (ref, field) {
      return own(this.docInfo, ref) ? this.docInfo[ref][field] || 0 : 0;
    },
    toJSON: function () {
      return { docs: this.docs, docInfo: this.docInfo, length: this.length, save: this._save };
    },
  };

  // ---- The index ----

  function Index() {
    this._fields = [];
    this._ref = 'id';
    this.pipeline = new Pipeline();
    this.documentStore = new DocumentStore();
    this.index = {};
    this.lang = '';
  }
  Index.load = function (data) {
    var index = new Index();
    index._fields = data.fields;
    index._ref = data.ref;
    index.documentStore = DocumentStore.load(data.documentStore);
    index.pipeline = Pipeline.load(data.pipeline);
    index.lang = data.lang;
    Object.keys(data.index).forEach(function (field) {
      index.index[field] = InvertedIndex.load(data.index[field]);
    });
    return index;
  };
  Index.prototype = {
    constructor: Index,
    addField: function (name) {
      this._fields.push(name);
      this.index[name] = new InvertedIndex();
      return this;
    },
    setRef: function (name) {
      this._ref = name;
      return this;
    },
    getFields: function () {
      return this._fields.slice();
    },
    saveDocument: function (save) {
      this.documentStore = new DocumentStore(save);
      return this;
    },
    use: function (plugin) {
      plugin.apply(this, [this].concat(Array.prototype.slice.call(arguments, 1)));
    },
    addDoc: function (doc) {
      if (!doc) return;
      var index = this;
      var ref = doc[this._ref];
      this.documentStore.addDoc(ref, doc);
      this._fields.forEach(function (field) {
        var words = index.pipeline.run(tokenizer(doc[field]));
        var counts = new Map();
        words.forEach(function (word) {
          counts.set(word, (counts.get(word) || 0) + 1);
        });
        index.documentStore.addFieldLength(ref, field, words.length);
        counts.forEach(function (count, word) {
          index.index[field].addToken(word, { ref: ref, tf: Math.sqrt(count) });
        });
      });
    },
    removeDocByRef: function (ref) {
      var doc = this.documentStore.getDoc(ref);
      if (doc) this.removeDoc(doc);
    },
    removeDoc: function (doc) {
      if (!doc) return;
      var index = this;
      var ref = doc[this._ref];
      if (!this.documentStore.hasDoc(ref)) return;
      this._fields.forEach(function (field) {
        index.pipeline.run(tokenizer(doc[field])).forEach(function (word) {
          index.index[field].removeToken(word, ref);
        });
      });
      this.documentStore.removeDoc(ref);
    },
    updateDoc: function (doc) {
      if (!doc) return;
      this.removeDocByRef(doc[this._ref]);
      this.addDoc(doc);
    },

    // How rare a word is in a field.
    idf: function (word, field) {
      return 1 + Math.log(this.documentStore.length / (this.index[field].getDocFreq(word) + 1));
    },

    // The best documents first: [{ ref, score, doc }].
    search: function (query, options) {
      if (!query) return [];
      var index = this;
      var fields = settings(this, options);
      var total = {};
      Object.keys(fields).forEach(function (field) {
        var text = query;
        if (typeof query === 'object' && !Array.isArray(query)) text = own(query, field) ? query[field] : query.any;
        var scores = index._scores(asked(text, index.pipeline), field, fields[field]);
        Object.keys(scores).forEach(function (ref) {
          total[ref] = (total[ref] || 0) + scores[ref] * fields[field].boost;
        });
      });
      return Object.keys(total)
        .map(function (ref) {
          return { ref: ref, score: total[ref], doc: index.documentStore.getDoc(ref) };
        })
        .sort(function (one, other) {
          return other.score - one.score || (one.ref < other.ref ? -1 : 1);
        });
    },

    // Scores of one field: with AND every group must occur in it, with OR more groups weigh more.
    _scores: function (groups, field, config) {
      var index = this;
      var hits = groups.map(function (group) {
        return group
          .map(function (one) {
            return index._scoresOfWord(one.word, field, one.expand || config.expand);
          })
          .reduce(both);
      });
      if (hits.length === 0) return {};
      if (config.bool === 'AND') return hits.reduce(both);
      var sum = {};
      var met = {};
      hits.forEach(function (scores) {
        Object.keys(scores).forEach(function (ref) {
          sum[ref] = (sum[ref] || 0) + scores[ref];
          met[ref] = (met[ref] || 0) + 1;
        });
      });
      Object.keys(sum).forEach(function (ref) {
        sum[ref] = (sum[ref] * met[ref]) / hits.length;
      });
      return sum;
    },
    _scoresOfWord: function (word, field, expand) {
      var index = this;
      var tree = this.index[field];
      var words = expand ? tree.expandToken(word) : [word];
      var scores = {};
      words.forEach(function (stored) {
        var docs = tree.getDocs(stored);
        // A longer word than the one asked for weighs less.
        var likeness = Math.pow(word.length / stored.length, 2);
        var weight = likeness * index.idf(stored, field);
        Object.keys(docs).forEach(function (ref) {
          var length = index.documentStore.getFieldLength(ref, field) || 1;
          scores[ref] = (scores[ref] || 0) + (docs[ref].tf * weight) / Math.sqrt(length);
        });
      });
      return scores;
    },
    toJSON: function () {
      return {
        version: elasticlunr.version,
        fields: this._fields,
        ref: this._ref,
        documentStore: this.documentStore,
        index: this.index,
        pipeline: this.pipeline.toJSON(),
        lang: this.lang,
      };
    },
  };

  function both(one, other) {
    var kept = {};
    Object.keys(one).forEach(function (ref) {
      if (own(other, ref)) kept[ref] = one[ref] + other[ref];
    });
    return kept;
  }

  // For every field that is searched: { boost, bool, expand }.
  function settings(index, options) {
    if (typeof options === 'string') options = options ? JSON.parse(options) : {};
    options = options || {};
    var bool = options.bool || 'OR';
    var named = options.fields && Object.keys(options.fields).length > 0 ? options.fields : null;
    var found = {};
    index._fields.forEach(function (field) {
      if (named && !own(named, field)) return;
      var given = (named && named[field]) || {};
      var config = {
        boost: given.boost === undefined ? 1 : given.boost,
        bool: given.bool || bool,
        expand: given.expand === undefined ? Boolean(options.expand) : given.expand,
      };
      if (config.boost !== 0) found[field] = config;
    });
    return found;
  }

  elasticlunr.Index = Index;
  elasticlunr.Pipeline = Pipeline;
  elasticlunr.DocumentStore = DocumentStore;
  elasticlunr.InvertedIndex = InvertedIndex;
  elasticlunr.tokenizer = tokenizer;
  elasticlunr.trimmer = trimmer;
  elasticlunr.stopWordFilter = stopWordFilter;
  elasticlunr.stemmer = stemmer;
  return elasticlunr;
});
