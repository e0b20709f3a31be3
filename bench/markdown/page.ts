import { createElement, useSyncExternalStore } from 'react';
import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import {
  ColouredStreamdown,
  PlainStreamdown,
  ReactMarkdown,
} from '../anchors/markdown/designs.mjs';
import { BlockView } from '../../src/renderer/markdown/view/blocks.tsx';
import { Markdown } from '../../src/renderer/markdown/markdown.tsx';
import { createSplitter } from '../../src/renderer/markdown/parse/splitter.ts';
import { setLanguage } from '../../src/renderer/text/i18n.ts';
import '../../src/renderer/style/tokens.css';
import '../../src/renderer/style/base.css';

export type Design = 'parley' | 'whole' | 'reactMarkdown' | 'streamdown' | 'colouredStreamdown';

export interface PageResult {
  /** Longest time between two frames, in milliseconds. */
  readonly worstFrameMs: number;
  readonly framesOver50Ms: number;
  /** The visible text at the end, without the words of buttons. */
  readonly text: string;
}

declare global {
  interface Window {
    benchStream: (design: Design, text: string, step: number) => Promise<PageResult>;
  }
}

interface StreamedText {
  readonly text: string;
  readonly streaming: boolean;
}

/** What ours has to end like: each update parses and renders all of the text. */
function Whole({ text }: StreamedText) {
  const blocks = createSplitter().update(text, false);
  return createElement(
    'div',
    null,
    blocks.map((block) =>
      block.node.type === 'code'
        ? createElement('pre', { key: block.offset }, block.node.code)
        : createElement(BlockView, { key: block.offset, block }),
    ),
  );
}

const designs: Readonly<Record<Design, ComponentType<StreamedText>>> = {
  parley: Markdown,
  whole: Whole,
  reactMarkdown: ReactMarkdown,
  streamdown: PlainStreamdown,
  colouredStreamdown: ColouredStreamdown,
};

let shown: StreamedText & { readonly design: Design } = {
  text: '',
  streaming: true,
  design: 'parley',
};
let listener: () => void = () => undefined;

function show(next: typeof shown): void {
  shown = next;
  listener();
}

function Page() {
  const { design, ...streamed } = useSyncExternalStore(
    (changed) => {
      listener = changed;
      return () => undefined;
    },
    () => shown,
  );
  return createElement(designs[design], { ...streamed, key: design });
}

await setLanguage('en');
const container = document.querySelector('#root');
if (container === null) throw new Error('the page has no #root');
const root = createRoot(container);
const scroller = container as HTMLElement;
scroller.style.cssText = 'height: 100vh; overflow-y: auto; padding: 0 20vw';

/** Adds `step` characters a frame, keeping the end in view. */
window.benchStream = async (design, text, step) => {
  root.render(null);
  await nextFrame();
  show({ text: '', streaming: true, design });
  root.render(createElement(Page, { key: performance.now() }));
  let before = await nextFrame();
  let worstFrameMs = 0;
  let framesOver50Ms = 0;
  for (let end = step; end < text.length + step; end += step) {
    show({ text: text.slice(0, end), streaming: end < text.length, design });
    scroller.scrollTop = scroller.scrollHeight;
    const now = await nextFrame();
    worstFrameMs = Math.max(worstFrameMs, now - before);
    if (now - before > 50) framesOver50Ms += 1;
    before = now;
  }
  return { worstFrameMs, framesOver50Ms, text: visibleText() };
};

function visibleText(): string {
  const copy = scroller.cloneNode(true) as HTMLElement;
  for (const header of copy.querySelectorAll('figcaption')) header.remove();
  return copy.textContent.replace(/\s+/g, ' ').trim();
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
