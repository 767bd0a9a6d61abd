// What an index holds: words letter by letter, and documents. Enter at `InvertedIndex` and `DocumentStore`.

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

// Documents and the number of words in their fields.

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
