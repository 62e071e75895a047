"""How a PDF looks: page, headings, paragraphs, tables and forms as typst functions, with the measures of the house template."""

from __future__ import annotations

import re

from hls_procure.documents.house import HouseStyle

#: Sizes as shares of running text, as in the house template (12 points there).
TITLE, SUBTITLE, AUTHORITY, PART, CLAUSE, SMALL, RUNNING = 26 / 12, 14 / 12, 13 / 12, 16 / 12, 13 / 12, 10.5 / 12, 9 / 12

_PLACE = re.compile(r"@([a-z]+(?:-[a-z]+)?)")
_PAGE = """\
#set document(title: @title, author: @author, description: @subtitle, date: @date)
#set text(font: (@fonts), size: @size, lang: @lang, region: @region, fallback: false, hyphenate: false)
#set par(leading: 0.53em, spacing: 0.95em, justify: false)
#set page(
  paper: "a4", margin: (x: 70.9pt, top: 70.9pt, bottom: 65.2pt), footer-descent: 22pt, header-ascent: 24pt,
  header: context if counter(page).get().first() > 1 { text(size: @running, fill: rgb("555555"), @running-title) },
  footer: context text(size: @running, fill: rgb("555555"), {
    @running-foot
    h(1fr)
    @page + " " + str(counter(page).get().first()) + " " + @of + " " + str(counter(page).final().first())
  }),
)
#let colour = rgb(@colour)
#let rule = 0.5pt + rgb("BFCBD0")
#let edge = 0.75pt + colour
#let small = @small
#show heading: set text(fill: colour, weight: "bold")
#show figure: set block(breakable: true, above: 1.5em, below: 1.6em)
#show figure: set align(start)
#show figure.caption: it => block(sticky: true, text(size: small, weight: "bold", it.body))
#show outline.entry.where(level: 1): set block(above: 0.95em)
#show outline.entry.where(level: 2): set block(above: 0.72em)
#show outline.entry.where(level: 2): set text(size: small)
#set outline.entry(fill: repeat(text(fill: rgb("8A979C"), " ."), gap: 2pt))
#let blank(it) = highlight(fill: rgb("FFF2CC"), extent: 1pt, strong(it))
#let goto(k, it) = link(label(k), it)
#let at(k, it) = if k == "" { it } else { [#it#label(k)] }
#let front-(gap, large, title-size, lead, authority, name, subtitle, reference, version) = {
  block(below: 0pt, par(text(size: large, fill: colour, strong(authority))))
  v(gap)
  block(below: 24pt, { show title: set text(size: title-size, fill: colour); title(name) })
  block(below: 30pt, par(text(size: lead, subtitle)))
  par(reference)
  par(version)
}
#let h-(l, n, w, s, a, b, k, it) = {
  show heading: set text(size: s)
  show heading: set block(above: a, below: b)
  let number = if n != "" { (..) => if w == 0pt { n } else { box(width: w, n) } }
  [#heading(level: l, numbering: number, it)#label(k)]
}
#let p-(x, w, n, s, k, it) = at(k, block(
  inset: (left: x), sticky: s, par(hanging-indent: w, { if n != "" { box(width: w, n); sym.zws }; it })
))
#let f-(it) = block(
  inset: (left: 11pt, y: 2pt), stroke: (left: 3pt + colour), above: 1.35em, below: 1.35em, par(it)
)
#let edges(x, y) = (top: if y == 0 { edge } else { rule }, bottom: edge)
#let shade(x, y) = if y == 0 { rgb("E7EEF0") }
#let caption-(cap) = block(sticky: true, above: 1.5em, below: 0.75em, text(size: small, weight: "bold", cap))
#let c-(it) = table.cell(breakable: false, it)
#let body-(it) = if type(it) == content and it.func() == table.cell { it.body } else { it }
#let tall-(row, cols, wide) = calc.max(..row.zip(cols).map(((it, w)) => {
  measure(block(width: w * wide - 10.8pt, text(size: small, body-(it)))).height
})) + 11pt
// A total never stands alone at the head of a page: where only it would go over, the row before it goes with it. The room for
// that is made below the row above both, whose own place does not depend on it.
#let kept-(cells, cols, ends, place-) = if ends == 0 { cells } else {
  let rows = cells.chunks(cols.len())
  let at-row = rows.len() - ends - 2
  let first = rows.at(at-row).first()
  let more = {
    place(top + left, [#metadata(none)#label(place-)])
    body-(first)
    context {
      let wide = page.width - page.margin.left - page.margin.right
      let end = page.height - page.margin.bottom
      let y = query(label(place-)).first().location().position().y - 5.5pt + tall-(rows.at(at-row), cols, wide)
      let last = tall-(rows.at(at-row + 1), cols, wide)
      let total = rows.slice(at-row + 2).map(row => tall-(row, cols, wide)).sum()
      if y + last <= end and y + last + total > end { v(end - y - last + 1pt) }
    }
  }
  let kept = if type(first) == content and first.func() == table.cell { c-(more) } else { more }
  (..cells.slice(0, at-row * cols.len()), kept, ..cells.slice(at-row * cols.len() + 1))
}
#let t-(k, cap, cols, al, heads, cells, ends: 0, place: "") = at(k, figure(
  kind: "table", supplement: none, numbering: none, outlined: false, gap: 0.75em,
  caption: figure.caption(position: top, cap),
  context {
    let first = here().page()
    text(size: small, table(
      columns: cols, align: al, inset: (x: 5.4pt, y: 5.5pt), stroke: edges, fill: shade,
      table.header(..heads.map(((head, again)) => strong(context if here().page() == first { head } else { again }))),
      ..kept-(cells, cols, ends, place),
    ))
  },
))
#let e-(k, cap, cols, al, heads, cells) = {
  at(k, caption-(cap))
  block(above: 0.75em, below: 1.6em, text(size: small, grid(
    columns: cols, align: al, inset: (x: 5.4pt, y: 5.5pt), stroke: edges, fill: shade,
    ..heads.map(((head, again)) => strong(head)), ..cells,
  )))
}
#let g-(head, wide, whole, lines) = block(
  breakable: not whole, above: 1.4em, below: 1.8em, {
    if head != none { block(sticky: true, below: 0.9em, par(strong(head))) }
    text(size: small, grid(
      columns: (wide, 1fr), inset: (x: 5.4pt, y: 7pt), align: left,
      stroke: (x, y) => (top: if y == 0 { edge } else { rule }, bottom: edge),
      ..lines.map(it => grid.cell(breakable: false, it)),
    ))
  },
)
"""


def preamble(values: dict[str, str], style: HouseStyle, families: tuple[str, ...]) -> str:
    """Everything before the first page. :param values: typst expressions by the name of their place."""
    language, _, region = style.language.partition("-")
    size = style.size
    places = {
        "fonts": "".join(f'"{family}", ' for family in families),
        "size": f"{size:g}pt",
        "small": f"{size * SMALL:.2f}pt",
        "running": f"{size * RUNNING:.2f}pt",
        "colour": f'"{style.colour}"',
        "lang": f'"{language.lower()}"',
        "region": f'"{region.upper()}"' if region.isalpha() else "none",
        **values,
    }
    return _PLACE.sub(lambda found: places[found[1]], _PAGE)
