import { Component } from 'react';
import type { ComponentType, ReactNode } from 'react';

export interface FallbackProps {
  readonly onRetry: () => void;
}

export interface ErrorBoundaryProps {
  /** Shown instead of `children` after they threw while rendering; `onRetry` renders them again. */
  readonly fallback: ComponentType<FallbackProps>;
  readonly children: ReactNode;
}

/** Keeps a fault in a part of the window within that part. React knows error boundaries as classes only. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  readonly retry = (): void => this.setState({ hasFailed: false });

  override render(): ReactNode {
    const { fallback: Fallback, children } = this.props;
    return this.state.hasFailed ? <Fallback onRetry={this.retry} /> : children;
  }
}
