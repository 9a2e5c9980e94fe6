/* Slides by the keys that presenters know: arrows, Page Up and Down, space, Home, End; F for the whole screen, D for dark,
   Escape to leave. Which slide is shown stands in the address. Without this script the slides follow each other. */
(function () {
  "use strict";

  var WIDTH = 960, HEIGHT = 540, NARROW = 700, QUIET = 2500;
  var say = window.SeedbedSay.say;
  var root = document.documentElement, body = document.body;
  var slides = Array.from(document.querySelectorAll(".sb-slide"));
  var leave = document.querySelector("[data-leave]"), bar = leave.parentNode;
  var shown = 0, count = document.createElement("span"), timer = 0;

  /* --- the screen ---------------------------------------------------------------------------------------------------- */

  function isNarrow() { return window.innerWidth <= NARROW; }

  function fit() {
    var zoom = isNarrow() ? 1 : Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT);
    root.style.setProperty("--sb-zoom", String(zoom));
    body.classList.toggle("sb-deck--one", !isNarrow());
  }

  /* What is too large for its slide is made smaller, once: a slide has the same measure on every screen. */
  function settle(slide) {
    var inside = slide.querySelector(".sb-slide__body");
    if (slide.dataset.settled || isNarrow()) { return; }
    slide.dataset.settled = "yes";
    for (var zoom = 1; zoom > 0.4 && inside.scrollHeight > inside.clientHeight + 1; zoom -= 0.05) {
      inside.style.zoom = String(zoom);
    }
  }

  function dark(is) {
    body.dataset.mdColorScheme = is ? "slate" : "default";
  }

  function isDark() { return body.dataset.mdColorScheme === "slate"; }

  /* --- the slide ----------------------------------------------------------------------------------------------------- */

  function show(number, keep) {
    shown = Math.max(0, Math.min(slides.length - 1, number));
    slides.forEach(function (slide, place) { slide.classList.toggle("is-shown", place === shown); });
    var slide = slides[shown];
    body.classList.toggle("sb-deck--band", slide.matches(".sb-slide--title, .sb-slide--quote"));
    settle(slide);
    count.textContent = (shown + 1) + "/" + slides.length;
    if (keep) { return; }
    history.replaceState(null, "", location.search + "#slide-" + (shown + 1));
    slide.focus({ preventScroll: !isNarrow() });
  }

  function asked() {
    var found = /^#slide-(\d+)$/.exec(location.hash);
    return found ? Number(found[1]) - 1 : 0;
  }

  function fullScreen() {
    if (document.fullscreenElement) { document.exitFullscreen(); } else { root.requestFullscreen().catch(function () {}); }
  }

  var KEYS = {
    ArrowRight: function () { show(shown + 1); }, ArrowDown: function () { show(shown + 1); },
    PageDown: function () { show(shown + 1); }, " ": function () { show(shown + 1); },
    ArrowLeft: function () { show(shown - 1); }, ArrowUp: function () { show(shown - 1); },
    PageUp: function () { show(shown - 1); },
    Home: function () { show(0); }, End: function () { show(slides.length - 1); },
    f: fullScreen, d: function () { dark(!isDark()); },
    // Where the whole screen is used, the browser itself takes Escape to leave that.
    Escape: function () { if (!document.fullscreenElement) { location.href = leave.href; } }
  };

  document.addEventListener("keydown", function (event) {
    var act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    var isPress = event.key === " " && event.target.closest("button, a");
    if (!act || isPress || event.ctrlKey || event.metaKey || event.altKey) { return; }
    event.preventDefault();
    act();
  });

  /* --- the bar ------------------------------------------------------------------------------------------------------- */

  function button(sign, words, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.setAttribute("aria-label", words);
    made.title = words;
    made.addEventListener("click", act);
    return made;
  }

  bar.prepend(
    button("‹", say("Slide before"), function () { show(shown - 1); }), count,
    button("›", say("Next slide"), function () { show(shown + 1); }),
    button("◐", say("Dark or light (D)"), function () { dark(!isDark()); })
  );
  if (document.fullscreenEnabled) {
    leave.before(button("⛶", say("Whole screen (F)"), fullScreen));
  }

  function wake() {
    body.classList.remove("sb-deck--quiet");
    clearTimeout(timer);
    timer = setTimeout(function () { body.classList.toggle("sb-deck--quiet", !isNarrow()); }, QUIET);
  }

  ["pointermove", "pointerdown", "focusin"].forEach(function (name) { document.addEventListener(name, wake); });

  /* A swipe to the side turns the slide. */
  var began = null;
  document.addEventListener("touchstart", function (event) { began = event.touches[0].clientX; }, { passive: true });
  document.addEventListener("touchend", function (event) {
    var way = event.changedTouches[0].clientX - began;
    if (!isNarrow() && Math.abs(way) > 60) { show(shown + (way < 0 ? 1 : -1)); }
  });

  window.addEventListener("resize", fit);
  window.addEventListener("hashchange", function () { show(asked()); });
  window.addEventListener("beforeprint", function () { slides.forEach(settleForPaper); });

  /* A slide that was never shown has no measure until the printer lays it out. */
  function settleForPaper(slide) {
    var was = slide.classList.contains("is-shown");
    slide.classList.add("is-shown");
    settle(slide);
    slide.classList.toggle("is-shown", was);
  }

  var wish = new URLSearchParams(location.search).get("dark");
  dark(wish === null ? window.matchMedia("(prefers-color-scheme: dark)").matches : wish !== "0");
  fit();
  show(asked(), true);
  wake();
})();
