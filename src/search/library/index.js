// The index and its search, and the names that pages know. Enter at `Index.load` and `search`.

// A function of this name makes an index: elasticlunr(function () { this.addField('title'); this.setRef('id'); }).
function elasticlunr(set) {
  var index = new Index();
  index.pipeline.add(trimmer, stopWordFilter, stemmer);
  if (set) set.call(index, index);
  return index;
}
elasticlunr.version = '0.9.5';

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
elasticlunr.defaultStopWords = defaultStopWords;
elasticlunr.clearStopWords = clearStopWords;
elasticlunr.addStopWords = addStopWords;
elasticlunr.resetStopWords = resetStopWords;
