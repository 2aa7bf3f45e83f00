// Elements are built, never parsed: text from records and contracts stays text.

const SVG = 'http://www.w3.org/2000/svg';

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

/** Makes an element. `on` holds listeners, `data` a dataset; other members are attributes. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === 'data') {
      Object.assign(element.dataset, value);
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  return append(element, children);
}

/** Makes an SVG element. */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return append(element, children);
}

/** Replaces all children. */
export function fill(element, ...children) {
  element.replaceChildren();
  return append(element, children);
}

const SHAPES = {
  OK: () => s('circle', {cx: 6, cy: 6, r: 4.2, fill: 'currentColor'}),
  WARNING: () => s('path', {d: 'M6 .9 11.6 11H.4z', fill: 'currentColor'}),
  CRITICAL: () => s('path', {d: 'M6 0 12 6 6 12 0 6z', fill: 'currentColor'}),
  UNKNOWN: () => s('circle', {cx: 6, cy: 6, r: 4.2, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.8, 'stroke-dasharray': '2.4 2'}),
};

/** The shape of a state: a state is never told by colour alone. */
export function shape(state) {
  return s('svg', {class: `shape ${state}`, viewBox: '0 0 12 12', width: 12, height: 12, 'aria-hidden': 'true'},
      (SHAPES[state] ?? SHAPES.UNKNOWN)());
}

/** A button that copies a text and says so. */
export function copyButton(label, text, title = 'Copy') {
  const button = h('button', {type: 'button', class: 'copy', title, on: {click: async () => {
    await copy(typeof text === 'function' ? text() : text);
    button.classList.add('copied');
    setTimeout(() => button.classList.remove('copied'), 1500);
  }}}, label);
  return button;
}

/** Copies a text, also where the page is served over plain HTTP and has no clipboard. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h('textarea', {class: 'away', 'aria-hidden': 'true'});
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  announce('Copied.');
}

let announcer;

/** Tells a screen reader, and shows it for a moment. */
export function announce(text) {
  announcer ??= document.body.appendChild(h('div', {class: 'toast', role: 'status', 'aria-live': 'polite'}));
  announcer.textContent = text;
  announcer.classList.add('shown');
  clearTimeout(announcer.timer);
  announcer.timer = setTimeout(() => {
    announcer.classList.remove('shown');
    announcer.textContent = '';
  }, 2500);
}

/** Whether keys and pointers of this event belong to a field of a form. */
export function isTyping(event) {
  const target = event.target;
  return target instanceof HTMLElement
      && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
