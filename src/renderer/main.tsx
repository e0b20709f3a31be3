import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { runCommand } from './app/command/commands.ts';
import { loadDeferredViews, transcript } from './app/deferred-views.tsx';
import { WindowFault } from './app/window/fault.tsx';
import { getView, showConversation } from './app/view.ts';
import { connect } from './client/connect.ts';
import { getEnvironment } from './client/environment.ts';
import { getSettings } from './client/settings.ts';
import './style/tokens.css';
import './style/base.css';
import { setLanguage } from './text/i18n.ts';

async function start(container: Element): Promise<void> {
  const root = createRoot(container);
  try {
    await connect({ showConversation, invokeCommand: runCommand });
    await setLanguage(getSettings().language ?? getEnvironment().systemLanguage);
    if (getView().conversationId !== null) await transcript.load();
    root.render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
    requestIdleCallback(loadDeferredViews);
  } catch (error) {
    await setLanguage(navigator.language.startsWith('ru') ? 'ru' : 'en');
    root.render(<WindowFault />);
    throw error;
  }
}

const container = document.querySelector('#root');
if (container !== null) await start(container);
