// A list of which only the rows in sight are elements. It scrolls with the window.

import {h} from './dom.js';

const OVERSCAN = 8;

export class VirtualList {
  element;
  #keys = [];
  #drawn = new Map();
  #at = 0;
  #options;
  #frame = 0;
  #row = 36;
  #leave;

  /** @param options {label, columns, build(key, element), version(key), open(key), header} */
  constructor(options) {
    this.#options = options;
    this.body = h('div', {class: 'rows', role: 'rowgroup'});
    this.element = h('div', {class: 'grid', role: 'grid', 'aria-label': options.label, 'aria-colcount': options.columns}, options.header, this.body);
    const schedule = () => { this.#frame ||= requestAnimationFrame(() => { this.#frame = 0; this.draw(); }); };
    const resized = () => { this.#measure(); schedule(); };
    addEventListener('scroll', schedule, {passive: true});
    addEventListener('resize', resized);
    this.#leave = () => {
      removeEventListener('scroll', schedule);
      removeEventListener('resize', resized);
      cancelAnimationFrame(this.#frame);
    };
    this.body.addEventListener('keydown', event => this.#key(event));
    this.body.addEventListener('focusin', event => {
      const row = event.target.closest('[role=row]');
      if (row) this.#focusable(this.#keys.indexOf(row.key));
    });
    this.body.addEventListener('click', event => {
      if (event.target.closest('a, button') || getSelection()?.toString()) return;
      const row = event.target.closest('[role=row]');
      if (row) options.open(row.key);
    });
    this.#measure();
  }

  #measure() {
    const px = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row'));
    if (px !== this.#row) {
      this.#row = px;
      for (const row of this.#drawn.values()) row.remove();
      this.#drawn.clear();
      this.body.style.height = `${this.#keys.length * px}px`;
    }
  }

  get keys() { return this.#keys; }

  /** Whether a row must not move now, as somebody points at it or is in it. */
  get isHeld() {
    return this.body.matches(':hover') || this.body.contains(document.activeElement);
  }

  set(keys) {
    const current = this.#keys[this.#at];
    this.#keys = keys;
    const still = keys.indexOf(current);
    this.#at = still >= 0 ? still : Math.min(this.#at, Math.max(0, keys.length - 1));
    this.element.setAttribute('aria-rowcount', String(keys.length + 1));
    this.body.style.height = `${keys.length * this.#row}px`;
    this.draw();
  }

  draw() {
    const top = this.body.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(-top / this.#row) - OVERSCAN);
    const last = Math.min(this.#keys.length, Math.ceil((innerHeight - top) / this.#row) + OVERSCAN);
    const wanted = new Set();
    for (let i = first; i < last; i++) wanted.add(this.#keys[i]);
    if (this.body.contains(document.activeElement) || this.#drawn.size === 0) wanted.add(this.#keys[this.#at]);
    for (const [key, row] of this.#drawn) {
      if (!wanted.has(key)) {
        row.remove();
        this.#drawn.delete(key);
      }
    }
    for (let i = first; i < last; i++) this.#place(this.#keys[i], i);
    if (wanted.has(this.#keys[this.#at]) && (this.#at < first || this.#at >= last) && this.#keys.length) this.#place(this.#keys[this.#at], this.#at);
  }

  #place(key, i) {
    const version = this.#options.version(key);
    let row = this.#drawn.get(key);
    if (!row) {
      row = h('div', {role: 'row', class: 'row', tabindex: i === this.#at ? 0 : -1});
      row.key = key;
      this.#drawn.set(key, row);
      this.body.append(row);
    }
    if (row.version !== version) {
      const known = row.version !== undefined;
      row.version = version;
      this.#options.build(key, row);
      if (known) {
        row.classList.remove('changed');
        void row.offsetWidth;
        row.classList.add('changed');
      }
    }
    if (row.index !== i) {
      row.index = i;
      row.style.transform = `translateY(${i * this.#row}px)`;
      row.setAttribute('aria-rowindex', String(i + 2));
    }
    const tabindex = i === this.#at ? '0' : '-1';
    if (row.getAttribute('tabindex') !== tabindex) row.setAttribute('tabindex', tabindex);
  }

  #focusable(i) {
    if (i < 0 || i === this.#at) return;
    this.#drawn.get(this.#keys[this.#at])?.setAttribute('tabindex', '-1');
    this.#at = i;
    this.#drawn.get(this.#keys[i])?.setAttribute('tabindex', '0');
  }

  /** Focuses a row, and brings it into sight. */
  focus(i = this.#at) {
    if (this.#keys.length === 0) return;
    this.#focusable(Math.min(this.#keys.length - 1, Math.max(0, i)));
    this.#place(this.#keys[this.#at], this.#at);
    const row = this.#drawn.get(this.#keys[this.#at]);
    row.focus({preventScroll: true});
    row.scrollIntoView({block: 'nearest'});
    this.draw();
  }

  #key(event) {
    const page = Math.max(1, Math.floor(innerHeight / this.#row) - 4);
    const steps = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity};
    if (event.key in steps) {
      event.preventDefault();
      const step = steps[event.key];
      this.focus(step === -Infinity ? 0 : step === Infinity ? this.#keys.length - 1 : this.#at + step);
    } else if (event.key === 'Enter' && event.target.getAttribute('role') === 'row') {
      event.preventDefault();
      this.#options.open(this.#keys[this.#at]);
    }
  }

  close() { this.#leave(); }
}
