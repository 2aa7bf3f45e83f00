// Keys of the whole page. A setting turns those that are characters off (WCAG 2.1.4).

import {h, isTyping} from './dom.js';

const LIST = [
  ['/', 'search'], ['↑ ↓', 'move in a list'], ['Enter', 'open'], ['Esc', 'go back'],
  ['g d', 'datasets'], ['g b', 'breaches'], ['g c', 'contracts'], ['g s', 'services'], ['g i', 'instances'],
  ['[ ]', 'shorter or longer range'], ['+ −', 'zoom in or out'], ['p', 'pause or resume'], ['c', 'copy as Markdown'], ['?', 'this list'],
];

export const areOff = () => { try { return localStorage.getItem('keys') === 'off'; } catch { return false; } };

let view = {};

/** Sets the keys of the view that is shown: an object of functions by key. */
export function setViewKeys(keys) { view = keys; }

export function listen(common) {
  let sequence = '';
  let timer = null;
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') {
      if (isTyping(event)) event.target.blur(); else common.Escape(event);
      return;
    }
    if (isTyping(event) || areOff()) return;
    const key = sequence + event.key;
    sequence = '';
    clearTimeout(timer);
    if (event.key === 'g' && key === 'g') {
      sequence = 'g';
      timer = setTimeout(() => { sequence = ''; }, 1200);
      return;
    }
    const action = view[key] ?? common[key];
    if (action) {
      event.preventDefault();
      action(event);
    }
  });
}

export function showHelp() {
  const dialog = h('dialog', {class: 'help', 'aria-label': 'Keys'},
      h('h2', {}, 'Keys'),
      h('dl', {}, LIST.map(([key, what]) => h('div', {}, h('dt', {}, key.split(' ').map(it => h('kbd', {}, it))), h('dd', {}, what)))),
      h('p', {class: 'muted'}, 'Keys that are characters can be turned off in the settings.'),
      h('button', {type: 'button', autofocus: true, on: {click: () => dialog.close()}}, 'Close'));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
