// Pipelines: the functions that every word goes through, known by their labels. Enter at `Pipeline.load`.

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
