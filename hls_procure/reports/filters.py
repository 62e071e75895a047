"""The only script of a report page: it shows fewer findings. Without it the page is complete, and the filters are not there."""

from __future__ import annotations

import hashlib
from base64 import b64encode

SCRIPT = """
(function () {
  var box = document.getElementById('filters');
  if (!box) { return; }
  var said = document.getElementById('said');
  var all = Array.prototype.slice.call(document.querySelectorAll('article[data-severity]'));
  function value(id) { return document.getElementById(id).value; }
  function apply() {
    var words = value('words').toLowerCase(), family = value('family'), state = value('state'), shown = 0;
    var grave = Array.prototype.filter.call(box.querySelectorAll('input[type=checkbox]'), function (one) { return one.checked; })
      .map(function (one) { return one.value; });
    all.forEach(function (one) {
      var fits = grave.indexOf(one.dataset.severity) >= 0 && (!family || one.dataset.family === family)
        && (!state || one.dataset.state === state) && (!words || one.textContent.toLowerCase().indexOf(words) >= 0);
      one.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    Array.prototype.forEach.call(document.querySelectorAll('section.check, section.family'), function (group) {
      group.hidden = !group.querySelector('article:not([hidden])');
    });
    said.textContent = shown + ' of ' + all.length + ' findings shown';
  }
  box.hidden = false;
  box.addEventListener('input', apply);
  box.addEventListener('change', apply);
  apply();
})();
"""


def policy() -> str:
    """What a browser may do with the page: show it with its own styles, run this one script, and fetch nothing."""
    digest = b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
