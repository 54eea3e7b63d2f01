"use strict";
(function () {
  var bar = document.getElementById("filters");
  var search = document.getElementById("search");
  var boxes = bar.querySelectorAll("input[type=checkbox]");
  bar.hidden = false;
  function apply() {
    var on = {};
    boxes.forEach(function (box) { on[box.dataset.severity] = box.checked; });
    var words = search.value.trim().toLowerCase();
    document.querySelectorAll(".project").forEach(function (project) {
      var title = project.querySelector("h3").textContent.toLowerCase();
      project.querySelectorAll(".issue").forEach(function (issue) {
        var text = title + issue.textContent.toLowerCase();
        issue.hidden = !on[issue.dataset.severity] || (words !== "" && text.indexOf(words) < 0);
      });
    });
  }
  boxes.forEach(function (box) { box.addEventListener("change", apply); });
  search.addEventListener("input", apply);
})();
