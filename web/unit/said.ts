/** One line at the foot of a form, read out when it changes: what was saved, what could not be. */
export interface Said {
  (text: string, kind?: 'done' | 'warn'): void;
  /** Something may be done about it. */
  offer(text: string, name: string, act: () => void): void;
}

export function saidAt(form: HTMLFormElement): Said {
  const line = document.createElement('p');
  line.className = 'saved';
  line.setAttribute('role', 'status');
  form.append(line);
  const say = (text: string, kind: 'done' | 'warn' = 'done') => {
    line.textContent = text;
    line.classList.toggle('warn', kind === 'warn');
  };
  const offer = (text: string, name: string, act: () => void) => {
    say(`${text} `);
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'small';
    button.textContent = name;
    button.addEventListener('click', act);
    line.append(button);
  };
  return Object.assign(say, { offer });
}
