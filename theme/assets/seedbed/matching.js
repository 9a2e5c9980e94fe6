/* Finding records by words as people type them: beginnings of words, in any order, without accents, with slips. The list of
   agents and the search of the whole portal both use it. Knows texts only, no page. */
(function () {
  "use strict";

  var FEW_HITS = 3, MOST_SPELLINGS = 12;

  /* Lower case without accents, so that "Besprechungsnotizen" and "résumé" are found as people type them. */
  function fold(text) {
    var lower = text.toLowerCase();
    return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function words(text) {
    return fold(text).match(/[\p{L}\p{N}]+/gu) || [];
  }

  /* A space before every word, so that the beginning of one is found by it. */
  function spaced(text) {
    var lower = fold(text);
    return /[^\x00-\x7f]/.test(lower) ? " " + words(lower).join(" ") : " " + lower.replace(/[^a-z0-9]+/g, " ").trim();
  }

  /* An index of records; a record is three texts: its name, words that belong to it, what it does. */
  function prepare(records) {
    return { fields: records.map(function (three) { return three.map(spaced); }), vocabulary: null };
  }

  /* Every word of the index once, with the letters it is made of. */
  function vocabularyOf(index) {
    if (!index.vocabulary) {
      var seen = new Set();
      index.fields.forEach(function (three) {
        three.forEach(function (text) { text.split(" ").forEach(function (word) { seen.add(word); }); });
      });
      seen.delete("");
      var all = Array.from(seen);
      index.vocabulary = { words: all, letters: Int32Array.from(all, lettersOf) };
    }
    return index.vocabulary;
  }

  /* One bit for each letter: words that differ in many letters need not be compared one by one. */
  function lettersOf(word) {
    var bits = 0;
    for (var i = 0; i < word.length; i++) { bits |= 1 << (word.charCodeAt(i) & 31); }
    return bits;
  }

  function countBits(bits) {
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }

  /* Slips between two texts: a letter too many, missing, wrong, or two swapped. `most` + 1 where there are more. */
  function slips(a, b, most) {
    if (Math.abs(a.length - b.length) > most) { return most + 1; }
    var before = null, above = [], row = [], i, j;
    for (j = 0; j <= b.length; j++) { row[j] = j; }
    for (i = 1; i <= a.length; i++) {
      before = above; above = row; row = [i];
      var least = i;
      for (j = 1; j <= b.length; j++) {
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) { row[j] = Math.min(row[j], before[j - 2] + 1); }
        least = Math.min(least, row[j]);
      }
      if (least > most) { return most + 1; }
    }
    return Math.min(row[b.length], most + 1);
  }

  /* The words that were perhaps meant, the nearest first; the beginning of a long word may be meant too. */
  function spellings(index, term) {
    if (term.length < 4) { return []; }
    var most = term.length < 8 ? 1 : 2, own = lettersOf(term), vocabulary = vocabularyOf(index), found = [];
    vocabulary.words.forEach(function (word, place) {
      if (word.length < term.length - most || word === term) { return; }
      if (countBits(own & ~vocabulary.letters[place]) > most) { return; }
      var far = slips(term, word, most);
      if (far > 1 && word.length > term.length) { far = Math.min(far, 0.5 + slips(term, word.slice(0, term.length), 1)); }
      if (far <= most) { found.push([far, word]); }
    });
    found.sort(function (a, b) { return a[0] - b[0] || a[1].length - b[1].length; });
    return found.slice(0, MOST_SPELLINGS).map(function (pair) { return pair[1]; });
  }

  /* How well one term fits a record: the beginning of a word counts more than its middle, the name more than the rest. */
  function fit(three, term) {
    var name = place(three[0], term);
    if (name === 2) { return 10; }
    var tags = place(three[1], term);
    if (tags === 2) { return 5; }
    if (name === 1 && term.length > 2) { return 3; }
    var does = place(three[2], term);
    if (does === 2) { return 2; }
    return term.length > 2 && (tags || does) ? 1 : 0;
  }

  /* 2 where a word begins with the term, 1 where it stands somewhere inside, 0 where it does not stand at all. */
  function place(text, term) {
    var at = text.indexOf(term);
    if (at < 0) { return 0; }
    return text[at - 1] === " " || text.includes(" " + term) ? 2 : 1;
  }

  function fitsAsWritten(term) {
    return function (three) { return fit(three, term); };
  }

  /* A term or one of the words that were perhaps meant by it. */
  function fitsNearly(term, near) {
    if (!near.length) { return fitsAsWritten(term); }
    var any = new RegExp(" (?:" + near.join("|") + ")");
    return function (three) {
      return fit(three, term) || (any.test(three[0]) ? 8 : any.test(three[1]) ? 4 : any.test(three[2]) ? 1 : 0);
    };
  }

  /* Every term must fit. Rows with their marks. */
  function match(index, fits) {
    var marks = new Map();
    for (var row = 0; row < index.fields.length; row++) {
      var sum = 0, one = 1;
      for (var i = 0; i < fits.length && one; i++) {
        one = fits[i](index.fields[row]);
        sum += one;
      }
      if (one) { marks.set(row, sum); }
    }
    return marks;
  }

  /* {marks: rows that a text finds, with their marks, terms: what was looked for, near: words that were perhaps meant}, null
     for a text without words. Slips are forgiven only when next to nothing fits as it is written. */
  function search(index, text) {
    var terms = words(text);
    if (!terms.length) { return null; }
    var marks = match(index, terms.map(fitsAsWritten)), near = [];
    if (marks.size < FEW_HITS) {
      var meant = terms.map(function (term) { return spellings(index, term); });
      match(index, terms.map(function (term, i) { return fitsNearly(term, meant[i]); })).forEach(function (mark, row) {
        if (marks.has(row)) { return; }
        marks.set(row, mark / 100);
        near = Array.prototype.concat.apply([], meant);
      });
    }
    return { marks: marks, terms: terms, near: near };
  }

  /* Rows by their marks, the best first; among equals as they came. */
  function byMark(rows, marks) {
    var groups = new Map();
    rows.forEach(function (row) {
      var mark = marks.get(row);
      if (groups.has(mark)) { groups.get(mark).push(row); } else { groups.set(mark, [row]); }
    });
    var order = Array.from(groups.keys()).sort(function (a, b) { return b - a; });
    return Array.prototype.concat.apply([], order.map(function (mark) { return groups.get(mark); }));
  }

  /* Put a text into an element, with the beginnings of words that were looked for marked. */
  function show(element, text, found) {
    element.textContent = text;
    if (!found) { return; }
    var looked = found.terms.concat(found.near), last = 0, pieces = [];
    for (var piece of text.matchAll(/[\p{L}\p{N}]+/gu)) {
      var word = fold(piece[0]), term = looked.find(function (one) { return word.startsWith(one); });
      if (!term) { continue; }
      var mark = document.createElement("mark");
      mark.textContent = word.length === piece[0].length ? piece[0].slice(0, term.length) : piece[0];
      pieces.push(text.slice(last, piece.index), mark);
      last = piece.index + mark.textContent.length;
    }
    if (pieces.length) { element.replaceChildren.apply(element, pieces.concat(text.slice(last))); }
  }

  /* --- what the engine packed for the way (site/packing.py) ------------------------------------------------------------ */

  var FIRST_SIGN = 0x100;

  /* The words by their signs: from the first sign on, without those that the texts hold themselves. */
  function signsOf(data) {
    var signs = [], sign = FIRST_SIGN, taken = new Set(data.taken);
    (data.words || []).forEach(function (word) {
      while (taken.has(String.fromCharCode(sign))) { sign += 1; }
      signs[sign] = word;
      sign += 1;
    });
    return signs;
  }

  /* A text in which single signs stand for words. */
  function spell(text, signs) {
    var whole = "", from = 0;
    for (var at = 0; at < text.length; at++) {
      var word = signs[text.charCodeAt(at)];
      if (word === undefined) { continue; }
      whole += text.slice(from, at) + word;
      from = at + 1;
    }
    return from ? whole + text.slice(from) : text;
  }

  /* An id in which a star stands for the name in small letters, or for as many of its first ones. */
  function unpack(id, name) {
    if (!id.includes("*")) { return id; }
    var slug = name.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").toLowerCase();
    return id.replace(/\*(\d*)/, function (star, length) { return length ? slug.slice(0, Number(length)) : slug; });
  }

  /* {id, name, summary} of all agents of the catalogue. */
  function agentsOf(data) {
    var signs = signsOf(data);
    var names = data.columns.name.map(function (text) { return spell(text, signs); });
    return {
      id: data.columns.id.map(function (id, row) { return unpack(id, names[row]); }),
      name: names,
      summary: data.columns.summary.map(function (text) { return spell(text, signs); })
    };
  }

  window.SeedbedMatching = {
    agentsOf: agentsOf, unpack: unpack, prepare: prepare, warm: vocabularyOf, search: search, byMark: byMark, words: words, fold: fold, show: show
  };
})();
