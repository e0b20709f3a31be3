import type { ReactElement } from 'react';

type Design = (props: { readonly text: string }) => ReactElement;

export const ReactMarkdown: Design;
export const PlainStreamdown: Design;
export const ColouredStreamdown: Design;
