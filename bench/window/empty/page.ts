import { createElement, useState } from 'react';
import type { ChangeEvent } from 'react';
import { createRoot } from 'react-dom/client';

function Field() {
  const [value, setValue] = useState('');
  return createElement('textarea', {
    'aria-label': 'Message',
    autoFocus: true,
    placeholder: 'Write something',
    value,
    onChange: ({ target }: ChangeEvent<HTMLTextAreaElement>) => setValue(target.value),
  });
}

const container = document.querySelector('#root');
if (container !== null) createRoot(container).render(createElement(Field));
