/* The sentences of the scripts in the language of the page. English stands where it is used; for other languages the
   build writes texts.js, which is loaded before. Sentences hold {blanks}; numbers given for them are written as numbers
   are. The engine's part of the same: seedbed/site/language.py. */
(function () {
  "use strict";

  var texts = window.SEEDBED_TEXTS || {}, language = document.documentElement.lang || "en";
  var numbers = language === "en" ? null : new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  var rules = new Intl.PluralRules(language);

  function number(value) {
    if (numbers) { return numbers.format(value); }
    var parts = String(value).split(".");
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, "\u202f");
    return parts.join(".");
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (blank, name) {
      var value = values && name in values ? values[name] : blank;
      return typeof value === "number" ? number(value) : value;
    });
  }

  function forms(text) {
    return Object.prototype.hasOwnProperty.call(texts, text) ? [].concat(texts[text]) : null;
  }

  /* A sentence. */
  function say(text, values) {
    return fill((forms(text) || [text])[0], values);
  }

  /* A sentence that depends on a number, which is the blank {count}. */
  function plural(count, one, many, values) {
    var found = forms(one) || [one, many];
    var chosen = rules.select(count) === "one" ? found[0] : found[found.length - 1];
    return fill(chosen, Object.assign({ count: count }, values));
  }

  var dates = language === "en" ? "en-GB" : language; // the engine writes days in English as 5 March 2026

  /* A day: 2028-03-26 as the language writes it, its number and its month on one line. */
  function day(iso) {
    var said = new Date(iso + "T12:00").toLocaleDateString(dates, { day: "numeric", month: "long", year: "numeric" });
    return said.replace(/^(\d+\.?) /, "$1\u00a0");
  }

  /* A month: 2028-03 likewise; nothing stays nothing. */
  function month(period) {
    return period && new Date(period + "-15T12:00").toLocaleDateString(dates, { month: "long", year: "numeric" });
  }

  window.SeedbedSay = { say: say, plural: plural, number: number, day: day, month: month };
})();
