/** What a mail or a word processor understands. */
const KEPT_TAGS: ReadonlySet<string> = new Set(
  'P BR HR H1 H2 H3 H4 H5 H6 STRONG EM S DEL CODE PRE BLOCKQUOTE UL OL LI TABLE THEAD TBODY TR TH TD A SUP SUB'.split(
    ' ',
  ),
);
/** Chrome around the text: buttons of a code block, hidden marks. */
const DROPPED = 'button, svg, [aria-hidden="true"], [data-copy="omit"]';

/** Rendered Markdown as plain HTML for another program: no classes, no buttons, only http(s) and mail links. */
export function toRichText(rendered: Element): string {
  const copy = rendered.cloneNode(true) as Element;
  for (const element of copy.querySelectorAll(DROPPED)) element.remove();
  for (const element of copy.querySelectorAll('*')) {
    if (!KEPT_TAGS.has(element.tagName)) element.replaceWith(...element.childNodes);
    else
      for (const name of element.getAttributeNames()) {
        if (!isKept(element, name)) element.removeAttribute(name);
      }
  }
  return copy.innerHTML;
}

function isKept(element: Element, name: string): boolean {
  if (name === 'href') return /^(https?|mailto):/i.test(element.getAttribute(name) ?? '');
  return name === 'colspan' || name === 'rowspan' || name === 'start';
}
