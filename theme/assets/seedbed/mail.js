/* Copies a part of the page as a mail program takes it, links and all. The buttons are there only when this runs.

   Selecting and copying is old, but works from a file and from a server without TLS, where the newer way is shut. */
(function () {
  "use strict";

  var say = window.SeedbedSay.say;

  function copy(part) {
    var selection = window.getSelection(), range = document.createRange();
    range.selectNodeContents(part);
    selection.removeAllRanges();
    selection.addRange(range);
    var done = document.execCommand("copy");
    selection.removeAllRanges();
    return done;
  }

  document.querySelectorAll("[data-copies]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var part = document.getElementById(button.dataset.copies);
      var folded = part.closest("details"), wasOpen = !folded || folded.open;
      if (folded) { folded.open = true; } /* what is folded away cannot be selected */
      var done = copy(part);
      if (folded) { folded.open = wasOpen; }
      button.parentElement.querySelector("[role=status]").textContent =
        done ? say("Copied. Paste it into your mail.") : say("Copying is not allowed here: select the text yourself.");
    });
  });
})();
