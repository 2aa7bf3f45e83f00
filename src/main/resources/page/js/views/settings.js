// What somebody prefers, kept in this browser; the token in this tab.

import {token} from '../api.js';
import {fill, h} from '../dom.js';
import {title} from '../parts.js';

const read = (name, other) => { try { return localStorage.getItem(name) ?? other; } catch { return other; } };
const write = (name, value) => { try { localStorage.setItem(name, value); } catch { /* then it is not kept */ } };

export function settings(app) {
  const choice = (name, label, initial, options, changed) => h('fieldset', {}, h('legend', {}, label), options.map(([value, text]) => h('label', {}, h('input', {type: 'radio', name, value, checked: read(name, initial) === value, on: {change: () => { write(name, value); changed?.(value); }}}), ` ${text}`)));
  const secret = h('input', {type: 'password', autocomplete: 'off', id: 'token', value: token.get() ?? ''});
  secret.addEventListener('change', () => { token.set(secret.value.trim()); app.live.tryNow(); });
  fill(app.main, title('Settings'), h('div', {class: 'settings'},
      choice('theme', 'Theme', 'system', [['system', 'as the system has it'], ['light', 'light'], ['dark', 'dark']], value => {
        if (value === 'system') delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = value;
      }),
      choice('zone', 'Times', 'utc', [['utc', 'in UTC, as in sentences, logs and the command line'], ['local', `in the zone of this computer, ${Intl.DateTimeFormat().resolvedOptions().timeZone}`]], () => app.redraw()),
      choice('keys', 'Keys that are characters', 'on', [['on', 'on: / searches, ? lists all'], ['off', 'off']]),
      h('fieldset', {}, h('legend', {}, 'Token'), h('label', {for: 'token'}, 'Sent with every request. It stays in this tab.'), secret,
          h('button', {type: 'button', on: {click: () => { token.set(''); secret.value = ''; app.live.tryNow(); }}}, 'Forget it'))));
  app.title('Settings');
  return null;
}
