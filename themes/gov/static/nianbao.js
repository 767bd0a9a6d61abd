// Only adds: every page reads, compares and switches without this file.
(function () {
  "use strict";

  // On a web server addresses end in a slash; from a disk they need their index.html.
  if (/^https?:$/.test(location.protocol)) {
    document.querySelectorAll('a[href*="index.html"]').forEach(function (link) {
      var href = link.getAttribute("href");
      if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) return;
      var short = href.replace(/(^|\/)index\.html(?=$|[?#])/, "$1");
      link.setAttribute("href", short === "" || /^[?#]/.test(short) ? "./" + short : short);
    });
  }

  // What a reader switches on stays on, on this device only.
  function remember(id) {
    var box = document.getElementById(id);
    if (!box) return;
    var key = "nianbao-" + id;
    try {
      var kept = localStorage.getItem(key);
      if (kept !== null) box.checked = kept === "1";
    } catch (refused) { return; }
    box.addEventListener("change", function () {
      try { localStorage.setItem(key, box.checked ? "1" : "0"); } catch (refused) { /* A private window keeps nothing. */ }
    });
  }
  ["large", "show-figures", "show-marks", "changed"].forEach(remember);

  // Browsers that do not know `:has` take 长者模式 from a class.
  var large = document.getElementById("large");
  function enlarge() { large.closest(".page").classList.toggle("large", large.checked); }
  if (large) {
    large.addEventListener("change", enlarge);
    enlarge();
  }

  // Print stands beside 长者模式 only where a script can do it.
  var tools = document.querySelector(".tools");
  if (tools && window.print) {
    var print = document.createElement("button");
    print.type = "button";
    print.textContent = "打印";
    print.addEventListener("click", function () { window.print(); });
    tools.appendChild(print);
  }

  // An address with an anchor opens the panels it points into, and shows what a switch hides.
  function reveal() {
    var id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (broken) { return; }
    var target = id && document.getElementById(id);
    if (!target) return;
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
    }
    if (target.getClientRects().length === 0) {
      var changes = document.getElementById("changed");
      var now = document.getElementById("view-new");
      if (changes) changes.checked = false;
      if (now) now.checked = true;
    }
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // A figure in the text opens its note. Notes stand after the paragraph in the order of its figures.
  document.addEventListener("click", function (event) {
    var figure = event.target.closest && event.target.closest(".figure[data-figure]");
    if (!figure) return;
    var paragraph = figure.closest("article > *");
    var notes = paragraph && paragraph.nextElementSibling;
    if (!notes || !notes.classList.contains("notes")) return;
    var figures = [].slice.call(paragraph.querySelectorAll(".figure[data-figure]")).filter(function (each, index, all) {
      return index === 0 || all[index - 1].getAttribute("data-figure") !== each.getAttribute("data-figure");
    });
    var place = figures.findIndex(function (each) { return each.getAttribute("data-figure") === figure.getAttribute("data-figure"); });
    var note = notes.querySelectorAll("details")[place];
    if (note) note.open = !note.open;
  });

  // A note that is shut on paper would be lost, and the folded contents list closes once it has been used.
  var contents = document.getElementById("toc-switch");
  if (contents) {
    contents.parentElement.addEventListener("click", function (event) {
      if (event.target.tagName === "A") contents.checked = false;
    });
  }
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = [].slice.call(document.querySelectorAll("main details:not([open])"));
    opened.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });
})();
